"""What a gesture costs in a large town, against a small one."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

from bot import catalogue, reservations
from bot.domain.offers import Filter
from storage.store import Storage
from tests.bench import towns
from tests.bench.figures import Figure, median
from tests.bench.towns import NOW, STAFF, Size

FEW, MANY = 1_000, 1_000_000
RUNS, REPEATS = 7, 60

SMALL = Size(people=1_000, sessions=FEW, reservations=FEW, letters=FEW)
LARGE = Size(people=100_000, sessions=MANY, reservations=MANY, letters=MANY)


@dataclass(frozen=True)
class Town:
    size: Size
    storage: Storage


Gesture = Callable[[Town, int], Awaitable[object]]


async def browse(town: Town, number: int) -> None:
    async with town.storage.reading() as store:
        await catalogue.browse(store, Filter.ALL, 1 + number % 10, NOW, "Europe/Paris")


async def ask(town: Town, number: int) -> None:
    """Each time another person, each time another outing, from all over the town."""
    size = town.size
    person = (number * (size.people // FEW) + 1) % size.people
    session = (number + 2 + number // FEW) * (size.sessions // FEW) % size.sessions
    async with town.storage.writing() as store:
        await reservations.request(store, await store.people.get(STAFF + 1 + person), 1 + session, 1, NOW)


async def take(town: Town, number: int) -> None:
    """The letter that falls due next, and the moment of the one after; it is put back at once."""
    now = NOW + timedelta(hours=1)
    async with town.storage.writing() as store:
        taken = await store.letters.take_due(now, 1)
        await store.letters.put_back(taken[0].id, now, sent=False)
        await store.letters.next_due()


async def measure(folder: Path) -> AsyncIterator[Figure]:
    small, large = [await _town(folder, size) for size in (SMALL, LARGE)]
    for name, gesture in (
        ("browsing among 1,000,000 sessions, to among 1,000", browse),
        ("asking among 1,000,000 reservations, to among 1,000", ask),
        ("taking the due letter among 1,000,000 pending, to among 1,000", take),
    ):
        yield Figure(name, await _compared(gesture, small, large), 1.2)
    for town in (small, large):
        await town.storage.close()


async def _town(folder: Path, size: Size) -> Town:
    return Town(size, await Storage.open(towns.build(folder / f"{size.sessions}.db", size)))


async def _compared(gesture: Gesture, small: Town, large: Town) -> float:
    numbers = count()
    runs = []
    for run in range(RUNS + 1):
        some = [next(numbers) for _ in range(REPEATS)]
        few, many = [await _timed(gesture, town, some) for town in (small, large)]
        if run:
            runs.append(many / few)
    return median(runs)


async def _timed(gesture: Gesture, town: Town, numbers: list[int]) -> float:
    begun = time.perf_counter()
    for number in numbers:
        await gesture(town, number)
    return time.perf_counter() - begun
