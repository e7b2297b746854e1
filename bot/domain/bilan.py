"""The bilan: what the outings of a period have changed, in numbers about nobody.

A number is None where it is hidden: it is of fewer than five, or would let such a one be found by subtraction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

HIDDEN_BELOW = 5
"""A number of one to four is not shown: in a small town it is somebody."""


class What(StrEnum):
    """What is counted. Places but for the last six lines."""

    OFFERED = "offered"
    """Places of the sessions that took place; open admission offers none to count."""
    REQUESTED = "requested"
    """Places that somebody asked for."""
    APPROVED = "approved"
    USED = "used"
    """The roll says that they came."""
    FREED = "freed"
    """Given back after the yes, while another could still ask for it."""
    LOST = "lost"
    """Approved, and neither used nor given back in time."""
    EMPTY = "empty"
    """Offered, and not used."""
    PEOPLE = "people"
    """Distinct people who came."""
    FIRST = "first"
    """Of them: for the first time."""
    AGAIN = "again"
    """Of them: for the second time."""
    ACCOMPANIED = "accompanied"
    """Outings that somebody made in company."""
    REMINDERS = "reminders"
    """That arrived."""
    ANSWERED = "answered"
    """Of them: with a tap."""


class By(StrEnum):
    """What a table tells apart."""

    MONTH = "month"
    GENRE = "genre"
    AUDIENCE = "audience"
    VENUE = "venue"
    DISTRICT = "district"
    """Of the venue: its postcode. Where a person lives is not known."""
    ORGANISATION = "organisation"


class Span(StrEnum):
    """The values travel in buttons: never reused."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, order=True)
class Period:
    """Whole months of the calendar, on the town's wall."""

    span: Span
    first: date

    @property
    def end(self) -> date:
        """The first day after it."""
        months = self.first.month - 1 + MONTHS[self.span]
        return date(self.first.year + months // 12, months % 12 + 1, 1)

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One row: its name as it stands in the tables ("" where none is, a month "2026-03"), and its numbers."""

    name: str
    numbers: Mapping[What, int | None]


@dataclass(frozen=True)
class Table:
    by: By
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Load:
    """What a period asked of referents; of no one of them."""

    referents: int
    """Who had something to answer."""
    middle: int | None
    """Requests of the one in the middle; None: they are fewer than five."""
    most: int | None


@dataclass(frozen=True)
class Answering:
    """From a request to its answer, in hours of the clock."""

    middle_h: float | None
    nine_in_ten_h: float | None
    """Nine of ten were answered within so many."""


@dataclass(frozen=True)
class Bilan:
    house: str
    """The organisation, or "" for all of them."""
    period: Period
    whole: Mapping[What, int | None]
    answering: Answering
    load: Load
    tables: tuple[Table, ...] = ()
    welcomed: Mapping[str, int | None] = field(default_factory=dict)
    """Ticks at the door, by kind: "open" for open admission, "permanence"; they are of nobody (see `bot.domain.ticks`)."""
