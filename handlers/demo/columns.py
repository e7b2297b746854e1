"""A conversation in columns: the hour on the left, one column a person, a heading a day."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from bot.domain.calendar import wall
from handlers.text import Translator

WIDE = 32
"""Three people and the hour fit in 110 characters."""

HOUR = 5
GAP = " │ "
UNBROKEN = "\u00a0"
HOLDS_TOGETHER = re.compile(r"(?<=\d) (?=h \d)|(?<=\d h) (?=\d)| (?=[:;?!»])|(?<=«) ")
"""Spaces of French that a line is not cut at: « 20 h 00 », before a question mark, inside quotation marks."""


class Columns:
    """Says one line at a time; what one person sees stands in their column alone."""

    def __init__(self, people: Sequence[tuple[str, str]], zone: str, say: Callable[[str], None]) -> None:
        self._people = people
        self._zone = zone
        self._say = say
        self._day = ""
        self._hour = ""
        self._goes_on_in: int | None = None

    def tell(self, column: int, at: datetime, lines: Sequence[str], goes_on: bool = False) -> None:
        """Lines of one person, wrapped; no room is left after them when what follows in the column `goes_on`."""
        day = Translator().day(at, self._zone)
        if day != self._day:
            self._turn_page(day)
        elif self._goes_on_in != column:
            self._row("", {})
        self._goes_on_in = column if goes_on else None
        hour = self._new_hour(f"{wall(at, self._zone):%H:%M}")
        for line in chain.from_iterable(map(wrapped, lines)):
            self._row(hour, {column: line})
            hour = ""

    def pause(self) -> None:
        """What follows goes on nowhere: it gets room before it."""
        self._goes_on_in = None

    def end(self) -> None:
        """A line under the last day."""
        self._say("─" * self._width)

    @property
    def _width(self) -> int:
        return HOUR + len(self._people) * (len(GAP) + WIDE)

    def _turn_page(self, day: str) -> None:
        first = not self._day
        self._day, self._hour = day, ""
        self._say("")
        self._say(f"── {day} ".ljust(self._width, "─"))
        shown = [f"{name}, {caption}" if first else name for name, caption in self._people]
        self._row("", dict(enumerate(shown)))
        self._row("", {})

    def _new_hour(self, hour: str) -> str:
        if hour == self._hour:
            return ""
        self._hour = hour
        return hour

    def _row(self, hour: str, cells: dict[int, str]) -> None:
        columns = [filled(cells.get(n, "")) for n in range(len(self._people))]
        self._say(GAP.join([hour.ljust(HOUR), *columns]).rstrip())


def breadth(text: str) -> int:
    """Columns of a terminal that a text takes: faces take two, isolates and accents none."""
    return sum(_breadth(letter) for letter in text)


def _breadth(letter: str) -> int:
    if unicodedata.category(letter) in ("Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def filled(text: str) -> str:
    """A cell, as wide as its column."""
    return text + " " * (WIDE - breadth(text))


def wrapped(line: str) -> Iterator[str]:
    """A line in pieces that fit in a column, cut between words where there is a space to cut at."""
    piece = ""
    for word in chain.from_iterable(map(_bits, HOLDS_TOGETHER.sub(UNBROKEN, line).split(" "))):
        joined = f"{piece} {word}" if piece else word
        if breadth(joined) > WIDE and piece:
            yield piece.replace(UNBROKEN, " ")
            joined = word
        piece = joined
    yield piece.replace(UNBROKEN, " ")


def _bits(word: str) -> list[str]:
    """A word; an address longer than the column is cut anywhere."""
    return [word[at : at + WIDE] for at in range(0, len(word), WIDE)] or [""]
