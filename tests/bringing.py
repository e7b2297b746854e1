"""Telegram's side of a webhook: one queue a chat, in order, one update under way in each, parallel across chats; what is
not answered with a 2xx is brought again, sooner than Telegram would (it waits 1, 2, 4 … 60 s)."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from handlers.demo.updates import Update
from handlers.demo.world import World
from handlers.telegram.reading import chat_of

AGAIN_S = 0.2


class Bringer:
    """Takes what the world queues to wherever its bot asked for it."""

    def __init__(self, world: World, session: aiohttp.ClientSession) -> None:
        self._world = world
        self._session = session
        self._chats: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._bell = asyncio.Event()

    def ring(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        while True:
            await self._bell.wait()
            self._bell.clear()
            for update in self._world.queue.waiting:
                if update.id not in self._under_way:
                    self._under_way[update.id] = asyncio.create_task(self._bring(update))

    async def _bring(self, update: Update) -> None:
        async with self._chats[chat_of(update.as_json())]:
            while not await self._brought(update):  # noqa: ASYNC110 - the other side is another process
                await asyncio.sleep(AGAIN_S)
        self._world.queue.waiting.remove(update)

    async def _brought(self, update: Update) -> bool:
        if self._world.webhook is None:
            return False
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._world.webhook.secret}
        try:
            async with self._session.post(self._world.webhook.url, json=update.as_json(), headers=headers) as answer:
                return answer.ok
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def stop(self) -> None:
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)


@asynccontextmanager
async def bringing(world: World) -> AsyncIterator[None]:
    """Until the block ends."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        bringer = Bringer(world, session)
        unlisten = world.listen(bringer.ring)
        running = asyncio.create_task(bringer.run())
        try:
            yield
        finally:
            unlisten()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await bringer.stop()
