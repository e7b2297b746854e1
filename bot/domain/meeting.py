"""The day itself: who meets whom, where, by which word; « Arrivé », « Rentré »; and what may go wrong.

Each of the two words is optional, said with one tap and never asked for: it reassures the other side, is no score of
anybody, and is forgotten a week later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.accompanied_outings import AccompaniedOuting, Companion, Sign, closes_at
from bot.domain.offers import Session
from bot.domain.reservations import Reservation

EARLY = timedelta(hours=3)
"""Before the meeting: from the reminder of that day on."""
LATE = timedelta(hours=1)
"""After the start: whoever comes then still says that they are there."""


class Step(StrEnum):
    """The values travel in buttons and stand in the table: never reused."""

    THERE = "there"
    HOME = "home"


class Concern(StrEnum):
    """What went wrong, in one tap. The values travel in buttons and stand in the table: never reused."""

    LATE = "late"
    LOST = "lost"
    NOBODY = "nobody"
    UNWELL = "unwell"
    UNSAFE = "unsafe"
    OTHER = "other"


@dataclass(frozen=True)
class Meeting:
    """What one of those who meet may know of it."""

    group: AccompaniedOuting
    places: tuple[Reservation, ...]
    """Of the people; who is accompanied has their own only: other people of the outing are none of their business."""
    leads: bool
    """Whoever looks is a companion."""
    said: Mapping[tuple[int, Step], datetime]
    """By whom, what, and when."""

    @property
    def session(self) -> Session:
        return self.group.session

    def others(self, me_id: int) -> list[int]:
        """Who reads what I say: the companions, or the people."""
        known = (it.person_id for it in self.places) if self.leads else (it.person_id for it in self.group.companions)
        return [number for number in known if number != me_id]

    def next_steps(self, me_id: int, now: datetime) -> list[Step]:
        """What can still be said. « Rentré » comes after « Arrivé », or once it has begun."""
        is_on_the_way_home = (me_id, Step.THERE) in self.said or now >= self.session.starts_at
        return [
            it
            for it in Step
            if (me_id, it) not in self.said
            and (me_id, Step.HOME) not in self.said
            and may_say(it, self.group, now)
            and (it is Step.THERE or is_on_the_way_home)
        ]


def may_say(step: Step, group: AccompaniedOuting, now: datetime) -> bool:
    """On the day: « Rentré » until the day after ends."""
    return group.meet_at - EARLY <= now < said_until(step, group.session)


def said_until(step: Step, it: Session) -> datetime:
    """From then on it is no news."""
    return it.starts_at + LATE if step is Step.THERE else closes_at(it)


def alone_with(it: Reservation) -> AccompaniedOuting:
    """Somebody of the team goes with a person and no group was made: they meet as a group would."""
    companion = Companion(it.companion_id or 0, it.companion, it.requested_at)
    signs = list(Sign)
    sign = signs[(it.session.id + companion.person_id) % len(signs)]
    return AccompaniedOuting(
        0, it.session, it.organisation_id, sign, leader_id=companion.person_id, companions=(companion,)
    )


@dataclass(frozen=True)
class Problem:
    """Somebody said that something is wrong."""

    id: int
    session: Session
    organisation_id: int
    person_id: int
    person: str
    what: Concern
    at: datetime
    words: str = ""
    """Typed, for what has no button."""
    taken_by: int | None = None
    taker: str = ""
    """Who sees to it."""
