"""What a large town weighs in memory, and how soon a bot that was started answers."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from tests.bench import sizes, towns
from tests.bench.bots import ROOT, running
from tests.bench.figures import Figure, median
from tests.bench.loopback import Loopback, tap
from tests.bench.update import Work, looks

STARTS = 5
LOOKS = 400


async def measure(folder: Path) -> AsyncIterator[Figure]:
    loopback = Loopback()
    await loopback.start()
    large = towns.build(folder / f"{sizes.MANY}.db", sizes.LARGE)
    empty = towns.build(folder / "weight.db", towns.Size(people=400, sessions=1))
    light, heavy = [await _memory(loopback, url) for url in (empty, large)]
    yield Figure("memory with 100,000 people and 1,000,000 sessions, to an empty town's", heavy / light, 1.3)
    starts, bare = [], []
    for _ in range(STARTS):
        starts.append(await _start(loopback, empty))
        bare.append(_bare_import())
    yield Figure("from a cold start to the first answer", median(starts), 2.0, unit="s")
    yield Figure("the same, to importing python-telegram-bot and nothing else", median(starts) / median(bare))
    await loopback.stop()


async def _memory(loopback: Loopback, url: str) -> int:
    """After everybody has turned some pages."""
    async with running(loopback, "passerelle", url, "1e6") as bot:
        await Work(bot, looks()).burst(LOOKS)
        return bot.memory()


async def _start(loopback: Loopback, url: str) -> float:
    """Seconds from the command to the answer, for someone whose tap waits."""
    token = f"{len(loopback.lines) + 1}:cold"
    line = loopback.line(token)
    line.put_timed(towns.beneficiary(0), tap(towns.beneficiary(0), "offers:all:1"))
    line.expect(1)
    settings = {
        "PASSERELLE_BOT_TOKEN": token,
        "PASSERELLE_TELEGRAM_URL": loopback.url,
        "PASSERELLE_DATABASE_URL": url,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
    }
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=asyncio.subprocess.DEVNULL,
    )
    begun = time.perf_counter()
    async with asyncio.timeout(60):
        await line.reached.wait()
    took = time.perf_counter() - begun
    bot.terminate()
    await bot.wait()
    return took


def _bare_import() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import telegram.ext"], check=True)
    return time.perf_counter() - begun
