"""Whom a referent calls, and when: people without the app, people whom messages do not reach, and people who stayed
silent on the eve.

Two calls, like the two reminders that halve the effect of forgetting: three days before, and the day before; each on
the working morning that is not later. Who is silent is called on the last working morning before the outing.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import days_before, instant, wall
from bot.domain.offers import Session
from bot.domain.reminders import Stage, plan
from bot.domain.reservations import Reservation
from bot.domain.waking import is_working_day

MORNING = time(8, 30)
TIME_TO_SET_OUT = timedelta(hours=1)
"""A call later than that before the start helps nobody."""


class Why(StrEnum):
    NO_APP = "no_app"
    UNREACHED = "unreached"
    SILENT = "silent"


@dataclass(frozen=True)
class Line:
    """One outing of one person, with what decides whether to call."""

    it: Reservation
    has_account: bool
    """A Telegram account, confirmed."""
    reachable: bool
    stopped: frozenset[Stage] = frozenset()
    called_at: datetime | None = None


def _morning_until(at: datetime, zone: str) -> datetime:
    """The last working morning that is not later than `at`."""
    day = wall(at, zone).date()
    if instant(day, MORNING, zone) > at:
        day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return instant(day, MORNING, zone)


def call_mornings(it: Session) -> tuple[datetime, datetime]:
    """When to call whoever gets no reminders: for three days before, and for the day before."""
    ten = time(10)
    three, one = days_before(it.starts_at, 3, ten, it.zone), days_before(it.starts_at, 1, ten, it.zone)
    return _morning_until(three, it.zone), _morning_until(one, it.zone)


def last_morning(it: Session) -> datetime:
    """When to call whoever did not answer the reminders."""
    return _morning_until(it.starts_at - TIME_TO_SET_OUT, it.zone)


def mornings(it: Session, since: datetime) -> list[datetime]:
    """Every morning after `since` on which somebody may have to be called for this outing."""
    return sorted({at for at in (*call_mornings(it), last_morning(it)) if at > since})


def why_call(line: Line, now: datetime) -> Why | None:
    """The reason to call now; None when there is none, or it was done."""
    it, since = line.it, line.it.decided_at or line.it.requested_at
    if not it.is_coming or it.session.starts_at <= now:
        return None
    why, due = _reason(line, since, now)
    passed = [at for at in due if since < at <= now]
    if why is None or not passed or (line.called_at is not None and line.called_at >= max(passed)):
        return None
    return why


def _reason(line: Line, since: datetime, now: datetime) -> tuple[Why | None, tuple[datetime, ...]]:
    session = line.it.session
    if not line.has_account:
        return Why.NO_APP, call_mornings(session)
    if not line.reachable:
        return Why.UNREACHED, call_mornings(session)
    asked = any(reminder.due_at <= now for reminder in plan(session, since, line.stopped))
    silent = asked and line.it.coming_at is None
    return (Why.SILENT if silent else None), (last_morning(session),)
