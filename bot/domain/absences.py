"""« Je m'absente »: a colleague answers for a while, then everything is as before."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import day_of, instant, wall
from bot.domain.refusals import BadReturn

LONGEST = timedelta(days=366)
WEEKS = (1, 2, 4)
"""The lengths that one tap chooses."""

TYPED = re.compile(r"(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4})")


@dataclass(frozen=True)
class Absence:
    id: int
    referent_id: int
    referent: str
    colleague_id: int
    colleague: str
    from_at: datetime
    until_at: datetime

    def last_moment(self) -> datetime:
        """Still away then."""
        return self.until_at - timedelta(seconds=1)


def first_days(now: datetime, zone: str) -> tuple[date, date, date]:
    """Today, tomorrow, next Monday."""
    today = wall(now, zone).date()
    return today, today + timedelta(days=1), today + timedelta(days=7 - today.weekday())


def last_day(first: date, weeks: int) -> date:
    return first + timedelta(days=7 * weeks - 1)


def day_typed(text: str) -> date:
    """« 14/03/2027 » as someone types it. Raises BadReturn."""
    found = TYPED.fullmatch(text.strip())
    day = day_of(int(found[3]), int(found[2]), int(found[1])) if found else None
    if day is None:
        raise BadReturn
    return day


def span(first: date, last: date, now: datetime, zone: str) -> tuple[datetime, datetime]:
    """From now or the beginning of the first day, to the end of the last. Raises BadReturn."""
    from_at = max(now.replace(microsecond=0), instant(first, time(), zone))
    until_at = instant(last + timedelta(days=1), time(), zone)
    if until_at <= from_at or until_at - now > LONGEST:
        raise BadReturn
    return from_at, until_at
