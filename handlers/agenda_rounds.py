"""The alarm clock of the agendas that are followed. What is to be read stands in the tables; this only wakes."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.agendas import read_due
from bot.fetching import Fetch
from bot.ports import Storage, StorageAway

EVERY = timedelta(minutes=5)


class AgendaRounds:
    def __init__(
        self, storage: Storage, fetch: Fetch, now: Callable[[], datetime], zone: str, rang: Callable[[], None]
    ) -> None:
        """`rang` is called when there may be letters to send."""
        self._storage = storage
        self._fetch = fetch
        self._now = now
        self._zone = zone
        self._rang = rang

    async def once(self) -> None:
        """While the database is away there is nothing to do; others say so."""
        with suppress(StorageAway):
            if await read_due(self._storage, self._fetch, self._now(), self._zone):
                self._rang()

    @asynccontextmanager
    async def waking(self, every: timedelta = EVERY) -> AsyncIterator[None]:
        """A site that is slow delays nothing else, and a round that takes long is not begun twice."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(
            self.once,
            "interval",
            seconds=every.total_seconds(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)
