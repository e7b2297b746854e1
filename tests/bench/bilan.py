"""A year's bilan of a town drawn by lot: what a coordinator waits for."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

from bot import bilan
from bot.domain.bilan import Period, Span
from storage.schema import upgrade
from storage.store import Storage
from tests import year
from tests.bench.figures import Figure
from tests.recount import asking, recounted

YEAR = Period(Span.YEAR, date(year.YEAR, 1, 1))
AFTER = datetime(year.YEAR + 1, 3, 1, tzinfo=UTC)


async def measure(folder: Path) -> AsyncIterator[Figure]:
    url = f"sqlite:///{folder}/year.db"
    upgrade(url)
    await year.build(url, year.Size())
    storage = await Storage.open(url)
    begun = time.perf_counter()
    async with storage.reading() as store:
        await bilan.of(store, None, YEAR, AFTER)
    yield Figure(
        "a year's bilan: 5,000 people, 2,000 sessions, 12,000 reservations", time.perf_counter() - begun, 5.0, unit="s"
    )
    wrong = 0
    for house in (None, 1):
        async with storage.reading() as store:
            counted = await store.bilan.of(house, YEAR)
        with asking(url) as ask:
            wrong += counted != recounted(ask, house, YEAR)
    yield Figure("bilans that a recount in plain SQL says otherwise", wrong, 0, unit="")
    await storage.close()
