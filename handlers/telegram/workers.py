"""The hands of a town that has several processes, on PostgreSQL. Whoever keeps an update or finds a letter due puts its
number in the queue, in the same transaction; any worker takes the row, serves or delivers it, and closes it.

The queue makes it quick, the tables make it certain: each worker looks now and then for what no queue carries.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from bot.clock import utc_now
from bot.ports import Queue, Received, Storage
from handlers.screens import Town
from handlers.telegram.bot import TENDING, keep_once, staff
from handlers.telegram.hands import Entrance
from handlers.telegram.pace import Turns
from handlers.telegram.serve import App
from handlers.tending import Tending

log = logging.getLogger(__name__)

CARRIED = 300
"""Letters in the queue at a time: ten seconds of speaking."""

RESCUE_S = 2.0
"""Between two looks for jobs whose worker is gone."""

SOONEST_S, LATEST_S = 0.5, 5.0
"""Between two looks at what is to do."""


class Workers:
    """One of them; there may be any number, and any of them may die."""

    def __init__(
        self,
        app: App,
        storage: Storage,
        town: Town,
        queue: Queue,
        pace: Turns,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._storage = storage
        self._queue = queue
        self._now = now
        self._bell = asyncio.Event()
        self.post, self._server = staff(app, storage, town, now, pace, self.ring)
        self._tending = Tending(storage, town, self._server.wire, now, self.ring)

    def ring(self) -> None:
        self._bell.set()

    async def keep(self, updates: Sequence[Received]) -> int:
        now = self._now()
        async with self._server.outage.noticed({it.chat_id for it in updates}), self._storage.writing() as store:
            fresh = [it for it in updates if await keep_once(store, it, now)]
            for it in fresh:
                await store.inbox.handed(it.update_id, now)
                await store.jobs.serve(it.update_id, it.chat_id)
        return len(fresh)

    async def run(self, entrance: Entrance) -> None:
        work = (lambda: self._queue.work(self.serve, self.deliver), self._look, self._rescue, self._tend)
        tasks = [asyncio.ensure_future(_lasting(it)) for it in work] + [asyncio.ensure_future(entrance())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def serve(self, update_id: int) -> None:
        """All that waits in the chat of this one: the jobs of the others will find nothing."""
        async with self._storage.reading() as store:
            chat_id = await store.inbox.chat_of(update_id)
        while chat_id is not None and (received := await self._take_first(chat_id)):
            await self._server.serve(received)

    async def _take_first(self, chat_id: int) -> Received | None:
        async with self._storage.reading() as store:
            if not await store.inbox.waits(chat_id):
                return None
        async with self._storage.writing() as store:
            return await store.inbox.take_first(chat_id, self._now())

    async def deliver(self, letter_id: int) -> None:
        async with self._storage.writing() as store:
            letter = await store.letters.take(letter_id, self._now())
        if letter is not None:
            await self.post.deliver(letter)

    async def hand_out(self) -> None:
        """What is due and in no hand goes to the queue."""
        next_at = await self.post.next_at()
        if next_at is not None and next_at <= self._now():
            await self.post.keep_time()
        now = self._now()
        async with self._storage.reading() as store:
            if not await store.letters.to_hand_out(now) and not await store.inbox.to_hand_out(now):
                return
        async with self._storage.writing() as store:
            for letter in await store.letters.hand_out(now, CARRIED):
                await store.jobs.deliver(letter.id, letter.to, letter.priority)
            for it in await store.inbox.hand_out(now):
                await store.jobs.serve(it.update_id, it.chat_id)

    async def _look(self) -> None:
        while True:
            self._bell.clear()
            await self.hand_out()
            await asyncio.sleep(SOONEST_S)
            nap = await self._nap()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), nap)

    async def _nap(self) -> float:
        """Seconds until there is something to do, as far as is known."""
        next_at = await self.post.next_at()
        ahead = LATEST_S if next_at is None else (next_at - self._now()).total_seconds()
        return min(LATEST_S, max(SOONEST_S, ahead))

    async def _rescue(self) -> None:
        while True:
            if n := await self._queue.rescue():
                log.warning("%s jobs of a worker that is gone were given back", n)
            await asyncio.sleep(RESCUE_S)

    async def _tend(self) -> None:
        while True:
            await asyncio.sleep(TENDING.total_seconds())
            await self._tending.once()
            async with self._storage.writing() as store:
                await store.inbox.forget_old(self._now())


async def _lasting(work: Callable[[], Awaitable[None]]) -> None:
    """Until cancelled: when the database is away for a moment, it is tried again."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("a worker's part failed; it begins again")
        await asyncio.sleep(1)
