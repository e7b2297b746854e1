"""The database is away: the operator hears it once, and whoever waits for more than a few seconds is told (M1)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from time import monotonic

from bot.ports import StorageAway

log = logging.getLogger(__name__)

SOON_S = 0.5
"""Between two tries, at first; then a quarter of what it has lasted."""
LATEST_S = 10.0
UNSAID_S = 5.0
"""Shorter than that, it is not worth a word."""


def said(why: StorageAway) -> str:
    return str(why) or type(why.__cause__).__name__


class Outage:
    """`tell` says to one chat that what was done there waits, and is not lost."""

    def __init__(self, tell: Callable[[int], Awaitable[None]]) -> None:
        self._tell = tell
        self._since: float | None = None
        self._told: set[int] = set()

    @asynccontextmanager
    async def noticed(self, waiting: Iterable[int]) -> AsyncIterator[None]:
        """Around what should be kept for these chats. Raises StorageAway when it may be tried again."""
        try:
            yield
        except StorageAway as why:
            await self.lasts(why, waiting)
            raise
        self.over()

    async def lasts(self, why: StorageAway, waiting: Iterable[int]) -> None:
        """What was done in these chats could not be kept. Returns when it may be tried again."""
        if self._since is None:
            self._since = monotonic()
            log.error("the database is away (%s); what people do waits, and is not lost", said(why))
        lasted = monotonic() - self._since
        if lasted >= UNSAID_S:
            untold = set(waiting) - self._told
            self._told |= untold
            for chat in untold:
                await self._tell(chat)
        await asyncio.sleep(min(LATEST_S, max(SOON_S, lasted / 4)))

    def over(self) -> None:
        """Something could be kept."""
        if self._since is not None:
            log.warning("the database is back")
            self._since = None
            self._told.clear()
