"""Updates: fetched in batches, kept before they are confirmed to Telegram, then served chat by chat (U1 to U5)."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.ports import Received, Storage, StorageAway
from handlers.telegram.essence import essence
from handlers.telegram.http import wait_s

log = logging.getLogger(__name__)

KINDS = ("message", "callback_query", "my_chat_member")
AWAY = 1.0
"""Seconds before Telegram is asked again when the answer could not be kept."""
LONG_POLL = 25
"""Seconds Telegram may hold the question open."""


def chat_of(update: dict[str, Any]) -> int:
    """The lane of an update: its chat, or who tapped."""
    for kind in KINDS:
        if isinstance(about := update.get(kind), dict):
            chat = about.get("chat") or (about.get("message") or {}).get("chat") or about.get("from") or {}
            return int(chat.get("id", 0))
    return 0


class Fetcher:
    """Long polling. A batch is confirmed (by the next question's offset) only once it is committed."""

    def __init__(
        self, bot: Bot, storage: Storage, now: Callable[[], datetime], put: Callable[[Received], None]
    ) -> None:
        self._bot = bot
        self._storage = storage
        self._now = now
        self._put = put
        self._offset: int | None = None

    async def run(self) -> None:
        """Until cancelled. Raises InvalidToken."""
        failures = 0
        while True:
            try:
                await self.once(LONG_POLL)
                failures = 0
            except InvalidToken:
                raise
            except TelegramError as error:
                failures += 1
                _say(error)
                await asyncio.sleep(wait_s(error, failures))
            except StorageAway:
                log.warning("the database is away; what was fetched is not confirmed, and will be fetched again")
                await asyncio.sleep(AWAY)

    async def once(self, timeout_s: int) -> int:
        """One question; how many updates were new."""
        updates = await self._ask(timeout_s)
        if not updates:
            return 0
        fresh = await self._keep(updates)
        self._offset = updates[-1]["update_id"] + 1
        for received in fresh:
            self._put(received)
        return len(fresh)

    async def _ask(self, timeout_s: int) -> list[dict[str, Any]]:
        question: dict[str, Any] = {"timeout": timeout_s, "allowed_updates": list(KINDS)}
        if self._offset is not None:
            question["offset"] = self._offset
        answer: list[dict[str, Any]] = await self._bot.do_api_request(
            "getUpdates", api_kwargs=question, read_timeout=timeout_s + 10
        )
        return answer

    async def _keep(self, updates: list[dict[str, Any]]) -> list[Received]:
        fresh = []
        async with self._storage.writing() as store:
            for update in updates:
                it = Received(update["update_id"], chat_of(update), json.dumps(essence(update)))
                if await store.inbox.keep(it.update_id, it.chat_id, it.payload, self._now()):
                    fresh.append(it)
        return fresh


def _say(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("another process is fetching updates with this token; stop one of the two")
    else:
        log.warning("updates cannot be fetched just now: %s", type(error).__name__)
