"""Updates: fetched in batches, kept before they are confirmed to Telegram, then served chat by chat (U1 to U5)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.ports import Received, StorageAway
from handlers.telegram.http import wait_s
from handlers.telegram.reading import KINDS, kept

log = logging.getLogger(__name__)

LONG_POLL = 25
"""Seconds Telegram may hold the question open."""


class Fetcher:
    """Long polling. A batch is confirmed (by the next question's offset) only once it is committed."""

    def __init__(self, bot: Bot, keep: Callable[[Sequence[Received]], Awaitable[int]]) -> None:
        self._bot = bot
        self._keep = keep
        self._offset: int | None = None
        self._alone = False

    async def run(self) -> None:
        """Until cancelled. Raises InvalidToken."""
        failures = 0
        while True:
            try:
                await self._no_webhook()
                await self.once(LONG_POLL)
                failures = 0
            except InvalidToken:
                raise
            except TelegramError as error:
                failures += 1
                _say(error)
                await asyncio.sleep(wait_s(error, failures))
            except StorageAway:
                continue  # it has been waited for; what is not confirmed is fetched again

    async def _no_webhook(self) -> None:
        """Telegram does both for nobody; what waits there is not dropped."""
        if not self._alone:
            self._alone = await self._bot.delete_webhook(drop_pending_updates=False)

    async def once(self, timeout_s: int) -> int:
        """One question; how many updates were new."""
        updates = await self._ask(timeout_s)
        if not updates:
            return 0
        fresh = await self._keep(updates)
        self._offset = updates[-1].update_id + 1
        return fresh

    async def _ask(self, timeout_s: int) -> list[Received]:
        """Raises TelegramError, also when the answer holds nothing but what is no update."""
        question: dict[str, Any] = {"timeout": timeout_s, "allowed_updates": list(KINDS)}
        if self._offset is not None:
            question["offset"] = self._offset
        try:
            answer = await self._bot.do_api_request("getUpdates", api_kwargs=question, read_timeout=timeout_s + 10)
        except TelegramError:
            raise
        except Exception:  # noqa: BLE001 - what the library stumbles over is not Telegram's
            raise TelegramError("the answer has not the shape of one") from None
        found = [it for it in map(kept, answer if isinstance(answer, list) else [answer]) if it is not None]
        if answer and not found:
            raise TelegramError("there is no update in the answer")
        return found


def _say(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("another process is fetching updates with this token; stop one of the two")
    else:
        log.warning("updates cannot be fetched just now: %s", type(error).__name__)
