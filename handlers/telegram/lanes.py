"""Order within a chat, concurrency between chats (U5); a flood in one lane delays nobody else (D10)."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.ports import Received

AT_ONCE = 32


class Lanes:
    """One queue a chat; at most `AT_ONCE` chats are served at a time."""

    def __init__(self, serve: Callable[[Received], Awaitable[None]]) -> None:
        self._serve = serve
        self._lanes: dict[int, deque[Received]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    def put(self, received: Received) -> None:
        lane = self._lanes.get(received.chat_id)
        if lane is not None:
            lane.append(received)
            return
        self._lanes[received.chat_id] = deque([received])
        task = asyncio.create_task(self._run(received.chat_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, chat_id: int) -> None:
        lane = self._lanes[chat_id]
        try:
            while lane:
                async with self._room:
                    await self._serve(lane[0])
                lane.popleft()
        finally:
            del self._lanes[chat_id]

    async def empty(self) -> None:
        """Wait until everything that was put has been served."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self, patience: float) -> None:
        """Give what is under way a moment, then stop: the inbox remembers the rest."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
