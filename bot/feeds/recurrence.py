"""When an event of a calendar happens again: the part of RFC 5545 that venues use, for the months ahead."""

import itertools
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, time, timedelta

from dateutil.rrule import rrule, rrulestr
from icalendar import vRecur

from bot.domain.drafts import Fault
from bot.feeds.faults import Unfit

AHEAD = timedelta(days=180)
MOST_TIMES = 60
OLDEST = timedelta(days=10 * 366)
"""A series is walked from its first date: an older one is refused rather than walked for seconds."""

_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# Parts that name hours, minutes or seconds can make a million dates of one day.
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}


def times(rule: vRecur, first: datetime, without: Container[datetime], now: datetime) -> list[datetime]:
    """The dates after `now`, at the hour of the wall of `first` in every season.

    At most 60, within 180 days of now or of the first date, whichever is later; none when all are past.
    `without` holds instants in UTC: dates that are left out, or told of by an event of their own.
    """
    try:
        ahead = (at for at in _walked(rule, first, now) if at > now and at.astimezone(UTC) not in without)
        found = list(itertools.islice(ahead, MOST_TIMES))
        if not found and first > now:
            raise ValueError(rule)  # it never comes true: a 30th of February
    except (ValueError, TypeError, OverflowError):
        raise Unfit(Fault.BAD_DATE, "RRULE", _shown(rule)) from None
    return found


def _walked(rule: vRecur, first: datetime, now: datetime) -> Iterator[datetime]:
    _ensure_modest(rule, first, now)
    until = _moment(_one(rule, "UNTIL"), first)
    # The end that is given to dateutil is always there: a rule that never comes true stops too.
    horizon = max(now, first) + AHEAD
    last = min(until, horizon) if until else horizon
    endless = vRecur({part: value for part, value in rule.items() if part not in ("COUNT", "UNTIL")})
    series = rrulestr(_written(endless), dtstart=first)
    dates = series.replace(until=last) if isinstance(series, rrule) else ()
    count = _one(rule, "COUNT")
    return itertools.islice(dates, count) if isinstance(count, int) else iter(dates)


def _ensure_modest(rule: vRecur, first: datetime, now: datetime) -> None:
    interval = _one(rule, "INTERVAL")
    known = _PARTS.issuperset(rule) and _one(rule, "FREQ") in _FREQUENCIES
    # An interval of zero would be walked for ever.
    if not known or first < now - OLDEST or (isinstance(interval, int) and interval < 1):
        raise ValueError(rule)


def _written(rule: vRecur) -> str:
    return bytes(rule.to_ical()).decode()  # type: ignore[no-untyped-call]


def _shown(rule: vRecur) -> str:
    """For people; a damaged rule can be read and not be written again."""
    return ";".join(f"{part}={_one(rule, part)}" for part in rule)


def _one(rule: vRecur, part: str) -> object:
    value = rule.get(part)
    return value[0] if isinstance(value, list) and value else value


def _moment(until: object, first: datetime) -> datetime | None:
    """The end of a series; a day lasts until its end, an hour without a zone is on the wall of the event."""
    if isinstance(until, datetime):
        return until if until.tzinfo else until.replace(tzinfo=first.tzinfo)
    if isinstance(until, date):
        return datetime.combine(until, time.max, tzinfo=first.tzinfo)
    return None
