"""The bots that are measured, each a process of its own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.loopback import Line, Loopback

ROOT = Path(__file__).parent.parent.parent.parent


@dataclass
class Bot:
    """A running bot and its line to Telegram."""

    name: str
    line: Line
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of CPU that its process has used, all its threads together."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> int:
        """Bytes that it holds."""
        return int(self.process.memory_info().rss)

    async def quiet(self) -> None:
        """Until it does nothing any more."""
        before = -1.0
        while (now := self.cpu()) > before:
            before = now
            await asyncio.sleep(0.1)


@asynccontextmanager
async def running(loopback: Loopback, name: str, *more: str, quiet: bool = True) -> AsyncIterator[Bot]:
    """The bot of that module, once it asks for updates and, if need be, has come to rest."""
    token = f"{len(loopback.lines) + 1}:bench"
    line = loopback.line(token)
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"tests.bench.bots.{name}", token, loopback.url, *more),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
        stderr=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(30):
            await line.first_asked.wait()
        bot = Bot(name, line, psutil.Process(started.pid))
        if quiet:
            await bot.quiet()
        yield bot
    finally:
        if started.returncode is None:
            started.terminate()
        await started.wait()
