"""Permanences: the recurring hours at which an organisation welcomes whoever comes, at a place that people know.

A drop-in desk works where it has a known place, a day, and the first name of who welcomes; in an anonymous place it did
not (Marseille, 2013). Days and hours are of the wall of the place. On a public holiday it is closed, unless the team has
said otherwise for that day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import days_before, instant, wall
from bot.domain.offers import Offer, Session, Venue
from bot.domain.waking import is_public_holiday

AHEAD = 92
"""Days that are looked at: three times the rarest rhythm."""
SHOWN = 3
WEEK = 7
REMINDED_AT = time(18)
"""The day before."""


class Rhythm(StrEnum):
    """The values travel in buttons and stand in the table: never reused."""

    WEEKLY = "week"
    FORTNIGHT = "fortnight"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


OF_THE_MONTH = (Rhythm.FIRST, Rhythm.SECOND, Rhythm.THIRD, Rhythm.FOURTH)


@dataclass(frozen=True)
class Hours:
    """Of one day, on the wall."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Permanence:
    id: int
    organisation_id: int
    weekday: int
    """0 is Monday."""
    hours: Hours
    zone: str
    first_day: date
    """One of its days: every two weeks is counted from it."""
    rhythm: Rhythm = Rhythm.WEEKLY
    venue: Venue | None = None
    """None: not said yet, and nobody sees it before."""
    welcomer: str = ""
    """The first name of who welcomes; empty: somebody of the team."""
    welcomer_id: int | None = None
    """Where it is somebody who works here."""
    days: Mapping[date, Hours | None] = field(default_factory=dict)
    """The days that differ: other hours, or None where it is closed."""

    def is_usual(self, day: date) -> bool:
        """Whether its rhythm falls on that day, holiday or not."""
        if day.weekday() != self.weekday:
            return False
        if self.rhythm is Rhythm.FORTNIGHT:
            return (day - self.first_day).days % (2 * WEEK) == 0
        if self.rhythm is Rhythm.LAST:
            return (day + timedelta(days=WEEK)).month != day.month
        return self.rhythm is Rhythm.WEEKLY or OF_THE_MONTH.index(self.rhythm) == (day.day - 1) // WEEK

    def hours_on(self, day: date) -> Hours | None:
        """None: it is closed."""
        if day in self.days:
            return self.days[day]
        return self.hours if self.is_usual(day) and not is_public_holiday(day) else None

    def on(self, day: date) -> "Moment | None":
        """Raises nothing: None where nobody is there."""
        hours = self.hours_on(day)
        if hours is None or self.venue is None:
            return None
        return Moment(self, day, instant(day, hours.opens, self.zone), instant(day, hours.closes, self.zone))


@dataclass(frozen=True)
class Moment:
    """One day of one permanence; the instants are in UTC."""

    permanence: Permanence
    day: date
    opens_at: datetime
    closes_at: datetime

    @property
    def reminder_at(self) -> datetime:
        return days_before(self.opens_at, 1, REMINDED_AT, self.permanence.zone)

    def as_outing(self) -> Session:
        """In the shape that the way there asks for; one may come when it opens."""
        venue = self.permanence.venue or Venue(0, "")
        return Session(
            0, Offer(0, "", venue), self.opens_at, self.permanence.zone, ends_at=self.closes_at, doors_at=self.opens_at
        )


@dataclass(frozen=True)
class Closed:
    """A usual day on which nobody is there."""

    permanence: Permanence
    day: date
    holiday: bool


def moments(all_of_them: Iterable[Permanence], now: datetime, most: int = SHOWN) -> list[Moment]:
    """The next ones, soonest first; one that is open counts until it closes."""
    found = [
        moment
        for it in all_of_them
        for day in _days(it, now)
        if (moment := it.on(day)) is not None and moment.closes_at > now
    ]
    return sorted(found, key=lambda it: (it.opens_at, it.closes_at, it.permanence.id))[:most]


def closed_before(shown: list[Moment], all_of_them: Iterable[Permanence], now: datetime) -> list[Closed]:
    """The usual days that are left out before the last moment that is shown: whoever knows the habit must not come."""
    last = max((it.day for it in shown), default=date.min)
    found = [
        Closed(it, day, holiday=day not in it.days)
        for it in all_of_them
        if it.venue is not None
        for day in _days(it, now)
        if day <= last and it.is_usual(day) and it.hours_on(day) is None
    ]
    return sorted(found, key=lambda it: (it.day, it.permanence.id))


def other_weeks(it: Permanence) -> date:
    """A day of those weeks that every two weeks leaves out."""
    return it.first_day + timedelta(days=WEEK)


def next_usual(it: Permanence, since: date) -> date:
    """The first day of its rhythm from then on."""
    return next(day for n in range(AHEAD) if it.is_usual(day := since + timedelta(days=n)))


def _days(it: Permanence, now: datetime) -> Iterator[date]:
    today = wall(now, it.zone).date()
    return (today + timedelta(days=n) for n in range(AHEAD))
