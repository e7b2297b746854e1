"""Dates and hours as people write them in French, and the moment they make in a place."""

import datetime as dt
import functools
import re
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names
from dateutil import tz

from bot.domain.drafts import Fault
from bot.feeds.faults import Unfit
from bot.feeds.values import Cell, plain, text

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Outside of them a date is a slip of the keyboard, and the calendar's ends are out of reach of arithmetic."""

_CLOCK = re.compile(r"(?:a |des )?(\d{1,2}) ?(?:h(?:eures?)?|:) ?(\d{2})?(?:(?::(\d{2}))(?:\.\d+)?| ?min| ?mn)?")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4}|\d{2}(?!\d))")
_IN_WORDS = re.compile(r"(?P<day>\d{1,2})(?:er)?[- ](?P<month>[a-z]+)\.?[- ](?P<year>\d{4})")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")


@functools.cache
def _months() -> dict[str, int]:
    """Every French name of a month, whole and short, without accents → its number."""
    whole, short = get_month_names("wide", locale="fr"), get_month_names("abbreviated", locale="fr")
    return {plain(name).rstrip("."): number for names in (short, whole) for number, name in names.items()}


@functools.cache
def _weekday() -> re.Pattern[str]:
    whole, short = get_day_names("wide", locale="fr"), get_day_names("abbreviated", locale="fr")
    names = {plain(name).rstrip(".") for name in (*whole.values(), *short.values())}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?:le )?(?:(?:{'|'.join(longest_first)})\b\.?,? ?)?(?:le )?")


def day_and_hour(cell: Cell, zone: ZoneInfo) -> tuple[dt.date, dt.time | None]:
    """The day of a cell, on the wall of `zone`, and its hour when the cell says one too.

    The name of the weekday is not compared with the date: people copy a line and change the number only.
    """
    if isinstance(cell, dt.datetime):
        return _known(cell.date()), cell.time() if cell.time() != dt.time() else None
    if isinstance(cell, dt.date):
        return _known(cell), None
    if not isinstance(cell, str):
        raise Unfit(Fault.BAD_DATE)
    if _INSTANT.fullmatch(text(cell)):
        return _instant(text(cell), zone)
    return _written(plain(text(cell)))


def _instant(words: str, zone: ZoneInfo) -> tuple[dt.date, dt.time]:
    try:
        at = dt.datetime.fromisoformat(words)
    except ValueError:
        raise Unfit(Fault.BAD_DATE) from None
    wall = in_zone(at, zone) if at.tzinfo else at
    return _known(wall.date()), wall.time()


def _written(words: str) -> tuple[dt.date, dt.time | None]:
    words = words[match.end() :] if (match := _weekday().match(words)) else words
    found = _YEAR_FIRST.match(words) or _DAY_FIRST.match(words) or _IN_WORDS.match(words)
    if not found:
        raise Unfit(Fault.BAD_DATE)
    rest = words[found.end() :].strip(" ,-")
    return _date(found), _after_the_day(rest) if rest else None


def _date(found: re.Match[str]) -> dt.date:
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    month = found["month"]
    try:
        return _known(dt.date(year, int(month) if month.isdecimal() else _months().get(month, 0), int(found["day"])))
    except ValueError:
        raise Unfit(Fault.BAD_DATE) from None


def _after_the_day(rest: str) -> dt.time:
    try:
        return hour(rest)
    except Unfit:
        raise Unfit(Fault.BAD_DATE) from None


def _known(day: dt.date) -> dt.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unfit(Fault.BAD_DATE)
    return day


def hour(cell: Cell) -> dt.time:
    """« 20h00 », « 20 h 30 », « 20:00 », a cell with an hour, a length since midnight or a fraction of a day."""
    if isinstance(cell, dt.datetime):
        return cell.time()
    if isinstance(cell, dt.time):
        return cell
    if isinstance(cell, dt.timedelta):
        return _since_midnight(cell)
    if isinstance(cell, float) and 0 < cell < 1:
        return _since_midnight(dt.timedelta(minutes=round(cell * 24 * 60)))
    return _clock(text(cell))


def _since_midnight(length: dt.timedelta) -> dt.time:
    if not dt.timedelta() <= length < dt.timedelta(days=1):
        raise Unfit(Fault.BAD_TIME)
    return dt.time(*divmod(length // dt.timedelta(minutes=1), 60))


def _clock(words: str) -> dt.time:
    found = _CLOCK.fullmatch(plain(words))
    try:
        return dt.time(int(found[1]), int(found[2] or 0)) if found else dt.time(int(words))
    except (ValueError, OverflowError):
        raise Unfit(Fault.BAD_TIME) from None


def moment(day: dt.date, clock: dt.time, zone: ZoneInfo) -> dt.datetime:
    """That hour on the wall of `zone`. Of the two 02:30 of an autumn night the first, unless the hour says so."""
    at = dt.datetime.combine(day, clock, tzinfo=zone)
    if not tz.datetime_exists(at):
        raise Unfit(Fault.BAD_TIME)
    return at


def in_zone(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """A moment from elsewhere on the wall of `zone`; one without a zone is on that wall already."""
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise Unfit(Fault.BAD_DATE)
    return at.astimezone(zone) if at.tzinfo else moment(at.date(), at.time(), zone)
