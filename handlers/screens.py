"""A screen is a function from (who, what) to a View. It never sends.

A button is a screen and its numbers (`session:7`): it means the same tonight, after a restart, next year. So names of
screens are a wire format: never reused, and a retired one keeps an alias. Whoever holds a button may have got it from
anywhere: the door (roles) is checked at every drawing, what belongs to whom by the use case behind it (D1).
"""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup

from bot.domain.people import TEAM, Person, Role
from bot.domain.refusals import Gone
from bot.ports import Store
from handlers.pace import CALM, USUAL, Pace
from handlers.text import Translator

MOST_BYTES = 64
"""Telegram's limit for a button's data."""

CHOICES = "choices"
"""The screen of the other choices of a message (`handlers.choices`)."""


@dataclass(frozen=True)
class Town:
    """What every visit knows of the place: the zone of its clocks, its first language, the bot's own name."""

    zone: str = "Europe/Paris"
    language: str = "fr"
    bot: str = "passerelle_bot"
    operator: int = 0
    """The Telegram account of whoever looks after the machine, if they wish to be told."""


@dataclass(frozen=True)
class Visit:
    """One person before one screen, inside one transaction."""

    store: Store
    me: Person
    t: Translator
    now: datetime
    town: Town
    text: str = ""
    """What was typed, for the screens that wait for it."""
    position: tuple[float, float] | None = None
    """What was shared instead: latitude and longitude, to the nearest hundred metres."""

    @property
    def pace(self) -> Pace:
        return CALM if self.t.plain else USUAL


@dataclass(frozen=True)
class Button:
    """`to` is a screen and its numbers, or an https link."""

    label: str
    to: str


@dataclass(frozen=True)
class Pin:
    """A place on the map; the address is said in the text as well."""

    title: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Photo:
    content: bytes | Callable[[], bytes]
    """Or what draws it, after the transaction and off the loop."""
    caption: Markup
    """Says in words what the picture shows."""
    passed_on: bool = False
    """It is about nobody, and made to be forwarded."""


@dataclass(frozen=True)
class Document:
    content: bytes | Callable[[], bytes]
    """Or what draws them: a page takes a while, so it is drawn after the transaction, off the loop."""
    name: str
    caption: Markup


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True)
class View:
    """What a screen shows: safe HTML and rows of buttons; a toast over it; things sent beside it."""

    text: Markup
    rows: Rows = ()
    extras: tuple[Pin | Photo | Document, ...] = ()
    toast: str = ""
    alert: bool = False
    private: bool = False
    """Carries personal data or a code: not to be forwarded."""
    all_at_once: bool = False
    """Whatever the pace: a list in which each looks for their own."""
    at: str = ""
    """The look that draws it again; of a screen that says nothing else, its own."""
    finished: bool = False
    """By the screen that drew it: a screen may show what another one draws."""

    def saying(self, toast: Markup, alert: bool = False) -> "View":
        return replace(self, toast=toast.unescape(), alert=alert)

    def mirrored(self) -> "View":
        """Rows of buttons in reading order for right-to-left scripts."""
        return replace(self, rows=[list(reversed(row)) for row in self.rows])


Draw = Callable[..., Awaitable[View]]


@dataclass(frozen=True)
class Screen:
    """A drawing with a name and a door."""

    name: str
    doors: frozenset[Role]
    draw: Draw
    writes: bool
    back: str = ""
    """Of an act: the look to show, with the same first number, when the answer is no."""
    typed: bool = False
    """Of an act: reached by typed text only, never by a button."""

    async def __call__(self, visit: Visit, *args: Any, page: int = 1) -> View:
        """`page` of its choices, where there are more than the reader's pace has at once. Raises Gone at a closed door."""
        if not visit.me.is_a(*self.doors):
            raise Gone
        view = await self.draw(visit, *args)
        if visit.me.is_a(*TEAM):
            # A message is edited in place: what shows an outing now may name people after the next tap.
            view = replace(view, private=True)
        if view.finished:
            return view
        view = view.mirrored() if visit.t.right_to_left else view
        view = replace(view, at=view.at or self._lands(args), finished=True)
        return view if self.writes else paced(view, visit, page)

    def _lands(self, args: tuple[Any, ...]) -> str:
        """What to draw again should the answer be lost: this look, or what is behind the act."""
        if not self.writes:
            return self.data(*args)
        return ":".join((self.back, *map(str, args[:1]))) if self.back else "home"

    @cached_property
    def _parameters(self) -> list[inspect.Parameter]:
        return list(inspect.signature(self.draw).parameters.values())[1:]

    @cached_property
    def kinds(self) -> list[type]:
        """What each number of a button of this screen is."""
        return [p.annotation for p in self._parameters]

    def data(self, *args: object) -> str:
        data = ":".join((self.name, *map(str, args)))
        if len(data.encode()) > MOST_BYTES or len(args) > len(self.kinds):
            raise ValueError(f"not a button: {data}")
        return data

    def button(self, label: Markup, *args: object) -> Button:
        return Button(label.unescape(), self.data(*args))

    def parse(self, words: list[str]) -> list[Any]:
        """The numbers of a button that was pressed; raises Gone when they are not such."""
        needed = [p for p in self._parameters if p.default is p.empty]
        if not len(needed) <= len(words) <= len(self.kinds):
            raise Gone
        return [_value(kind, word) for kind, word in zip(self.kinds, words, strict=False)]


def _value(kind: type, word: str) -> Any:
    if kind is int and not (word.isascii() and word.isdigit() and len(word) <= 15):
        raise Gone
    try:
        return kind(word)
    except ValueError:
        raise Gone from None


SCREENS: dict[str, Screen] = {}
ALIASES: dict[str, str] = {}
"""Retired name → the screen that answers for it."""


def _register(screen: Screen) -> Screen:
    if screen.name in SCREENS:
        raise ValueError(f"two screens named {screen.name}")
    SCREENS[screen.name] = screen
    return screen


def look(name: str, *doors: Role) -> Callable[[Draw], Screen]:
    """A screen that only reads."""
    return lambda draw: _register(Screen(name, frozenset(doors), draw, writes=False))


def act(name: str, *doors: Role, back: str = "", typed: bool = False) -> Callable[[Draw], Screen]:
    """A gesture that changes something, then shows a look."""
    return lambda draw: _register(Screen(name, frozenset(doors), draw, writes=True, back=back, typed=typed))


def find(data: str) -> tuple[Screen, list[Any]]:
    """The screen and numbers behind a button; raises Gone for one that is unknown, or not a button's."""
    name, *words = data.split(":")
    screen = SCREENS.get(ALIASES.get(name, name))
    if screen is None:
        raise Gone
    return screen, screen.parse(words)


def link(label: Markup, *to: object) -> Button:
    """A button to a screen by its name, for rooms that lead to each other; a test presses every one."""
    return Button(label.unescape(), ":".join(map(str, to)))


def paced(view: View, visit: Visit, page: int) -> View:
    """A look with as many choices as the reader's pace has at once, and the way to the others."""
    pages = visit.pace.pages([button for row in view.rows for button in row])
    number = min(max(1, page), len(pages))
    first = number == len(pages)
    way = f"{CHOICES}:{1 if first else number + 1}:{view.at.replace(':', '.')}"
    if len(pages) == 1 or view.all_at_once or len(way.encode()) > MOST_BYTES:
        return view
    label = visit.t("Premiers choix") if first else visit.t("Autres choix")
    return replace(view, rows=[*([button] for button in pages[number - 1]), [Button(label.unescape(), way)]])


def way_home(t: Translator) -> Button:
    """Every message has one."""
    return link(t("Accueil"), "home")
