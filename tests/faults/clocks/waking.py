"""Waking hours: 08:00 to 20:00 of working days, counted window by window."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from tests.faults.clocks.walls import EPOCH, HOUR, instant, number, wall, weekday

OPENS, CLOSES = 8 * HOUR, 20 * HOUR


@cache
def holidays(year: int) -> frozenset[int]:
    """The eleven of the Code du travail (L3133-1); Easter by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    easter = number(date(year, month, day + 1))
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    return frozenset({easter + 1, easter + 39, easter + 50, *(number(date(year, *it)) for it in fixed)})


def is_working(day: int) -> bool:
    return weekday(day) < 5 and day not in holidays(date.fromordinal(day + EPOCH).year)


def windows(zone: str, since: int, every_day: bool) -> Iterator[tuple[int, int]]:
    """What is left of the first, and all that follow."""
    day = wall(zone, since)[0]
    while True:
        if every_day or is_working(day):
            opens, closes = instant(zone, day, OPENS), instant(zone, day, CLOSES)
            if closes > since:
                yield max(opens, since), closes
        day += 1


def after(zone: str, since: int, seconds: float, every_day: bool = False) -> float:
    """When so much of it has passed."""
    for begins, ends in windows(zone, since, every_day):
        if begins + seconds <= ends:
            return begins + seconds
        seconds -= ends - begins
    raise AssertionError("there is always a next day")


def between(zone: str, since: int, until: int, every_day: bool = False) -> int:
    total = 0
    for begins, ends in windows(zone, since, every_day):
        if begins >= until:
            return total
        total += min(ends, until) - begins
    raise AssertionError("there is always a next day")


def next_working(zone: str, since: int, hour: float) -> int:
    """The first working day after that of `since`, at that hour."""
    day = wall(zone, since)[0] + 1
    while not is_working(day):
        day += 1
    return instant(zone, day, round(hour * HOUR))


def last_working(zone: str, until: int, hour: float) -> int:
    """The last working day that shows this hour not later than `until`."""
    day = wall(zone, until)[0]
    while not is_working(day) or instant(zone, day, round(hour * HOUR)) > until:
        day -= 1
    return instant(zone, day, round(hour * HOUR))
