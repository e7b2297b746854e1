"""A city of a thousand stops and 200,000 stop times, made by dice; and people who want to be somewhere at eight."""

import random
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bot.domain.network import CHANGE_ON_FOOT, CHANGING, Network
from bot.domain.setting_out import FAR, NEAR, way_there
from bot.domain.timetable import Feed, Mode, Pattern, Stop, times, zero_hour
from bot.domain.walking import Place
from bot.domain.walking import seconds as on_foot
from tests.bench.figures import Figure
from tests.transit import brute

ZONE = "Europe/Paris"
DAY = date(2027, 3, 13)
WIDE, HIGH = 25, 40
LINES, STOPS_A_LINE, TRIPS_A_DIRECTION = 50, 40, 50
DICE = random.Random(7)  # noqa: S311 - dice
BY = datetime(2027, 3, 13, 19, tzinfo=UTC)
REPEATS, BRUTE_REPEATS = 200, 20


def city() -> Network:
    stops = [
        Stop(rank, f"Stop {rank}", 43.2 + 0.0032 * (rank // WIDE), 5.3 + 0.0044 * (rank % WIDE))
        for rank in range(WIDE * HIGH)
    ]
    patterns = [it for line in range(LINES) for it in _line(line)]
    return Network([Feed(ZONE, DAY, DAY, (1,), stops, patterns)])


def _line(number: int) -> Iterator[Pattern]:
    """A street or two, there and back, every twenty minutes; two minutes from stop to stop."""
    route = _route()
    for heading, stops in (("there", route), ("back", route[::-1])):
        first = DICE.randrange(1200)
        at = [
            5 * 3600 + first + trip * 1200 + 120 * rank
            for rank in range(len(stops))
            for trip in range(TRIPS_A_DIRECTION)
        ]
        calls = b"\1" * len(stops)
        services = times([0] * TRIPS_A_DIRECTION)
        yield Pattern(f"{number}", Mode.BUS, heading, times(stops), calls, calls, services, times(at), times(at))


def _route() -> list[int]:
    """Right through the city, with a bend."""
    x, y, bend = DICE.randrange(WIDE), DICE.randrange(HIGH), DICE.randrange(10, 30)
    found = []
    for rank in range(STOPS_A_LINE):
        found.append((y % HIGH) * WIDE + x % WIDE)
        x, y = (x + 1, y) if (rank < bend) is (bend % 2 == 0) else (x, y + 1)
    return found


def size(network: Network) -> int:
    return sum(len(it.arrivals) for it in network.patterns)


def errands(network: Network, count: int) -> list[tuple[int, Place]]:
    """From a stop to a door somewhere."""
    return [
        (DICE.randrange(len(network.stops)), (43.2 + DICE.random() * 0.12, 5.3 + DICE.random() * 0.1))
        for _ in range(count)
    ]


def p95(work: Callable[[int, Place], object], wanted: list[tuple[int, Place]]) -> float:
    """Seconds of computing, whatever else the machine does."""
    taken = []
    for start, place in wanted:
        begun = time.thread_time()
        work(start, place)
        taken.append(time.thread_time() - begun)
    return statistics.quantiles(taken, n=20)[-1]


async def measure(_: Path) -> AsyncIterator[Figure]:
    size, quick, brute_force = measured()
    yield Figure(f"p95 of a way among {size:,} stop times", 1000 * quick, 50, unit="ms")
    yield Figure("the same, to brute force", quick / brute_force)


def measured() -> tuple[int, float, float]:
    """How many stop times; p95 of a way by the search, and of the same latest departure by brute force."""
    network = city()
    zero = zero_hour(DAY, ZONE)
    runs = [
        [
            brute.Call(
                str(stop), zero + it.arrivals[rank * it.trips + trip], zero + it.departures[rank * it.trips + trip]
            )
            for rank, stop in enumerate(it.stops)
        ]
        for it in network.patterns
        for trip in range(it.trips)
    ]
    walks = {
        (str(rank), str(near)): walk + CHANGING
        for rank, stop in enumerate(network.stops)
        for near, walk in network.around.within((stop.latitude, stop.longitude), CHANGE_ON_FOOT)
    }
    since, by = int(BY.timestamp()) - 4 * 3600, int(BY.timestamp())

    def by_brute_force(start: int, place: Place) -> None:
        here = network.stops[start].latitude, network.stops[start].longitude
        for longest in (NEAR, FAR):
            origin, goal = (
                {
                    str(rank): on_foot(at, (network.stops[rank].latitude, network.stops[rank].longitude))
                    for rank, _ in network.around.within(at, reach)
                }
                for at, reach in ((here, NEAR), (place, longest))
            )
            brute.latest(runs, walks, origin, goal, since, by, 3)

    quick = p95(lambda start, place: way_there(network, start, place, BY, frozenset()), errands(network, REPEATS))
    return size(network), quick, p95(by_brute_force, errands(network, BRUTE_REPEATS))
