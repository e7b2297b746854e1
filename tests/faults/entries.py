"""Ways into the bot for `tests.process.Process`: as fast as a test asks (the pace has tests of its own), and with one
safeguard removed, for the controls."""

import functools
import json
import os
import signal
from datetime import datetime
from typing import Any

from bot.__main__ import main
from bot.ports import Received
from handlers.screens import View
from handlers.telegram import bot
from handlers.telegram.inbox import Fetcher, chat_of
from handlers.telegram.pace import Pace
from handlers.visits import Gesture, Reception

A_SECOND = 250.0
"""Messages; Telegram allows some thirty."""

QUICK = f"{__name__}:quick"
CONFIRMED_FIRST = f"{__name__}:confirmed_first"
DEADLY = f"{__name__}:deadly"
DEADLY_TEXT = "/deadly"


def quick() -> None:
    vars(bot).update(Pace=functools.partial(Pace, a_second=A_SECOND, a_chat=0.0))
    main()


def confirmed_first() -> None:
    """Without the inbox: a batch lives in memory, as in the framework's own queue, and the next question confirms it."""

    async def only_remember(_: Fetcher, updates: list[dict[str, Any]]) -> list[Received]:
        return [Received(it["update_id"], chat_of(it), json.dumps(it)) for it in updates]

    Fetcher._keep = only_remember  # type: ignore[method-assign, assignment]  # noqa: SLF001 - the safeguard
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
