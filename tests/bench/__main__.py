"""`make bench`: ratios, measured side by side in one run; medians of five. Seconds are of this machine, ratios hold."""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import catalogue
from bot.domain.offers import Filter
from storage.engine import connect
from storage.schema import upgrade
from storage.store import Storage, Store
from tests.bench import network

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
RUNS, REPEATS = 5, 200
SMALL, LARGE = 1_000, 100_000


async def town(folder: Path, size: int) -> Storage:
    """A town with so many sessions ahead and so many letters waiting."""
    url = f"sqlite:///{folder}/{size}.db"
    upgrade(url)
    database = await connect(url)
    start = int(NOW.timestamp())
    async with database.writing() as db:
        await db.rows("INSERT INTO organisations (name, created_at) VALUES ('CCAS', 0)")
        await db.rows("INSERT INTO people (organisation_id, name, created_at) VALUES (1, 'Amina', 0)")
        await db.rows("INSERT INTO venues (name, street, postcode, city, transit) VALUES ('Le Silo', '', '', '', '')")
        await db.rows(
            "INSERT INTO offers (source_key, venue_id, title, summary, genre, organiser, audience, entry)"
            " VALUES ('bench', 1, 'Concert', '', '', '', '', '')"
        )
        await db.rows(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :size)"
            " INSERT INTO sessions (offer_id, starts_at, zone, publication, capacity, open_admission, places_a_person)"
            " SELECT 1, :start + i * 3600, 'Europe/Paris', 'published', 4, 0, 4 FROM n",
            size=size,
            start=start,
        )
        await db.rows(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :size)"
            " INSERT INTO letters (to_id, kind, args, due_at, late_at, key, about, priority)"
            " SELECT 1, 'welcome', '', :start + i - 1000, :start + 900000000, 'k' || i, '', '2' FROM n",
            size=size,
            start=start,
        )
    return Storage(database)


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Seconds of one repeat, the median of several runs."""
    runs = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        for _ in range(REPEATS):
            await work()
        runs.append((time.perf_counter() - begun) / REPEATS)
    return statistics.median(runs)


async def browse(storage: Storage) -> None:
    async with storage.reading() as store:
        await catalogue.browse(store, Filter.ALL, random.randint(1, 10), NOW, "Europe/Paris")  # noqa: S311 - a page


async def take(storage: Storage) -> None:
    async with storage.writing() as store:
        taken = await store.letters.take_due(NOW, 1)
        await _untake(store, taken[0].id)


async def _untake(store: Store, letter_id: int) -> None:
    await store.letters.put_back(letter_id, NOW - timedelta(seconds=1), sent=False)


async def main() -> None:
    with TemporaryDirectory() as folder:
        small, large = [await town(Path(folder), size) for size in (SMALL, LARGE)]
        print(f"{'':34}{'among ' + str(SMALL):>14}{'among ' + str(LARGE):>16}{'ratio':>8}")  # noqa: T201 - the output
        for name, work in (("a page of the list", browse), ("take the next due letter", take)):
            few, many = [await timed(lambda at=at, work=work: work(at)) for at in (small, large)]  # type: ignore[misc]
            print(f"{name:34}{few * 1e6:11.0f} µs{many * 1e6:13.0f} µs{many / few:8.2f}")  # noqa: T201
        for storage in (small, large):
            await storage.close()
    size, quick, brute = network.measured()
    print(f"{'':34}{'brute force':>14}{'search':>16}{'ratio':>8}")  # noqa: T201
    print(f"{f'a way among {size} stop times':34}{brute * 1e3:11.0f} ms{quick * 1e3:13.0f} ms{quick / brute:8.2f}")  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main())
