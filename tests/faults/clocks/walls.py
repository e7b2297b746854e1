"""What a clock on a wall shows, from tables of offsets: seconds of UTC ↔ a day and the seconds since its midnight.

Sources: directive 2000/84/CE (last Sundays of March and October, 01:00 UTC) for Paris; the United States' Energy Policy
Act of 2005, which Saint-Pierre-et-Miquelon follows (second Sunday of March, first of November, 02:00 of the wall); the
French law on legal time (décret 78-855 and its changes) for the places that never change.
"""

from datetime import date
from functools import cache

HOUR, DAY = 3600, 86400
EPOCH = date(1970, 1, 1).toordinal()

NEVER_CHANGES = {
    "America/Martinique": -4.0,
    "America/Guadeloupe": -4.0,
    "America/Cayenne": -3.0,
    "Indian/Reunion": 4.0,
    "Indian/Mayotte": 3.0,
    "Pacific/Noumea": 11.0,
    "Pacific/Wallis": 12.0,
    "Pacific/Tahiti": -10.0,
    "Pacific/Marquesas": -9.5,
    "Pacific/Gambier": -9.0,
}
CHANGES = {"Europe/Paris": 1.0, "America/Miquelon": -3.0}
"""In winter; one hour more in summer."""
ZONES = (*CHANGES, *NEVER_CHANGES)


def number(day: date) -> int:
    return day.toordinal() - EPOCH


def weekday(day: int) -> int:
    """0 is Monday."""
    return (day + 3) % 7


def sunday(year: int, month: int, which: int) -> int:
    """The first, the second … or (-1) the last of that month."""
    first = number(date(year, month, 1))
    sundays = [day for day in range(first, first + 31) if weekday(day) == 6 and _month(day) == month]
    return sundays[which - 1 if which > 0 else which]


def _month(day: int) -> int:
    return date.fromordinal(day + EPOCH).month


@cache
def change_days(zone: str, year: int) -> tuple[int, int]:
    """The Sundays of spring and autumn."""
    if zone == "America/Miquelon":
        return sunday(year, 3, 2), sunday(year, 11, 1)
    return sunday(year, 3, -1), sunday(year, 10, -1)


@cache
def _summer(zone: str, year: int) -> tuple[int, int]:
    """From when until when, in seconds of UTC."""
    spring, autumn = change_days(zone, year)
    if zone == "America/Miquelon":
        return spring * DAY + 5 * HOUR, autumn * DAY + 4 * HOUR
    return spring * DAY + HOUR, autumn * DAY + HOUR


def offset(zone: str, at: int) -> int:
    """Seconds that the wall is ahead of UTC."""
    if zone in NEVER_CHANGES:
        return round(NEVER_CHANGES[zone] * HOUR)
    begins, ends = _summer(zone, date.fromordinal(at // DAY + EPOCH).year)
    return round((CHANGES[zone] + (begins <= at < ends)) * HOUR)


def wall(zone: str, at: int) -> tuple[int, int]:
    """The day, and the seconds since its midnight."""
    return divmod(at + offset(zone, at), DAY)


def instant(zone: str, day: int, seconds: int) -> int:
    """Of the two in autumn, the first; in spring, where there is none, as if the clock had not been put on yet."""
    shown = day * DAY + seconds
    possible = sorted({offset(zone, shown - DAY), offset(zone, shown + DAY)}, reverse=True)
    true = [shown - ahead for ahead in possible if offset(zone, shown - ahead) == ahead]
    return true[0] if true else shown - possible[-1]
