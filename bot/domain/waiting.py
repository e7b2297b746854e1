"""The waiting list of a full outing: order of arrival, one held offer a freed place, an answer due in waking hours (R3).

A freed place starts a chain: everyone on the list is a candidate again, in order. Whoever says no, or nothing in time,
has passed in this chain and keeps their rank for the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import HOUR, QUARTER, on_the
from bot.domain.offers import Session
from bot.domain.waking import waking_after

USUAL_HOURS = 8
"""To answer, from Monday to Friday."""
NEAR_HOURS = 3
"""To answer when the outing is near: every day of the week."""
NEAR = timedelta(hours=72)
LAST_MINUTE = timedelta(hours=24)
LEAST = timedelta(minutes=30)
"""Less time than that is no offer (R4)."""
FOR_THE_REFERENT = timedelta(minutes=30)
"""Kept for the referent's own answer before the booking closes."""
HEAD_START = timedelta(hours=1)
"""How long a last-minute place is for the list alone; after that, for anyone: nothing undersold (P6)."""


class Why(StrEnum):
    """How waiting ended."""

    LEFT = "left"
    """The person left the list."""
    TOOK = "took"
    """A freed place was taken."""
    ASKED = "asked"
    """The person asked directly."""
    OVER = "over"
    """The booking closed, and no place was left."""
    CALLED_OFF = "called_off"


@dataclass(frozen=True)
class Entry:
    """Someone on the list of a session."""

    id: int
    session: Session
    person_id: int
    person: str
    organisation_id: int
    places: int
    ranked_at: datetime
    referent_id: int | None = None
    last_minute: bool = False
    """Wishes to be told in the last hours too."""
    approved_by: int | None = None
    """Whose yes stands for this person and this outing."""
    lets_smaller_pass: bool = False
    """Their organisation's rule, said openly: a smaller group behind may go first when this one does not fit."""
    held: bool = False
    """Has a held offer, or a request, already."""
    passed: bool = False
    """Said no, or nothing in time, in the chain that runs."""
    reason: str = ""
    """Of a coordinator's override that has not been used yet: goes first."""
    left_at: datetime | None = None
    why: str = ""

    @property
    def fits_at_all(self) -> bool:
        """An allotment cut below the group can never be honoured for it: it keeps nobody waiting (R4)."""
        return self.session.open_admission or self.places <= (self.session.capacity or 0)

    @property
    def is_candidate(self) -> bool:
        return not self.held and not self.passed and self.fits_at_all


@dataclass(frozen=True)
class Override:
    """A coordinator let somebody pass out of order: when, who, and why (R3)."""

    at: datetime
    person: str
    organisation_id: int
    by: str
    reason: str


Line = Sequence[Entry]
"""Everyone on one list, in order."""


def free_for(it: Session, line: Line) -> int:
    """The places that the list may be offered; open admission has one for everybody."""
    return sum(entry.places for entry in line) if it.open_admission else it.free


def next_in_line(line: Line, free: int) -> list[Entry]:
    """Whose turn it is, in order. A group that does not fit stops the list, unless its own rule lets smaller ones by."""
    turn: list[Entry] = []
    for it in line:
        if not it.is_candidate:
            continue
        if it.places <= free:
            turn.append(it)
            free -= it.places
        elif not it.lets_smaller_pass:
            break
    return turn


def comes_first(line: Line, asker_id: int, free: int) -> bool:
    """Whether somebody on the list comes before this asker for what is free: nobody asks past them."""
    others = [it for it in line if it.is_candidate and it.person_id != asker_id]
    return any(it.places <= free or not it.lets_smaller_pass for it in others)


def called_at_once(line: Line, free: int) -> list[Entry]:
    """Who is told of a last-minute place, all together: those who consented and whom it fits."""
    return [it for it in line if it.is_candidate and it.last_minute and it.places <= free]


def rank_of(line: Line, person_id: int) -> int:
    """Counts from 1; 0 is not on the list. Held offers keep their rank until they are answered."""
    return next((rank for rank, it in enumerate(line, 1) if it.person_id == person_id), 0)


def is_last_minute(it: Session, now: datetime) -> bool:
    return it.starts_at - now <= LAST_MINUTE


def answer_by(it: Session, now: datetime, approved: bool) -> datetime | None:
    """Until when a held offer may be answered, a full hour or quarter; None when there is no time left to honour it (R4)."""
    near = it.starts_at - now <= NEAR
    due = waking_after(now, NEAR_HOURS if near else USUAL_HOURS, it.zone, every_day=near)
    due = on_the(QUARTER if near else HOUR, due, it.zone)
    until = min(due, it.closes_at if approved else it.closes_at - FOR_THE_REFERENT)
    return until if until - now >= LEAST else None


def for_the_list_until(it: Session, called_at: datetime) -> datetime:
    """When a last-minute place opens to anyone: after the head start, or half of what was left if that is less."""
    return called_at + min(HEAD_START, (it.closes_at - called_at) / 2)
