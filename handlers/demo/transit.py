"""The network of the demo: a few lines between the venues of the season, invented like everybody who takes them.

Its metro closes at 21:30 and its night bus leaves once an hour, because that is what setting out meets.
"""

from datetime import datetime, timedelta

from bot.domain.calendar import wall
from bot.domain.timetable import Feed, Mode, Pattern, Stop, times
from bot.ports import Store
from bot.transit import packed
from handlers.demo.rows import Row, rows

NAME = "Réseau inventé"
DAYS = 400
BOTH_WAYS = {"N": False}
"""The night bus goes home only."""


async def lay(store: Store, now: datetime, zone: str) -> None:
    """Every day alike, for a year."""
    first = wall(now, zone).date() - timedelta(days=2)
    stops = [
        Stop(rank, row["name"], float(row["latitude"]), float(row["longitude"]))
        for rank, row in enumerate(rows("stops.csv"), 1)
    ]
    ranks = {stop.name: rank for rank, stop in enumerate(stops)}
    patterns = [it for row in rows("lines.csv") for it in _line(row, ranks)]
    feed = Feed(zone, first, first + timedelta(days=DAYS - 1), [(1 << DAYS) - 1], stops, patterns)
    await store.timetables.put(NAME, feed.first_day, feed.last_day, packed(feed), now)


def _line(row: Row, ranks: dict[str, int]) -> list[Pattern]:
    names = row["stops"].split("|")
    there = _direction(row, names, ranks)
    return [there, _direction(row, names[::-1], ranks)] if BOTH_WAYS.get(row["line"], True) else [there]


def _direction(row: Row, names: list[str], ranks: dict[str, int]) -> Pattern:
    starts = range(_minute(row["first"]), _minute(row["last"]) + 1, int(row["every"]))
    at = times([60 * (start + rank * int(row["minutes"])) for rank in range(len(names)) for start in starts])
    calls = b"\1" * len(names)
    stops, services = times([ranks[name] for name in names]), times([0] * len(starts))
    return Pattern(row["line"], Mode(row["mode"]), names[-1], stops, calls, calls, services, at, at)


def _minute(clock: str) -> int:
    """ "24:40" is twenty to one in the night."""
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)
