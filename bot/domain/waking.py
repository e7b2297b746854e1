"""Waking hours: 08:00 to 20:00, Monday to Friday, French public holidays out. A promise of an answer counts in these.

Near an outing a promise in working days would come too late: there, every day of the week counts.
"""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from bot.domain.calendar import EVENING, MORNING, instant, wall


@cache
def _holidays(year: int) -> frozenset[date]:
    """Public holidays of mainland France (Code du travail, L3133-1)."""
    return frozenset(holidays.country_holidays("FR", years=year))


def is_public_holiday(day: date) -> bool:
    return day in _holidays(day.year)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_public_holiday(day)


def waking_after(since: datetime, hours: float, zone: str, every_day: bool = False) -> datetime:
    """The instant when so many waking hours have passed since `since`; `every_day`: week-ends and holidays count."""
    left = timedelta(hours=hours)
    at = since
    while True:
        opens, closes = _window(at, zone)
        if (every_day or is_working_day(wall(at, zone).date())) and at < closes:
            begins = max(at, opens)
            if begins + left <= closes:
                return begins + left
            left -= closes - begins
        at = instant(wall(at, zone).date() + timedelta(days=1), time(), zone)


def waking_between(since: datetime, until: datetime, zone: str, every_day: bool = False) -> timedelta:
    """How much waking time there is from `since` to `until`."""
    total = timedelta()
    day, last = wall(since, zone).date(), wall(until, zone).date()
    while day <= last:
        if every_day or is_working_day(day):
            begins, ends = max(since, instant(day, MORNING, zone)), min(until, instant(day, EVENING, zone))
            total += max(timedelta(), ends - begins)
        day += timedelta(days=1)
    return total


def _window(at: datetime, zone: str) -> tuple[datetime, datetime]:
    day = wall(at, zone).date()
    return instant(day, MORNING, zone), instant(day, EVENING, zone)


def next_working_morning(since: datetime, hour: time, zone: str) -> datetime:
    """The first working day after `since`'s day, at that hour."""
    day = wall(since, zone).date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return instant(day, hour, zone)
