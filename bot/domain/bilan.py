"""The bilan: what the outings of a period have changed, in numbers about nobody.

It is of the published outings with places that began in the period, on the wall of their own venue, and of all that led
to them, whenever that was. An outing of open admission is left out of everything: it is counted at the door. So is one
that was called off. A number is None where it is hidden: it is of fewer than five, or would let such a one be found by
subtraction.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

SETTLING = timedelta(days=8)
"""Of a period, once it is over."""

HIDDEN_BELOW = 5
"""A number of one to four is not shown: in a small town it is somebody."""


class What(StrEnum):
    """What is counted. Places but for the last six lines.

    Always: offered = used + empty, and approved = used + freed + lost + unticked. The lines of a table add up to the whole
    but for people, who add up over organisations only.
    """

    OFFERED = "offered"
    """Places of all those outings. They are everybody's: the bilan of one organisation has neither these nor the empty."""
    REQUESTED = "requested"
    """Places that somebody asked for, whatever the answer; twice, where they asked again. A held offer that was not taken
    up is none."""
    APPROVED = "approved"
    USED = "used"
    """The roll says that they came."""
    FREED = "freed"
    """Given back after the yes, while another could still ask for it."""
    LOST = "lost"
    """Approved, and given back too late, or the roll says that they did not come."""
    UNTICKED = "unticked"
    """Approved, and nobody has said whether they came."""
    EMPTY = "empty"
    """Offered, and not used as far as the roll says."""
    PEOPLE = "people"
    """Distinct people who came."""
    FIRST = "first"
    """Of them: for the first time."""
    AGAIN = "again"
    """Of them: for the second time."""
    ACCOMPANIED = "accompanied"
    """Outings that somebody made with somebody of the team, one for each person and outing."""
    REMINDERS = "reminders"
    """That arrived before the outing. Only in the whole, by month and by organisation."""
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
    """Of the person; only in the bilan of all together."""


class Span(StrEnum):
    """The values travel in buttons: never reused."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, order=True)
class Period:
    """Whole months of the calendar."""

    span: Span
    first: date

    @property
    def last(self) -> date:
        month = self.first.month + MONTHS[self.span] - 1
        return date(self.first.year, month, monthrange(self.first.year, month)[1])

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.last + timedelta(days=1)

    @property
    def before(self) -> "Period":
        return period_of(self.first - timedelta(days=1), self.span)

    @property
    def name(self) -> str:
        """As it stands in the tables and is typed: "2026-03", "2026-T1", "2026"."""
        year = f"{self.first.year:04}"
        return {
            Span.MONTH: f"{year}-{self.first.month:02}",
            Span.QUARTER: f"{year}-T{1 + self.first.month // 3}",
            Span.YEAR: year,
        }[self.span]

    @property
    def told_with(self) -> "Period":
        """The one that has to be settled first: November waits for December (see `bot.domain.subtraction.groups`)."""
        late = self.span is Span.MONTH and self.first.month == 11
        return Period(Span.MONTH, self.first.replace(month=12)) if late else self

    def is_settled(self, today: date) -> bool:
        """Only then it is told: of a number that grows every day, two copies could be subtracted. Over on every wall of the
        world, and the roll of its last outing closed (`bot.domain.attendance.DAYS`)."""
        return self.told_with.last < today - SETTLING

    def months(self) -> tuple["Period", ...]:
        return tuple(
            Period(Span.MONTH, self.first.replace(month=self.first.month + n)) for n in range(MONTHS[self.span])
        )


def period_of(day: date, span: Span) -> Period:
    """The one that this day is in."""
    months = MONTHS[span]
    return Period(span, date(day.year, 1 + (day.month - 1) // months * months, 1))


def latest_settled(today: date, span: Span) -> Period:
    it = period_of(today - SETTLING, span)
    while not it.is_settled(today):
        it = it.before
    return it


TYPED = re.compile(r"(?P<year>[1-9]\d{3})(-(?P<month>0[1-9]|1[0-2])|-T(?P<quarter>[1-4]))?", re.ASCII)


def read_period(typed: str) -> Period | None:
    """From its name; None when it is none."""
    found = TYPED.fullmatch(typed.strip().upper())
    if found is None:
        return None
    year, month, quarter = int(found["year"]), found["month"], found["quarter"]
    if month:
        return Period(Span.MONTH, date(year, int(month), 1))
    if quarter:
        return Period(Span.QUARTER, date(year, int(quarter) * 3 - 2, 1))
    return Period(Span.YEAR, date(year, 1, 1))


@dataclass(frozen=True)
class Line:
    """One row: its name as it stands in the tables ("" where none is, a month "2026-03"), and its numbers."""

    name: str
    numbers: Mapping[What, int | None]
    within: str = ""
    """Of a venue: its district, whose line has it too."""


@dataclass(frozen=True)
class Table:
    by: By
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Load:
    """What a period asked of referents; of no one of them. What a yes given ahead has answered asked nothing."""

    referents: int | None
    """Who answered something."""
    middle: int | None
    """Requests that the one in the middle answered; None: nobody did, or it is hidden."""
    most: int | None


@dataclass(frozen=True)
class Answering:
    """From a request to its answer, in whole hours of the clock; a yes given ahead is no waiting and left out."""

    middle_h: float | None
    """Half of them were answered within so many; None: none was, or it is hidden."""
    nine_in_ten_h: float | None
    """Nine of ten were answered within so many."""
    answers: int | None = 0
    """How many these are; never told."""


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
