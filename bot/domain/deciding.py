"""The clock of a request: when the referent is reminded, until when they alone answer, who is asked then, and the end.

The measure is waking hours (16 at most). Near the outing every day counts, and fewer hours: a third of what is left
goes to the referent, so that colleagues still have time. Nothing is ever later than the end of booking.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.calendar import HOUR, QUARTER, on_the
from bot.domain.offers import Session
from bot.domain.waking import waking_after, waking_between

USUAL = timedelta(hours=16)
"""Waking time that a referent has to answer."""

NEAR = timedelta(hours=72)
"""From so near on, week-ends and holidays count."""

SHORT = timedelta(hours=3)
"""With less waking time than that before the end of booking, the next wider count is used."""


Share = Callable[[float], datetime]

A_SECOND = timedelta(seconds=1)
"""Where minutes count, nothing is rounded."""


@dataclass(frozen=True)
class Clock:
    nudges: tuple[datetime, datetime]
    decide_by: datetime
    """What the person is told. From here on the backup answers too."""
    coordinator_at: datetime
    expires_at: datetime


def clock(it: Session, since: datetime) -> Clock:
    """For a request made at `since`: a third and two thirds for the nudges, the whole, and five thirds for the end.
    What people read is rounded up."""
    after, step = _count(it, since)
    first, second = (min(after(thirds / 3), it.closes_at) for thirds in (1, 2))
    decide_by, expires_at = (min(on_the(step, after(thirds / 3), it.zone), it.closes_at) for thirds in (3, 5))
    return Clock((first, second), decide_by, coordinator_at(decide_by, expires_at, it.zone), expires_at)


def coordinator_at(decide_by: datetime, expires_at: datetime, zone: str) -> datetime:
    """Halfway, in waking time, between the moment that was promised and the end: four thirds."""
    for every_day in (False, True):
        if left := waking_between(decide_by, expires_at, zone, every_day):
            return _second(waking_after(decide_by, _hours(left) / 2, zone, every_day))
    return _second(decide_by + (expires_at - decide_by) / 2)


def _count(it: Session, since: datetime) -> tuple[Share, timedelta]:
    """How a share of the time to answer becomes an instant, and to what it is rounded up where people read it."""
    closes, zone = it.closes_at, it.zone
    near = closes - since <= NEAR
    for every_day in (False, True):
        left = waking_between(since, closes, zone, every_day)
        if left >= SHORT and (every_day or not near):
            return _waking(since, _hours(min(USUAL, left / 3)), zone, every_day), QUARTER if near else HOUR
    return lambda share: _second(since + (closes - since) / 3 * share), A_SECOND


def _waking(since: datetime, hours: float, zone: str, every_day: bool) -> Share:
    return lambda share: _second(waking_after(since, hours * share, zone, every_day))


def _hours(span: timedelta) -> float:
    return span / timedelta(hours=1)


def _second(at: datetime) -> datetime:
    """Instants are remembered in whole seconds."""
    return at.replace(microsecond=0)
