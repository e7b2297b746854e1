"""The wire between the bot and the world inside one process, through the public seam of the framework."""

import json
from collections.abc import Callable
from typing import Any

from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from handlers.demo.refusals import AnswerLost, NotConnected
from handlers.demo.spec import Files
from handlers.demo.waking import long_poll
from handlers.demo.world import World


class WorldRequest(BaseRequest):
    """A `BaseRequest` that asks the world directly; faults become what a network would raise.

    `refused` and `lost` make the errors, for a bot that tells "not sent" from "unknown" by its own types.
    """

    def __init__(
        self,
        world: World,
        *,
        refused: Callable[[str], TelegramError] = NetworkError,
        lost: Callable[[str], TelegramError] = TimedOut,
    ) -> None:
        self.world = world
        self._refused = refused
        self._lost = lost

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may take; nothing is slow here."""
        return 5

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - the seam's own signature; the world does not tell GET from POST
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """Answer one call, or fetch one file."""
        if "/file/bot" in url:
            return self._file(url)
        try:
            status, body = await self._call(url.rpartition("/")[2], request_data)
        except NotConnected as why:
            raise self._refused(f"connection refused: {why}") from why
        except AnswerLost as why:
            raise self._lost(f"answer lost: {why}") from why
        return status, json.dumps(body).encode()

    async def _call(self, method: str, data: RequestData | None) -> tuple[int, Any]:
        params = data.json_parameters if data else {}
        if method == "getUpdates":
            return await long_poll(self.world, params)
        return self.world.answer(method, params, _uploads(data))

    def _file(self, url: str) -> tuple[int, bytes]:
        path = url.partition("/file/bot")[2].partition("/")[2]
        found = self.world.file(path)
        return (200, found.content) if found else (404, b'{"ok":false,"error_code":404,"description":"Not Found"}')


def _uploads(data: RequestData | None) -> Files:
    if data is None or not data.contains_files:
        return {}
    parts: dict[str, Any] = dict(data.multipart_data or {})
    return {name: (part[0], _content(part[1]), part[2]) for name, part in parts.items()}


def _content(given: Any) -> bytes:
    return given if isinstance(given, bytes) else bytes(given.read())
