"""What of a bilan an outing, an answer or a reminder counts in: by organisation and period, and by what is told apart.

The same for what is still in its rows and for what is only in the tallies any more, so that both add up. An outing is of
the period in which it began on the wall of its venue.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.domain.bilan import By, Span, What, period_of
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
def periods(starts_at: int, zone: str) -> tuple[str, ...]:
    """Names of the month, the quarter and the year in which that is."""
    day = wall(moment(starts_at), zone).date()
    return tuple(period_of(day, span).name for span in Span)


def whole(row: Row, what: str, apart: str = WHOLE, name: str = "") -> Iterator[Cell]:
    """In each of its periods."""
    for period in periods(row["starts_at"], row["zone"]):
        yield Cell(row["organisation_id"], period, apart, name, what)


def everywhere(row: Row, what: str) -> Iterator[Cell]:
    """In the whole, and in the line of each table."""
    yield from whole(row, what)
    for by in APART:
        yield from whole(row, what, by.value, _line(row, by))


def _line(row: Row, by: By) -> str:
    """A venue's line is of one district: whoever knows where it is can add it up with its neighbours."""
    return f"{row['venue']}\n{row['district']}" if by is By.VENUE else str(row[by.value])


def of_places(rows: Iterable[Row], whats: Iterable[What]) -> Told:
    """Rows that have a number for each of these."""
    told: Told = Counter()
    for row in rows:
        for what in whats:
            if n := int(row[what.value]):
                told.update(dict.fromkeys(everywhere(row, what), n))
    return told


def of_person(going: Iterable[Row], staying: Iterable[Row] = ()) -> Told:
    """Outings that one person made: what is not counted any more without them. Somebody who stays in a cell by another
    outing is counted there still."""
    going = list(going)
    told: Told = Counter({cell for row in going for cell in everywhere(row, What.PEOPLE)})
    for cell in {cell for row in staying for cell in everywhere(row, What.PEOPLE)}:
        del told[cell]
    for row in going:
        if what := {1: What.FIRST, 2: What.AGAIN}.get(row["nth"]):
            told.update(everywhere(row, what))
        if row["accompanied"]:
            told.update(everywhere(row, What.ACCOMPANIED))
    return told


def of_answers(rows: Iterable[Row]) -> Told:
    """How long each took, and whose it was, as long as that is somebody."""
    told: Told = Counter()
    for row in rows:
        told.update(whole(row, ANSWERS, HOURS, str(row["hours"])))
        if row["decided_by"] > 0:
            told.update(whole(row, ANSWERS, REFERENT, str(row["decided_by"])))
    return told


def of_reminders(rows: Iterable[Row]) -> Told:
    told: Told = Counter()
    for row in rows:
        for what in (What.REMINDERS, What.ANSWERED):
            if n := int(row[what.value]):
                told.update(dict.fromkeys(whole(row, what), n))
    return told
