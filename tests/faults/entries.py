"""Ways into the bot for `tests.process.Process`: as fast as a test asks (the pace has tests of its own), and with one
safeguard removed, for the controls."""

import asyncio
import functools
import os
import signal
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.__main__ import main
from bot.commands import running
from bot.domain.letters import Fate, Letter
from bot.ports import Received
from handlers import post
from handlers.post import Post
from handlers.screens import View
from handlers.telegram import bot, outage, workers
from handlers.telegram.hands import Entrance
from handlers.telegram.pace import Pace
from handlers.telegram.shared_pace import SharedPace
from handlers.telegram.workers import Workers
from handlers.visits import Gesture, Reception
from storage import leading, letters, postgresql, sqlite
from storage.sqlite import SqliteLine

A_SECOND = 250.0
"""Messages; Telegram allows some thirty."""

SOON = timedelta(seconds=1)
"""After which a letter in doubt is tried again; it is a minute."""

QUICK = f"{__name__}:quick"
CONFIRMED_FIRST = f"{__name__}:confirmed_first"
CLOSED_FIRST = f"{__name__}:closed_first"
NOBODY_LOOKS = f"{__name__}:nobody_looks"
HASTY = f"{__name__}:hasty"
NO_TROUBLE_IS_KNOWN = f"{__name__}:no_trouble_is_known"
NEVER = timedelta(days=30)
BY_THE_WALL = f"{__name__}:by_the_wall"
ALARM_ALONE = f"{__name__}:alarm_alone"
FULL, MOST_PAGES = Path("full"), 2**31
DEADLY = f"{__name__}:deadly"
DEADLY_TEXT = "/deadly"


def quick() -> None:
    vars(bot).update(Pace=functools.partial(Pace, a_second=A_SECOND, a_chat=0.0))
    vars(running).update(SharedPace=functools.partial(SharedPace, a_second=A_SECOND, a_chat=0.0))
    vars(post).update(RETRY_UNKNOWN=SOON)
    main()


def confirmed_first() -> None:
    """Without the inbox: a batch lives in memory, as in the framework's own queue, and the next question confirms it."""

    async def only_remember(self: bot.Passerelle, updates: Sequence[Received]) -> int:
        for it in updates:
            self.lanes.put(it)
        return len(updates)

    bot.Passerelle.keep = only_remember  # type: ignore[method-assign]
    quick()


def closed_first() -> None:
    """A letter is called sent before it is."""
    send = Post._send  # noqa: SLF001 - the safeguard

    async def close_and_send(self: Post, letter: Letter, *more: Any) -> None:
        await self._close(letter, Fate.SENT, "")
        await send(self, letter, *more)

    Post._send = close_and_send  # type: ignore[method-assign, assignment]  # noqa: SLF001 - the safeguard
    quick()


def nobody_looks() -> None:
    """A job that is lost stays lost: nobody looks for what no queue carries, or gives back what a dead worker had."""

    async def look(_: Workers) -> None:
        await asyncio.Event().wait()

    Workers._look = look  # type: ignore[method-assign, assignment]  # noqa: SLF001 - the safeguard
    Workers._rescue = look  # type: ignore[method-assign, assignment]  # noqa: SLF001 - the safeguard
    quick()


def hasty(tick: timedelta = SOON) -> None:
    """Quick in trouble too: what is said after seconds is said at once, what waits a minute waits seconds. The disk is
    full for SQLite as long as there is a file of that name."""
    vars(outage).update(SOON_S=0.05, LATEST_S=0.2, UNSAID_S=0.1)
    vars(letters).update(LEASE=3 * SOON)
    vars(leading).update(PULSE=0.2, GRACE=0.5)
    vars(bot).update(SAFETY_TICK=tick, TENDING=tick)
    vars(workers).update(TENDING=tick)
    begin = SqliteLine.begin

    async def begin_if_there_is_room(self: SqliteLine, writing: bool) -> None:
        await begin(self, writing)
        await self.rows(f"PRAGMA max_page_count={1 if FULL.exists() else MOST_PAGES}", {})  # noqa: ASYNC240

    SqliteLine.begin = begin_if_there_is_room  # type: ignore[method-assign]
    quick()


def no_trouble_is_known() -> None:
    """A full disk, or a server that is away, is an error like any other."""
    vars(sqlite).update(TROUBLES=set())
    vars(postgresql).update(StorageAway=RuntimeError)
    hasty()


def by_the_wall() -> None:
    """What is done now and then counts by the clock on the wall."""
    run = bot.Passerelle.run

    async def run_by_the_wall(self: bot.Passerelle, entrance: Entrance) -> None:
        for it in (self.ring, self.tend):
            self._scheduler.add_job(it, "interval", seconds=SOON.total_seconds(), misfire_grace_time=None)
        await run(self, entrance)

    bot.Passerelle.run = run_by_the_wall  # type: ignore[method-assign]
    hasty(tick=NEVER)


def alarm_alone() -> None:
    """Nobody looks now and then, and the scheduler drops what is late, as it does by itself."""
    add_job = AsyncIOScheduler.add_job

    def add_as_it_comes(*what: Any, **more: Any) -> Any:
        return add_job(*what, **more | {"misfire_grace_time": 1})

    AsyncIOScheduler.add_job = add_as_it_comes
    hasty(tick=NEVER)


def deadly() -> None:
    """One text ends the process, as a fault in a library would."""
    receive = Reception.receive

    async def meet(self: Reception, gesture: Gesture, now: datetime) -> View | None:
        if gesture.text == DEADLY_TEXT:
            os.kill(os.getpid(), signal.SIGKILL)
        return await receive(self, gesture, now)

    Reception.receive = meet  # type: ignore[method-assign]
    quick()
