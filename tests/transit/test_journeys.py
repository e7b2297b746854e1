"""Ways by public transport: on random small networks they are those that brute force finds, day and night."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.journeys import MOST_CHANGES, Errand, Journey, Search
from bot.domain.network import Network
from bot.transit import packed, read, unpacked
from tests.transit import brute
from tests.transit.files import Table, hour, zipped

ZONE = "Europe/Paris"
STOPS = "abcde"
DAYS = [date(2027, 3, 13), date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31)]
"""An ordinary Saturday, and the nights around both changes of the clocks."""


@st.composite
def feeds(draw: st.DrawFn, day: date, around: int) -> dict[str, Table]:
    """A handful of trips among a handful of stops, some of them a short walk apart, in the hours before `around`."""
    somewhere = st.tuples(st.integers(0, 9), st.integers(0, 9))
    places = draw(st.lists(somewhere, min_size=len(STOPS), max_size=len(STOPS)))
    # 200 m between lines of the grid: two steps are walked, three are not.
    stops = [
        (key, f"Stop {key}", 43 + 0.0018 * y, 5 + 0.0024 * x, "", "", "")
        for key, (x, y) in zip(STOPS, places, strict=True)
    ]
    trips, times, frequencies = [], list[Sequence[object]](), list[Sequence[object]]()
    for number in range(draw(st.integers(6, 10))):
        trips.append(
            (
                draw(st.sampled_from(["r1", "r2"])),
                draw(st.sampled_from(["week", "added", "taken"])),
                f"t{number}",
                "",
                "",
            )
        )
        at = max(0, around - draw(st.integers(1, 12)) * 900)
        for rank, stop in enumerate(
            draw(st.lists(st.sampled_from(STOPS), min_size=3, max_size=6, unique=draw(st.booleans())))
        ):
            at += draw(st.integers(1, 3)) * 240
            arrives, at = at, at + draw(st.sampled_from([0, 0, 60]))
            never = st.sampled_from(["", "", "", "", "", "1"])
            times.append((f"t{number}", hour(arrives), hour(at), stop, rank * 5, draw(never), draw(never)))
        if draw(st.integers(0, 4)) == 0:
            begins = max(0, around - draw(st.integers(1, 3)) * 3600)
            every, exact = draw(st.sampled_from([600, 1700])), draw(st.sampled_from(["", "1"]))
            frequencies.append((f"t{number}", hour(begins), hour(begins + 3600), every, exact))
    links = st.tuples(st.sampled_from(STOPS), st.sampled_from(STOPS), st.sampled_from(["2", "3"]), st.integers(0, 900))
    transfers = {(a, b): (a, b, kind, least) for a, b, kind, least in draw(st.lists(links, max_size=3))}
    return {
        "agency.txt": [("1", "Bus", "", ZONE)],
        "stops.txt": stops,
        "routes.txt": [("r1", "1", 3), ("r2", "2", 4)],
        "trips.txt": trips,
        "stop_times.txt": times,
        "calendar.txt": [(it, 1, 1, 1, 1, 1, 1, 1, "20270101", "20271231") for it in ("week", "taken")],
        "calendar_dates.txt": [("taken", f"{day:%Y%m%d}", 2), ("added", f"{day:%Y%m%d}", 1)],
        "frequencies.txt": frequencies,
        "transfers.txt": list(transfers.values()),
    }


def network_of(path: Path, now: datetime) -> Network:
    reading = read(path, now, ZONE)
    assert reading.broken_count == 0, reading.broken
    assert reading.feed is not None, reading
    return Network([unpacked(packed(reading.feed))])


def ends(network: Network, walks: Mapping[str, int]) -> dict[int, int]:
    """By rank; a stop that nothing serves is not there."""
    ranks = {stop.name: rank for rank, stop in enumerate(network.stops)}
    return {ranks[f"Stop {key}"]: walk for key, walk in walks.items() if f"Stop {key}" in ranks}


def latest_of(ways: list[Journey], vehicles: int) -> int | None:
    return max((int(it.leaves_at.timestamp()) for it in ways if len(it.rides) <= vehicles), default=None)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_on_random_networks_the_latest_departure_is_that_of_brute_force(data: st.DataObject) -> None:
    day = data.draw(st.sampled_from(DAYS))
    around = data.draw(st.integers(1, 50 * 4)) * 900
    tables = data.draw(feeds(day, around))
    some = st.dictionaries(st.sampled_from(STOPS), st.integers(0, 10).map(lambda it: it * 60), min_size=1, max_size=2)
    origin, goal = data.draw(some), data.draw(some)
    by = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + around
    since = by - data.draw(st.sampled_from([3600, 4 * 3600, 12 * 3600]))
    with TemporaryDirectory() as folder:
        path = zipped(Path(folder), tables)
        network = network_of(path, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        runs = brute.runs(path, [day + timedelta(days=it) for it in range(-3, 3)], ZONE)
        walks = brute.walks(path)
    ways = list(Search(network, Errand(ends(network, origin), ends(network, goal), since, by)).ways())
    for vehicles in range(1, MOST_CHANGES + 2):
        wanted: tuple[Any, ...] = (runs, walks, origin, goal, since, by, vehicles)
        expected = brute.exhaustive(*wanted)
        assert latest_of(ways, vehicles) == expected == brute.latest(*wanted)
    for way in ways:
        brute.ensure_rideable(way, runs, walks, {key: f"Stop {key}" for key in STOPS})
