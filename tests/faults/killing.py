"""The real process, killed with -9 again and again at moments that nobody chooses, while there is work."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.clock import RehearsalClock
from handlers.demo.server import application, serving
from handlers.demo.spec import Files, Json
from handlers.demo.world import World
from tests.faults.figures import Say
from tests.given import rows
from tests.process import Process

PATIENCE = 120.0
"""Seconds: within 60 after faults stop everything due is done; this machine may be busy."""

UNDER_WAY = (
    "SELECT (SELECT count(*) FROM inbox WHERE state NOT IN ('done', 'poison'))"
    " + (SELECT count(*) FROM letters WHERE fate = 'waiting' AND due_at <= ?)"
    " + (SELECT count(*) FROM erasures WHERE wiped_at IS NULL) AS n"
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
    url: str
    clock: RehearsalClock
    """The bot's."""

    def under_way(self) -> int:
        """Updates that nobody has finished, letters that are due, and traces on the disk of whoever was erased."""
        (kept,) = rows(self.url, UNDER_WAY, int(self.clock.now().timestamp()))
        return int(kept["n"]) + len(self.world.queue.waiting)

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
        await self.settles(PATIENCE)
        await self.process.kill()

    async def settles(self, patience: float) -> None:
        """Until nothing is under way, or patience ends."""
        for _ in range(int(patience / 0.05)):
            if self.under_way() == 0:
                break
            await asyncio.sleep(0.05)


@asynccontextmanager
async def besieged(
    entry: str, seed: int, database: str = "", clock: RehearsalClock | None = None
) -> AsyncIterator[Siege]:
    """In a folder of its own; without a clock it has the machine's. The world's clock stands: what it keeps for the bot
    does not run out."""
    standing = RehearsalClock(stopped=True)
    world = Watched(standing.now)
    with TemporaryDirectory() as folder:
        async with serving(application(world, standing)) as telegram:
            process = Process(Path(folder), telegram, world.token, clock, entry)
            url = process.environment["PASSERELLE_DATABASE_URL"] = database or f"sqlite:///{folder}/town.db"
            try:
                yield Siege(Path(folder), world, process, seed, url, clock or RehearsalClock())
            finally:
                await process.kill()
