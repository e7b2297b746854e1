"""Watches the telephones and tells, in order, everything that appears on them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from handlers.demo.chats import Message, Toast
from handlers.demo.columns import WIDE, Columns, breadth
from handlers.demo.phones import Phone
from handlers.demo.world import World

GESTURE = "▸"
"""What a person does; what the bot says has no mark."""

SAME_SCREEN = 0.5
"""Of the lines of a rewritten message, how many stay when it is the same screen."""

LONGEST_ECHO = 2
"""Lines that a rewritten message repeats in full; longer runs are « … »."""


class Telling:
    """Listens to the world: a message that is new or was rewritten is told once, in its owner's column. Where several
    share one, each is named when it is their turn."""

    def __init__(self, world: World, sharing: Sequence[Sequence[Phone]], columns: Columns) -> None:
        self._world = world
        self._sharing = sharing
        self._phones = [phone for together in sharing for phone in together]
        self._columns = columns
        self._named: dict[int, list[Phone]] = {}
        """In each shared column, whose turn it was, one after the other."""
        self._known: dict[int, list[list[str]]] = {}
        """Every version of a message that was told, and the toasts: their numbers are of one series."""
        self._stop = world.listen(self._look)

    def end(self) -> None:
        """Stop watching, and close the last page."""
        self._stop()
        self._columns.end()

    def gesture(self, phone: Phone, what: str) -> None:
        """Something that leaves no message: a tap, a link."""
        self._tell(phone, [f"{GESTURE} {what}"], goes_on=True)

    def _look(self) -> None:
        for phone in self._phones:
            for toast in self._world.toasts(phone.account_id):
                self._look_at_toast(phone, toast)
            for message in self._world.transcript(phone.account_id):
                self._look_at(phone, message)

    def _look_at_toast(self, phone: Phone, toast: Toast) -> None:
        if toast.id not in self._known:
            self._known[toast.id] = []
            self._tell(phone, f"({toast.text})".splitlines(), goes_on=True)

    def _look_at(self, phone: Phone, message: Message) -> None:
        told, now = self._known.setdefault(message.id, []), list(said(message))
        if told and told[-1] == now:
            return
        if message.from_bot:
            self._tell(phone, list(news(told, now)))
        elif not message.text.startswith("/start "):  # the opening of the link was told already
            self.gesture(phone, f"écrit « {message.text} »")
        told.append(now)

    def _tell(self, phone: Phone, lines: list[str], goes_on: bool = False) -> None:
        number, together = next((n, each) for n, each in enumerate(self._sharing) if phone in each)
        if len(together) > 1:
            lines = [*self._name(phone, self._named.setdefault(number, [])), *lines]
        self._columns.tell(number, self._world.now(), lines, goes_on)

    def _name(self, phone: Phone, named: list[Phone]) -> Iterator[str]:
        """Whose words these are, unless they were the last to be named; at first with a word on who that is."""
        if not named or named[-1] != phone:
            self._columns.pause()
            yield f"{phone.name} :" if phone in named else f"{phone.name}, {phone.caption} :"
            named.append(phone)


def said(message: Message) -> Iterator[str]:
    """A message as lines: what is beside the words, the words, the buttons."""
    if message.kind == "venue":
        yield f"(carte) {message.media['venue']['title']}"
    if message.kind == "document":
        yield f"(fichier) {message.media['document']['file_name']}"
    if message.kind == "photo":
        yield "(image)"
    yield from message.text.splitlines()
    for row in message.buttons:
        shown = [f"[{button.text}]" for button in row]
        yield from [" ".join(shown)] if breadth(" ".join(shown)) <= WIDE else shown


def news(told: list[list[str]], now: list[str]) -> Iterator[str]:
    """What a rewritten message says otherwise than it once did; another screen is read from its first line."""
    alike = max((SequenceMatcher(None, before, now, autojunk=False) for before in told), key=_ratio, default=None)
    if alike is None or _ratio(alike) < SAME_SCREEN:
        yield from now
        return
    for what, _, _, start, end in alike.get_opcodes():
        if what == "equal" and end - start > LONGEST_ECHO:
            yield "…"
        else:
            yield from now[start:end]


def _ratio(pair: SequenceMatcher[str]) -> float:
    return pair.ratio()
