"""One message at an hour that the referent chose, instead of one a request."""

from datetime import datetime, time, timedelta

from bot.domain.calendar import instant, wall
from bot.domain.waking import is_working_day, next_working_morning

HOURS = (9, 12, 17)
URGENT = timedelta(hours=48)
"""An outing so near is told alone."""


def digest_at(hour: int | None, starts_at: datetime, decide_by: datetime, now: datetime, zone: str) -> datetime | None:
    """When this request comes, with others; None: at once and alone. Never later than its answer is due."""
    if hour is None or starts_at - now <= URGENT:
        return None
    at = next_hour(hour, now, zone)
    return at if at < decide_by else None


def next_hour(hour: int, now: datetime, zone: str) -> datetime:
    """The next time of a working day that shows this hour."""
    today = wall(now, zone).date()
    at = instant(today, time(hour), zone)
    return at if is_working_day(today) and at > now else next_working_morning(now, time(hour), zone)
