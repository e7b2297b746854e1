"""Logs without personal data and without the token, at any level (D11)."""

import logging
import sys

TALKATIVE = (
    "telegram",
    "httpx",
    "httpcore",
    "aiohttp",
    "aiosqlite",
    "psycopg",
    "apscheduler",
    "yoyo",
    "asyncio",
    "tzlocal",
)
"""Libraries that tell parameters, addresses or statements when asked for details: those hold names and the token."""


class Redacting(logging.Formatter):
    """Whatever was said, traceback included, goes out without the token."""

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        said = super().format(record)
        return said.replace(self._secret, "[token]") if self._secret else said


def configure(level: str, secret: str) -> None:
    """One handler, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secret))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
