"""The way in where Telegram brings updates: any number of receivers behind any balancer, each of which commits before it
answers 200 (U1). The caller shows the secret that we gave Telegram; nothing of what it brings is in a log (D12)."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from telegram import Bot

from bot.ports import Received
from bot.settings import Webhook
from handlers.site import opened
from handlers.telegram.reading import KINDS, kept

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""Bytes of one update; Telegram's are some thousand."""

AT_ONCE = 40
"""Connections that Telegram may open."""


class Receiver:
    """A door with one knock."""

    def __init__(self, bot: Bot, at: Webhook, keep: Callable[[Sequence[Received]], Awaitable[int]]) -> None:
        self._bot = bot
        self._at = at
        self._keep = keep

    async def run(self) -> None:
        """Tell Telegram where we are, then receive until cancelled."""
        app = web.Application(client_max_size=LARGEST)
        app.add_routes([web.get("/healthz", _well), web.post("/{path:.*}", self._receive)])
        async with opened(app, self._at.host, self._at.port):
            await self._bot.set_webhook(
                self._at.url, secret_token=self._at.secret, allowed_updates=KINDS, max_connections=AT_ONCE
            )
            log.info("receiving on %s:%s", self._at.host, self._at.port)
            await asyncio.Event().wait()

    async def _receive(self, request: web.Request) -> web.Response:
        shown = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(shown.encode(), self._at.secret.encode()):
            raise web.HTTPNotFound
        brought = _update(await request.read())
        if brought is None:
            raise web.HTTPBadRequest(text="not an update")
        # A database that is away is an answer of 500: Telegram will bring it again.
        await self._keep([brought])
        return web.Response()


def _update(body: bytes) -> Received | None:
    try:
        return kept(json.loads(body))
    except (ValueError, RecursionError):
        return None


async def _well(_: web.Request) -> web.Response:
    return web.Response(text="well")
