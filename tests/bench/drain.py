"""Ten thousand letters due at once, and someone who taps meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path

from tests.bench import towns
from tests.bench.bots import Bot, running
from tests.bench.figures import Figure, quantile
from tests.bench.loopback import Loopback, tap

LETTERS = 10_000
FIRST = 450
"""Measured of them: all would take six minutes, and each walks the same index."""

TELEGRAM = 30.0
"""Messages a second that Telegram takes from a bot."""

BREATH = 2.0
"""Seconds between an answer and the next tap; what is shown for it takes a turn from the letters."""


async def measure(folder: Path) -> AsyncIterator[Figure]:
    loopback = Loopback()
    await loopback.start()
    size = towns.Size(people=LETTERS, sessions=LETTERS, reservations=LETTERS, due=LETTERS)
    async with running(loopback, "passerelle", towns.build(folder / "drain.db", size), "1", quiet=False) as bot:
        tapping = asyncio.create_task(_taps(bot))
        sent_at = bot.line.sent_at
        await bot.line.until(lambda: len(sent_at) >= FIRST)
        tapping.cancel()
        taken = sent_at[FIRST - 1] - sent_at[0]
        floor = (FIRST - 1) / TELEGRAM
        yield Figure(f"the first {FIRST} of 10,000 letters, to Telegram's 30 a second", taken / floor, 1.1)
        yield Figure("p95 of a tap meanwhile", quantile(bot.line.waits, 0.95) * 1000, 300, unit="ms")
    await loopback.stop()


async def _taps(bot: Bot) -> None:
    """One after the other, from someone who gets no letter."""
    account = towns.account(2)
    for page in cycle(range(1, 11)):
        bot.line.put_timed(account, tap(account, f"offers:all:{page}"))
        await bot.line.until(lambda: account not in bot.line.since)
        await asyncio.sleep(BREATH)
