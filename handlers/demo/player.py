"""Someone in the story: writes, taps buttons by what they say, reads what is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from handlers.demo.chats import Message
from handlers.demo.house import House
from handlers.demo.phones import Phone
from handlers.demo.telling import Telling

A_MOMENT = timedelta(seconds=40)
OTHERS = "Autres choix"
"""Between two gestures of one person."""


class StoryBroken(Exception):  # noqa: N818 - its sentence is shown as it is
    """A step of the story did not happen."""


@dataclass(frozen=True)
class Player:
    """One telephone of the house, in the hands of the story."""

    house: House
    telling: Telling
    phone: Phone

    async def writes(self, text: str) -> None:
        self.house.world.send_text(self.phone.account_id, text)
        await self._goes_on()

    async def opens(self, link: str) -> None:
        self.telling.gesture(self.phone, "ouvre l'invitation")
        self.house.world.open_link(self.phone.account_id, link)
        await self._goes_on()

    async def taps(self, label: str) -> None:
        """The newest button whose label begins so, looked for among the other choices too. Raises StoryBroken when there
        is none."""
        if label != OTHERS:
            while not self.sees(label) and self.sees(OTHERS):
                await self.taps(OTHERS)
        message, which = self._button(label)
        self.telling.gesture(self.phone, which)
        self.house.world.tap(self.phone.account_id, message.id, which)
        await self._goes_on()

    async def _goes_on(self) -> None:
        await self.house.serve()
        self.house.clock.move(A_MOMENT)

    def sees(self, label: str) -> bool:
        """Whether the newest message has a button whose label begins so."""
        return bool(self._from_bot) and any(text.startswith(label) for text in self._from_bot[-1].labels)

    def _button(self, label: str) -> tuple[Message, str]:
        for message in reversed(self._from_bot):
            for text in message.labels:
                if text.startswith(label):
                    return message, text
        raise StoryBroken(f"{self.phone.name} ne voit pas le bouton « {label} ».")

    def reads(self, words: str) -> str:
        """What the newest message says. Raises StoryBroken when these words are not in it."""
        text = next((message.text for message in reversed(self._from_bot) if message.kind == "text"), "")
        if words not in text:
            raise StoryBroken(f"{self.phone.name} devrait lire « {words} », et lit : {text}")
        return text

    async def hears(self, words: str) -> str:
        """Time passes until the next letter to this one, which must say so; others may have theirs before.
        Raises StoryBroken."""
        heard = len(self._from_bot)
        while len(self._from_bot) == heard:
            at = await self.house.clock.next_letter_at()
            if at is None:
                raise StoryBroken(f"Aucun message n'est prévu, et {self.phone.name} attend « {words} ».")
            self.house.clock.move(max(at - self.house.clock.now(), timedelta()))
            await self.house.serve()
        return self.reads(words)

    def has_got(self, kind: str) -> None:
        """A pin, a file, a picture beside the words. Raises StoryBroken."""
        if all(message.kind != kind for message in self._from_bot):
            raise StoryBroken(f"{self.phone.name} n'a pas reçu ce qui accompagne le message ({kind}).")

    @property
    def _from_bot(self) -> list[Message]:
        return [message for message in self.house.world.transcript(self.phone.account_id) if message.from_bot]


Who = Callable[[Phone], Player]
"""Puts a telephone into somebody's hands."""
