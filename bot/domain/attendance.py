"""Who came. Ticked by the referent or the coordinator, or told by the person; it is for talking together, and nothing else reads it: no right
depends on it, anywhere (R7)."""

from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import days_before, is_quiet
from bot.domain.offers import Session
from bot.domain.waking import next_working_morning

ASKED_AT = time(10)
KINDLY_LATER = timedelta(minutes=30)
"""Between the tick and the message about an absence: a slip of the finger is put right before anyone reads it."""

DAYS = timedelta(days=7)
"""How long after the start the roll can still be called."""


class Attendance(StrEnum):
    """The values travel in buttons: never reused."""

    CAME = "came"
    EXCUSED = "excused"
    ABSENT = "absent"


NEXT_TICK = {
    None: Attendance.CAME,
    Attendance.CAME: Attendance.EXCUSED,
    Attendance.EXCUSED: Attendance.ABSENT,
    Attendance.ABSENT: Attendance.CAME,
}
"""Where one more tap leads. The button carries its answer, so that a tap that arrives twice changes nothing."""


def may_call_the_roll(it: Session, now: datetime) -> bool:
    """During the outing, and for a week after it began."""
    return it.starts_at <= now < it.starts_at + DAYS


def asked_at(it: Session) -> datetime:
    """When the missing ticks are asked for, once: the next working day, at 10:00."""
    return next_working_morning(it.ends_at or it.starts_at, ASKED_AT, it.zone)


def told_at(now: datetime, zone: str) -> datetime:
    """When a person reads about an absence: half an hour after the tick, never in the night."""
    soon = now + KINDLY_LATER
    if not is_quiet(soon, zone):
        return soon
    today = days_before(soon, 0, ASKED_AT, zone)
    return today if today > soon else days_before(soon, -1, ASKED_AT, zone)
