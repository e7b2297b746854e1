"""One update end to end, through real HTTP, beside two echo bots on the same Telegram. An echo is one message sent, and
nothing is kept of it: a third bot, of the same framework as the quicker one, does what a look does."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from tests.bench import towns
from tests.bench.bots import Bot, running
from tests.bench.figures import Figure, median, quantile
from tests.bench.loopback import Line, Loopback, Update, tap, text

ROUNDS, BURST, CHATS = 5, 300, 400
STEADY, STEADY_S = 5, 1.5


@dataclass
class Work:
    """What one bot is given again and again."""

    bot: Bot
    updates: Iterator[Update]
    shown_each: int = 1
    """Messages that follow from one update: its answer, and the letters that it causes."""
    cpu: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)

    async def burst(self, many: int = BURST) -> None:
        """All at once: updates a second until the last message, CPU until all is quiet again."""
        updates = [next(self.updates) for _ in range(many)]
        line = self.bot.line
        line.expect(many * self.shown_each)
        cpu, begun = self.bot.cpu(), time.perf_counter()
        line.put(updates)
        await line.reached.wait()
        self.rate.append(many / (time.perf_counter() - begun))
        await self.bot.quiet()
        self.cpu.append((self.bot.cpu() - cpu) / many)


def _each(update: Callable[[int], Update]) -> Iterator[Update]:
    """From one person after the other."""
    return (update(towns.beneficiary(number)) for number in cycle(range(CHATS)))


def echoes() -> Iterator[Update]:
    return _each(lambda account: text(account, "Bonjour, que puis-je faire ce soir ?"))


def looks() -> Iterator[Update]:
    """Everybody turns the pages of the list of outings."""
    for page in cycle(range(1, 11)):
        for number in range(CHATS):
            yield tap(towns.beneficiary(number), f"offers:all:{page}")


def asks() -> Iterator[Update]:
    """Everybody asks for a place, for one outing after the other; each time the referent gets a letter."""
    for session in range(1, 1000):
        for number in range(CHATS):
            yield tap(towns.beneficiary(number), f"ask:{session}:1")


async def measure(folder: Path) -> AsyncIterator[Figure]:
    loopback = Loopback()
    await loopback.start()
    url = towns.build(folder / "update.db", towns.Size())
    async with AsyncExitStack() as bots:
        ptb = await bots.enter_async_context(running(loopback, "ptb_echo"))
        aiogram = await bots.enter_async_context(running(loopback, "aiogram_echo"))
        ours = await bots.enter_async_context(running(loopback, "passerelle", url, "1e6"))
        same = await bots.enter_async_context(
            running(loopback, "aiogram_same", towns.build(folder / "same.db", towns.Size()))
        )
        echo, other, alike = Work(ptb, echoes()), Work(aiogram, echoes()), Work(same, looks())
        look, act = Work(ours, looks()), Work(ours, asks(), shown_each=2)
        await _in_turn(echo, other, alike, look, act)
        yield Figure("CPU of a look, to aiogram's echo", _ratio(look.cpu, other.cpu), 1.2)
        yield Figure("CPU of a look, to the echo of python-telegram-bot", _ratio(look.cpu, echo.cpu), 1.0)
        yield Figure("CPU of an act and its letter, to aiogram's echo", _ratio(act.cpu, other.cpu), 2.0)
        yield Figure("looks a second at saturation, to aiogram's echoes", _ratio(look.rate, other.rate), 0.8, True)
        yield Figure(
            "looks a second at saturation, to the echoes of python-telegram-bot",
            _ratio(look.rate, echo.rate),
            1.0,
            at_least=True,
        )
        yield Figure("CPU of a look, to aiogram showing and keeping the same", _ratio(look.cpu, alike.cpu))
        yield Figure("looks a second at saturation, to those of that bot", _ratio(look.rate, alike.rate))
        spread = [await _spread(ours.line, look.updates, median(look.rate) / 2) for _ in range(STEADY)]
        yield Figure("p99 of a look at half of saturation, to its median", median(spread), 3.0)
    await loopback.stop()


async def _in_turn(*works: Work) -> None:
    """Side by side: what slows the machine for a while slows all of them."""
    for work in works:
        await work.burst(BURST // 2)
        work.cpu.clear()
        work.rate.clear()
    for _ in range(ROUNDS):
        for work in works:
            await work.burst()


def _ratio(ours: list[float], theirs: list[float]) -> float:
    """Of each round, then the median of rounds."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


async def _spread(line: Line, updates: Iterator[Update], a_second: float) -> float:
    """p99 to median while updates come in at that rate, each from another chat, whether or not the last is answered."""
    line.waits.clear()
    many = int(a_second * STEADY_S)
    line.expect(many)
    begun = time.perf_counter()
    for number in range(many):
        await asyncio.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
        update = next(updates)
        line.put_timed(update["callback_query"]["from"]["id"], update)
    async with asyncio.timeout(60):
        await line.reached.wait()
    return quantile(line.waits, 0.99) / median(line.waits)
