"""HTTP to Telegram over aiohttp, under python-telegram-bot's own seam (`BaseRequest`).

Its default client needs eight times the CPU at 256 connections (measured). What is asked goes as JSON, in one piece: as a
form, each value would be encoded on its own, and a keyboard twice over. Errors are split in two: *known not sent*
may be repeated freely; anything after the request left is *unknown*. No error text carries the URL: it holds the token.
"""

import functools
import json
from datetime import timedelta
from typing import Any

import aiohttp
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData


class KnownNotSent(NetworkError):  # noqa: N818 - an outcome
    """Nothing left this machine."""


class AiohttpRequest(BaseRequest):
    """One pool of connections."""

    def __init__(self, connections: int = 32, read_timeout: float = 20.0) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=self._connections))

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Raises TelegramError. The library's own would write the whole answer to the log, and names with it."""
        try:
            answer: dict[str, Any] = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("the answer is no JSON") from None
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - aiohttp counts reads and connections
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - connecting includes waiting for one
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise KnownNotSent("the connection to Telegram is not open")
        patience = _patience(_seconds(connect_timeout, 10.0), _seconds(read_timeout, self._read_timeout))
        body, headers = _body(request_data)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=patience) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise KnownNotSent("Telegram cannot be reached") from None
        except TimeoutError:
            raise TimedOut("Telegram did not answer in time") from None
        except aiohttp.ClientError as cut:
            raise NetworkError(f"the connection was cut ({type(cut).__name__})") from None


def _seconds(asked: object, usual: float) -> float:
    return float(asked) if isinstance(asked, int | float) else usual


@functools.cache
def _patience(connect: float, read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read)


JSON = {"Content-Type": "application/json"}


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """What is sent, and its headers. Only files need a form."""
    if data is None:
        return None, None
    if not data.contains_files:
        return json.dumps(data.parameters).encode(), JSON
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, None


def wait_s(error: TelegramError, failures: int) -> float:
    """Seconds before Telegram is asked again: as long as it says, or longer after each failure."""
    if isinstance(error, RetryAfter):
        after: int | timedelta = error.retry_after
        return max(0.5, float(after.total_seconds() if isinstance(after, timedelta) else after))
    return min(10.0, 0.5 * 2.0**failures)
