"""The real process, killed with -9 again and again at moments that nobody chooses, while there is work."""

import asyncio
import contextlib
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.clock import RehearsalClock, utc_now
from handlers.demo.server import application, serving
from handlers.demo.spec import Files, Json
from handlers.demo.world import World
from tests.faults.figures import Say
from tests.process import Process

PATIENCE = 120.0
"""Seconds: within 60 after faults stop everything due is done; this machine may be busy."""

UNDER_WAY = (
    "SELECT (SELECT count(*) FROM inbox WHERE state NOT IN ('done', 'poison'))"
    " + (SELECT count(*) FROM letters WHERE fate = 'waiting' AND due_at <= ?)"
)

BACKLOG = 3
"""Lives of work that wait at a time."""


class Watched(World):
    """Counts the bot's calls, and says when there were so many."""

    calls = 0
    _until = 0
    _reached: asyncio.Event | None = None

    def answer(self, method: str, params: dict[str, Any], files: Files | None = None) -> tuple[int, Json]:
        self.calls += method != "getUpdates"
        if self._reached is not None and self.calls >= self._until:
            self._reached.set()
        return super().answer(method, params, files)

    async def called(self, times: int, patience: float) -> None:
        """Wait for so many more calls, or until patience ends."""
        self._until, self._reached = self.calls + times, asyncio.Event()
        with contextlib.suppress(TimeoutError):
            if times:
                await asyncio.wait_for(self._reached.wait(), patience)


@dataclass
class Siege:
    """A bot, its world, and the file that it keeps."""

    folder: Path
    world: Watched
    process: Process
    seed: int

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/town.db"

    def rows(self, sql: str, *values: object) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "town.db")) as town:
            return town.execute(sql, values).fetchall()

    def under_way(self) -> int:
        """Updates that nobody has finished, and letters that are due."""
        ((kept,),) = self.rows(UNDER_WAY, int(utc_now().timestamp()))
        return int(kept) + len(self.world.queue.waiting)

    async def kill(self, times: int, calls: int, feed: Callable[[], Awaitable[None]], say: Say) -> None:
        """So many lives, each of some `calls` on average; fed before each."""
        chance = random.Random(self.seed)  # noqa: S311 - a seed
        for n in range(times):
            await feed()
            await self.process.start()
            await self.world.called(chance.randrange(2 * calls), patience=10)
            await asyncio.sleep(chance.uniform(0, 0.01))
            await self.process.kill()
            if (n + 1) % 10 == 0:
                say(f"{n + 1} of {times} kills, {self.under_way()} under way")

    async def rest(self) -> None:
        """Left alone, it finishes what is left."""
        await self.process.start()
        for _ in range(int(PATIENCE / 0.05)):
            if self.under_way() == 0:
                break
            await asyncio.sleep(0.05)
        await self.process.kill()


@asynccontextmanager
async def besieged(entry: str, seed: int) -> AsyncIterator[Siege]:
    """In a folder of its own. The world's clock stands: what it keeps for the bot does not run out."""
    clock = RehearsalClock(stopped=True)
    world = Watched(clock.now)
    with TemporaryDirectory() as folder:
        async with serving(application(world, clock)) as url:
            process = Process(Path(folder), url, world.token, None, entry)
            try:
                yield Siege(Path(folder), world, process, seed)
            finally:
                await process.kill()
