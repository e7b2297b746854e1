"""Wall time and instants. A moment is an instant in UTC; people live in the wall time of the venue's zone (T1)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.refusals import Gone

MORNING, EVENING = time(8), time(20)
"""Nothing that can wait is said outside these hours of the wall."""


HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
"""What people are promised is a full hour, near an outing a quarter: « avant jeudi 18 h », not « 17 h 36 »."""


CENTURIES = range(2000, 3000)


def day_of(year: int, month: int, day: int) -> date | None:
    """None for what is no day, or one so far from ours that a day more or less would not exist."""
    try:
        return date(year, month, day) if year in CENTURIES else None
    except ValueError:
        return None


def number_of(day: date) -> int:
    """A day in a button: 20270314. It means the same day tomorrow."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_numbered(number: int) -> date:
    """The same, read again. Raises Gone."""
    day = day_of(number // 10_000, number // 100 % 100, number % 100)
    if day is None:
        raise Gone
    return day


def number_of_week(day: date) -> int:
    """Weeks since the first Monday of all, without a break between years."""
    return (day.toordinal() - 1) // 7


def instant(day: date, hour: time, zone: str) -> datetime:
    """The UTC instant of a wall time. In the spring gap it moves on by the gap; in the autumn fold it is the first."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def wall(at: datetime, zone: str) -> datetime:
    """The same instant, as clocks in the zone show it."""
    return at.astimezone(ZoneInfo(zone))


def days_before(at: datetime, days: int, hour: time, zone: str) -> datetime:
    """At that hour of the wall, so many calendar days before (negative: after) the day of `at`."""
    return instant(wall(at, zone).date() - timedelta(days=days), hour, zone)


def on_the(step: timedelta, at: datetime, zone: str) -> datetime:
    """The same moment or the next one that clocks show as full: on the hour, on the quarter."""
    past = timedelta(
        hours=(on := wall(at, zone)).hour, minutes=on.minute, seconds=on.second, microseconds=on.microsecond
    )
    return at + -past % step


def is_quiet(at: datetime, zone: str) -> bool:
    """Between 20:00 and 08:00: what can wait is said without a sound."""
    return not MORNING <= wall(at, zone).time() < EVENING


def week_end(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """This week-end, or the coming one: from now or Saturday 00:00 until Monday 00:00."""
    today = wall(now, zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    saturday = instant(monday - timedelta(days=2), time(), zone)
    return max(now, saturday), instant(monday, time(), zone)


def this_week(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """From now until Monday 00:00; on a Sunday, the next week too, or there would be nothing to show."""
    today = wall(now, zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    if today.weekday() == 6:
        monday += timedelta(days=7)
    return now, instant(monday, time(), zone)


def this_month(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """From now until the end of the month; with less than a week left the next month too, which is what one prepares then."""
    today = wall(now, zone).date()
    end = _next_first(today)
    if end - today < timedelta(days=7):
        end = _next_first(end)
    return now, instant(end, time(), zone)


def _next_first(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
