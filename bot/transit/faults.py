"""What is wrong with a feed, as facts; `handlers/timetable_words.py` has the sentences."""

from dataclasses import dataclass, field
from enum import StrEnum

MOST_SHOWN = 20


class Ill(StrEnum):
    """Why a file says nothing at all."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    INCOMPLETE = "incomplete"
    """A file that every feed has is missing, or has not the columns."""
    EMPTY = "empty"
    """Nothing runs, on no day."""


class Why(StrEnum):
    """Why a row is left out."""

    VALUE = "value"
    """Not what its column asks for."""
    UNKNOWN = "unknown"
    """It speaks of something that no other file has."""
    ORDER = "order"
    """Times run backwards, or two rows claim the same rank."""
    CUT = "cut"
    """Fewer cells than headings."""


@dataclass(frozen=True)
class Broken:
    file: str
    line: int
    """As a text editor counts; the headings are line 1."""
    why: Why


class BadFeed(Exception):  # noqa: N818 - a fact about what was read, not an error of ours
    """The whole file cannot be used."""

    def __init__(self, ill: Ill, what: str = "") -> None:
        super().__init__(ill, what)
        self.ill, self.what = ill, what


@dataclass
class Ledger:
    """Every broken row is counted; the first ones are kept."""

    count: int = 0
    shown: list[Broken] = field(default_factory=list)

    def note(self, file: str, line: int, why: Why) -> None:
        self.count += 1
        if len(self.shown) < MOST_SHOWN:
            self.shown.append(Broken(file, line, why))
