"""Ways into the bot for `tests.process.Process`: as fast as a test asks (the pace has tests of its own), and with one
safeguard removed, for the controls."""

import asyncio
import functools
import os
import signal
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.__main__ import main
from bot.commands import running
from bot.domain.letters import Fate, Letter
from bot.ports import Received
from handlers import post
from handlers.post import Post
from handlers.screens import View
from handlers.telegram import bot
from handlers.telegram.pace import Pace
from handlers.telegram.shared_pace import SharedPace
from handlers.telegram.workers import Workers
from handlers.visits import Gesture, Reception

A_SECOND = 250.0
"""Messages; Telegram allows some thirty."""

SOON = timedelta(seconds=1)
"""After which a letter in doubt is tried again; it is a minute."""

QUICK = f"{__name__}:quick"
CONFIRMED_FIRST = f"{__name__}:confirmed_first"
CLOSED_FIRST = f"{__name__}:closed_first"
NOBODY_LOOKS = f"{__name__}:nobody_looks"
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


def deadly() -> None:
    """One text ends the process, as a fault in a library would."""
    receive = Reception.receive

    async def meet(self: Reception, gesture: Gesture, now: datetime) -> View | None:
        if gesture.text == DEADLY_TEXT:
            os.kill(os.getpid(), signal.SIGKILL)
        return await receive(self, gesture, now)

    Reception.receive = meet  # type: ignore[method-assign]
    quick()
