"""Accompanied outings: one organisation's group at one session, where it meets, and who of the team comes along.

Going alone is what people name first among what keeps them at home; a place, a moment and a face before the doors is
what brings them out. A volunteer learns the least, and only around the day: people in precarity may not want it known.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import days_before
from bot.domain.offers import Session

BEFORE_THE_DOORS = timedelta(minutes=20)
"""When a group meets, unless a coordinator says otherwise."""

USUAL_LENGTH = timedelta(hours=3)
"""Of an outing whose end nobody wrote."""

WAY_HOME = timedelta(hours=2)

SMALL = 4
"""People of a small group."""

MOST_COMPANIONS = 3
"""As many as a coordinator may ask for."""


class Sign(StrEnum):
    """How people who have never met recognise each other: a word and its picture, `handlers/company_words.py`. The
    values stand in the table: never reused."""

    SUN = "sun"
    BIRD = "bird"
    TREE = "tree"
    APPLE = "apple"
    STAR = "star"
    BOAT = "boat"
    CAT = "cat"
    FLOWER = "flower"
    MOON = "moon"
    FISH = "fish"
    KEY = "key"
    BREAD = "bread"


@dataclass(frozen=True)
class Companion:
    """Somebody of the team who comes along."""

    person_id: int
    name: str
    taken_at: datetime
    offered_at: datetime | None = None
    """When they asked the others to take over; they come until somebody does."""


@dataclass(frozen=True)
class AccompaniedOuting:
    """A group. Its people are the places with `companion_id` = `leader_id`."""

    id: int
    session: Session
    organisation_id: int
    sign: Sign
    meeting_point: str = ""
    """In a coordinator's words; empty: in front of the venue."""
    minutes_before: int | None = None
    """Of the start, when they meet; None: `BEFORE_THE_DOORS`. An outing that moves takes it along."""
    minimum: int = 1
    """How many of the team should come along."""
    women_only: bool = False
    """A label that everybody reads; nobody's gender is known here."""
    most: int | None = None
    """Of its people; None: no limit."""
    leader_id: int | None = None
    made_by: int | None = None
    """The coordinator; None: it came to be when somebody took the outing, and ends with the last of them."""
    companions: tuple[Companion, ...] = ()
    """The first who took it stands first."""

    @property
    def meet_at(self) -> datetime:
        it = self.session
        if self.minutes_before is not None:
            return it.starts_at - timedelta(minutes=self.minutes_before)
        return min(it.doors_at or it.starts_at, it.starts_at) - BEFORE_THE_DOORS

    @property
    def leader(self) -> Companion | None:
        return self.companion(self.leader_id)

    @property
    def lacks_companions(self) -> int:
        """How many more are needed."""
        return max(0, self.minimum - len(self.companions))

    def companion(self, person_id: int | None) -> Companion | None:
        return next((it for it in self.companions if it.person_id == person_id), None)

    def is_offered_by(self, person_id: int) -> bool:
        """Whether they have asked the others to take over."""
        it = self.companion(person_id)
        return it is not None and it.offered_at is not None

    def next_leader(self) -> Companion | None:
        """Who leads when the leader cannot any more."""
        return next((it for it in self.companions if it.person_id != self.leader_id), None)

    def has_room(self, people: int) -> bool:
        """For one more, where there are so many."""
        return self.most is None or people < self.most


def goes_on(it: Session, now: datetime) -> bool:
    """Whether its people are out now, the way home included."""
    return it.starts_at <= now < (it.ends_at or it.starts_at + USUAL_LENGTH) + WAY_HOME


def opens_at(it: Session) -> datetime:
    """From then on a volunteer learns who comes: three days before, at midnight of the venue's wall."""
    return days_before(it.starts_at, 3, time(), it.zone)


def closes_at(it: Session) -> datetime:
    """Until the end of the day after."""
    return days_before(it.starts_at, -2, time(), it.zone)


def shows_people(it: Session, now: datetime) -> bool:
    """Whether a volunteer may read the number of people, their first names and where they meet: from J-3 to J+1."""
    return opens_at(it) <= now < closes_at(it)


def first_name(name: str) -> str:
    """All that a volunteer reads of a name: somebody may have typed the surname too."""
    return name.split()[0] if name.split() else ""
