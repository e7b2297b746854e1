"""A person with a phone: writes, taps buttons by what they say, reads what is shown."""

from dataclasses import dataclass, field

from handlers.demo.chats import Message
from handlers.demo.world import World
from tests import canary
from tests.town import Town

OTHERS = "Autres choix"


@dataclass
class Phone:
    """One account in the world. Reading is of the newest message with text, as eyes would."""

    world: World
    town: Town
    account: int
    name: str
    person_id: int = 0
    opened: list[str] = field(default_factory=list)

    async def sends(self, text: str) -> None:
        canary.typed(text)
        self.world.send_text(self.account, text)
        await self.town.serve()

    async def sends_file(self, name: str, content: bytes) -> None:
        self.world.send_document(self.account, name, content)
        await self.town.serve()

    async def opens(self, link: str) -> None:
        self.world.open_link(self.account, link)
        await self.town.serve()

    async def taps(self, label: str) -> None:
        """The newest button whose label begins so; looked for among the other choices too, where few are shown."""
        while OTHERS in self.buttons and label != OTHERS and not any(it.startswith(label) for it in self.buttons):
            await self.taps(OTHERS)
        message, which = self._find(label)
        self.world.tap(self.account, message.id, which)
        await self.town.serve()

    async def presses(self, data: str) -> None:
        """Any button data: old, foreign, made up."""
        self.world.press(self.account, data)
        await self.town.serve()

    def _find(self, label: str) -> tuple[Message, str]:
        for message in reversed(self.messages):
            for text in message.labels:
                if spaced(text).startswith(label):
                    return message, text
        raise AssertionError(f"{self.name} sees no button {label!r}, only {self.buttons}; the text is: {self.text}")

    @property
    def messages(self) -> list[Message]:
        return self.world.transcript(self.account)

    @property
    def from_bot(self) -> list[Message]:
        return [message for message in self.messages if message.from_bot]

    @property
    def text(self) -> str:
        """What the newest text message says."""
        return spaced(next((m.text for m in reversed(self.from_bot) if m.kind == "text"), ""))

    @property
    def all_text(self) -> str:
        return spaced("\n".join(m.text for m in self.from_bot))

    @property
    def buttons(self) -> list[str]:
        return [spaced(label) for label in next((m.labels for m in reversed(self.from_bot) if m.labels), [])]

    @property
    def toast(self) -> str:
        toasts = self.world.toasts(self.account)
        return spaced(toasts[-1].text) if toasts else ""

    def link(self) -> str:
        """The invitation link that is on screen."""
        words = self.all_text.split()
        return next(word for word in reversed(words) if word.startswith("https://t.me/"))


def spaced(text: str) -> str:
    """As eyes read it: a space that no line cuts is a space."""
    return text.replace("\u00a0", " ")
