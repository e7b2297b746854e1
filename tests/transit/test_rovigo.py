"""A real small town: 200 random ways on its buses are those of brute force; and the harbour's, with its boats at night."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.domain.journeys import MOST_CHANGES, Errand, Search
from bot.domain.network import Network
from bot.transit import packed, read, unpacked
from tests.transit import brute
from tests.transit.files import DATA, of_folder
from tests.transit.harbour import SUNDAY, ZONE

ROVIGO = DATA / "rovigo.zip"
MONDAY = date(2020, 11, 16)
ROVIGO_ZONE = "Europe/Rome"
HOUR = 3600


def errands(keys: list[str], monday: date, count: int) -> Iterator[tuple[dict[str, int], dict[str, int], int, int]]:
    """From a stop to another, at any hour of the week; the same at every run."""
    dice = random.Random(20201116)  # noqa: S311 - dice
    for _ in range(count):
        at = datetime(monday.year, monday.month, monday.day, tzinfo=UTC) + timedelta(
            minutes=dice.randrange(7 * 24 * 60)
        )
        by = int(at.timestamp())
        walks = [{key: dice.randrange(0, 600) for key in dice.sample(keys, 3)} for _ in "ab"]
        yield walks[0], walks[1], by - dice.choice((2, 4, 12)) * HOUR, by


def compared(path: Path, monday: date, zone: str, count: int) -> tuple[int, int]:
    """How many ways there were, and how many with a change; each as brute force says."""
    reading = read(path, datetime(monday.year, monday.month, monday.day, tzinfo=UTC), zone)
    assert reading.feed is not None
    assert reading.broken_count == 0
    network = Network([unpacked(packed(reading.feed))])
    rank = {(it.latitude, it.longitude, it.name): number for number, it in enumerate(network.stops)}
    places = {
        row["stop_id"]: (float(row["stop_lat"]), float(row["stop_lon"]), " ".join(row["stop_name"].split()))
        for row in brute.table(path, "stops.txt")
    }
    ranks = {key: rank[place] for key, place in places.items() if place in rank}
    assert len(set(ranks.values())) == len(ranks) == len(rank), "each stop that is served is one row"
    runs = brute.runs(path, [monday + timedelta(days=it) for it in range(-1, 8)], zone)
    walks = brute.walks(path)
    found = changed = 0
    for origin, goal, since, by in errands(sorted(ranks), monday, count):
        errand = Errand(
            {ranks[it]: at for it, at in origin.items()}, {ranks[it]: at for it, at in goal.items()}, since, by
        )
        ways = list(Search(network, errand).ways())
        for vehicles in range(1, MOST_CHANGES + 2):
            latest = max((int(it.leaves_at.timestamp()) for it in ways if len(it.rides) <= vehicles), default=None)
            assert latest == brute.latest(runs, walks, origin, goal, since, by, vehicles), (origin, goal, since, by)
        found += bool(ways)
        changed += any(it.changes for it in ways)
    return found, changed


def test_two_hundred_random_ways_are_those_of_brute_force() -> None:
    found, changed = compared(ROVIGO, MONDAY, ROVIGO_ZONE, 200)
    assert found > 60, "nearly all of them were impossible: that compares nothing"
    assert changed > 30


def test_so_are_those_of_a_town_with_boats_a_metro_every_few_minutes_and_a_night_bus(tmp_path: Path) -> None:
    found, changed = compared(of_folder(DATA / "harbour", tmp_path), SUNDAY - timedelta(days=6), ZONE, 200)
    assert found > 100
    assert changed > 10
