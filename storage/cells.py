"""What of a bilan an outing, an answer or a reminder counts in: by organisation and period, and by what is told apart.

The same for what is still in its rows and for what is only in the tallies any more, so that both add up. An outing is of
the period in which it began on the wall of its venue.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.domain.bilan import By, Period, Span, What, period_of
from bot.domain.calendar import wall
from storage.clock import moment
from storage.engine import Row


class Cell(NamedTuple):
    """One number. `apart` is what its table tells apart, `name` the line; both "" for the whole."""

    organisation_id: int
    """0: of none."""
    period: str
    apart: str
    name: str
    what: str


WHOLE = ""
HOURS, REFERENT, LOAD = "hours", "referent", "load"
"""Told apart by how many hours an answer took; by who answered; by how many requests one referent answered who is not
known any more."""
ANSWERS = "answers"

APART = (By.GENRE, By.AUDIENCE, By.VENUE, By.DISTRICT)

Told = Counter[Cell]


@lru_cache(maxsize=10_000)
def periods(starts_at: int, zone: str, only: Period | None = None) -> tuple[str, ...]:
    """Names of the month, the quarter and the year in which that is; `only` this period and its months are asked for."""
    day = wall(moment(starts_at), zone).date()
    every = [period_of(day, span) for span in Span]
    return tuple(it.name for it in every if only is None or it == only or it in only.months())


def whole(row: Row, what: str, only: Period | None, apart: str = WHOLE, name: str = "") -> Iterator[Cell]:
    """In each of its periods."""
    for period in periods(row["starts_at"], row["zone"], only):
        yield Cell(row["organisation_id"], period, apart, name, what)


def everywhere(row: Row, what: str, only: Period | None) -> Iterator[Cell]:
    """In the whole, and in the line of each table; months that are asked for with their year have none."""
    yield from whole(row, what, only)
    asked = only and only.name
    for period in periods(row["starts_at"], row["zone"], only):
        if asked in (None, period):
            for by in APART:
                yield Cell(row["organisation_id"], period, by.value, _line(row, by), what)


def _line(row: Row, by: By) -> str:
    """A venue's line is of one district: whoever knows where it is can add it up with its neighbours."""
    return f"{row['venue']}\n{row['district']}" if by is By.VENUE else str(row[by.value])


def of_places(rows: Iterable[Row], whats: Collection[What], only: Period | None) -> Told:
    """Rows that have a number for each of these."""
    told: Told = Counter()
    for row in rows:
        for what in whats:
            if n := int(row[what.value]):
                for cell in everywhere(row, what, only):
                    told[cell] += n
    return told


def of_person(going: Iterable[Row], staying: Iterable[Row] = (), only: Period | None = None) -> Told:
    """Outings that one person made: what is not counted any more without them. Somebody who stays in a cell by another
    outing is counted there still."""
    going = list(going)
    told: Told = Counter({cell for row in going for cell in everywhere(row, What.PEOPLE, only)})
    for cell in {cell for row in staying for cell in everywhere(row, What.PEOPLE, only)}:
        del told[cell]
    for row in going:
        if what := {1: What.FIRST, 2: What.AGAIN}.get(row["nth"]):
            told.update(everywhere(row, what, only))
        if row["accompanied"]:
            told.update(everywhere(row, What.ACCOMPANIED, only))
    return told


def of_answers(rows: Iterable[Row], only: Period | None = None) -> Told:
    """How long each took, and whose it was, as long as that is somebody."""
    told: Told = Counter()
    for row in rows:
        told.update(whole(row, ANSWERS, only, HOURS, str(row["hours"])))
        if row["decided_by"] > 0:
            told.update(whole(row, ANSWERS, only, REFERENT, str(row["decided_by"])))
    return told


def of_reminders(rows: Iterable[Row], only: Period | None = None) -> Told:
    told: Told = Counter()
    for row in rows:
        for what in (What.REMINDERS, What.ANSWERED):
            if n := int(row[what.value]):
                for cell in whole(row, what, only):
                    told[cell] += n
    return told
