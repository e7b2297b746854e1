"""When an event of a calendar happens again: the rhythms of RFC 5545 that venues use, for the months ahead.

Daily, weekly or monthly, and only rules that are sure to come true: dateutil looks for the next date of a rule up to
the year 9999, half a second for "each month on the 40th", and for ever when the interval is zero.
"""

import itertools
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrule, rrulestr
from icalendar import vRecur

from bot.domain.drafts import Fault
from bot.feeds.faults import Unfit

AHEAD = timedelta(days=180)
MOST_TIMES = 60
OLDEST = timedelta(days=10 * 366)
"""A series is walked from its first date: an older one is refused rather than walked for long."""

_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_RHYTHMS: dict[str, list[set[str]]] = {
    "DAILY": [set(), {"BYDAY"}],
    "WEEKLY": [set(), {"BYDAY"}],
    "MONTHLY": [set(), {"BYDAY"}, {"BYMONTHDAY"}, {"BYDAY", "BYSETPOS"}],
}
"""How often → the parts that may say on which days."""
_LONGEST_INTERVAL = 366
_LONGEST_WITH_DAYS = {"DAILY": 1, "MONTHLY": 6}
"""Beyond it, a rule with days may miss them for ever: every 7 days from a Monday, on Tuesdays."""
_WEEKS_OF_MONTH, _SURE_WEEKS, _DAYS_OF_MONTH = 5, 4, 31


def times(rule: vRecur, first: datetime, without: Container[datetime], now: datetime) -> list[datetime]:
    """The dates after `now`, at the hour of the wall of `first` in every season.

    At most 60, within 180 days of now or of the first date, whichever is later; none when all are past.
    `without` holds instants in UTC: dates that are left out, or told of by an event of their own.
    """
    try:
        ahead = (at for at in _walked(rule, first, now) if at > now and at.astimezone(UTC) not in without)
        return list(itertools.islice(ahead, MOST_TIMES))
    except (ValueError, TypeError, OverflowError):
        shown = ";".join(f"{part}={_one(rule, part)}" for part in rule)
        raise Unfit(Fault.BAD_DATE, "RRULE", shown) from None


def _walked(rule: vRecur, first: datetime, now: datetime) -> Iterator[datetime]:
    if not _is_sure(rule) or first < now - OLDEST:
        raise ValueError(rule)
    until, horizon = _moment(_one(rule, "UNTIL"), first), max(now, first) + AHEAD
    endless = vRecur({part: value for part, value in rule.items() if part not in ("COUNT", "UNTIL")})
    series = rrulestr(bytes(endless.to_ical()).decode(), dtstart=first)  # type: ignore[no-untyped-call]
    dates = series.replace(until=min(until or horizon, horizon)) if isinstance(series, rrule) else ()
    return itertools.islice(dates, _one(rule, "COUNT"))


def _is_sure(rule: vRecur) -> bool:
    """Will there always be a next date?"""
    often, days = _one(rule, "FREQ"), set(rule) - _PARTS
    interval = _one(rule, "INTERVAL") if "INTERVAL" in rule else 1
    longest = _LONGEST_WITH_DAYS.get(often, _LONGEST_INTERVAL) if days else _LONGEST_INTERVAL
    return days in _RHYTHMS.get(often, []) and 1 <= interval <= longest and _are_days(rule)


def _are_days(rule: vRecur) -> bool:
    """Days that the months have: of the fifth weeks and the 31sts some come, of the sixth weeks none."""
    weeks = [abs(day.relative) for day in rule.get("BYDAY", []) if day.relative is not None]
    positions = [abs(place) for place in rule.get("BYSETPOS", [])]
    return (
        all(1 <= week <= _WEEKS_OF_MONTH for week in weeks)
        and all(1 <= place <= _SURE_WEEKS and not weeks for place in positions)
        and all(1 <= abs(day) <= _DAYS_OF_MONTH for day in rule.get("BYMONTHDAY", []))
    )


def _one(rule: vRecur, part: str) -> Any:
    value = rule.get(part)
    return value[0] if isinstance(value, list) and value else value


def _moment(until: object, first: datetime) -> datetime | None:
    """The end of a series; a day lasts until its end, an hour without a zone is on the wall of the event."""
    if isinstance(until, datetime):
        return until if until.tzinfo else until.replace(tzinfo=first.tzinfo)
    if isinstance(until, date):
        return datetime.combine(until, time.max, tzinfo=first.tzinfo)
    return None
