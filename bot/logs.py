"""Logs without personal data and without the token, at any level (D11): one line a record, `key=value` or JSON.

Only our own sentences are written out, and we put no name and no text into them. Of a library's record only its place is
told: what it says may hold parameters, addresses, the token. Of an exception, its type and where it passed; its own words
only where they are known to hold no value.
"""

import json
import logging
import sqlite3
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

OURS = ("bot", "handlers", "storage", "locales", "passerelle", "__main__")
"""The roots of our loggers."""

TALKATIVE = (
    "telegram",
    "fontTools",
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
"""Libraries that tell a line for every call when asked for details."""

ROOT = Path(__file__).parent.parent
DEEPEST = 12
"""Steps of a traceback that are told, the last ones."""


class Lines(logging.Formatter):
    """One line a record."""

    def __init__(self, secret: str = "", form: str = "text") -> None:
        super().__init__()
        self._secret = secret
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        told = _told(record)
        if self._form == "json":
            said = json.dumps(told, ensure_ascii=False)
        else:
            said = " ".join(f"{name}={_quoted(value)}" for name, value in told.items())
        return said.replace(self._secret, "[token]") if self._secret else said


def _told(record: logging.LogRecord) -> dict[str, str]:
    ours = record.name.split(".")[0] in OURS
    told = {
        "at": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S.%f}"[:23] + "Z",
        "level": record.levelname,
        "logger": record.name,
        "said": record.getMessage() if ours else f"(its words are left out) {record.module}:{record.lineno}",
    }
    if record.exc_info and record.exc_info[1] is not None:
        told |= _failure(record.exc_info[1])
    return told


def _failure(it: BaseException) -> dict[str, str]:
    """Its type, the way it came, and what caused it."""
    kinds = [_kind(each) for each in _chain(it)]
    return {"error": " < ".join(kinds), "trace": " > ".join(_steps(it.__traceback__))}


def _chain(it: BaseException) -> list[BaseException]:
    found = [it]
    while (further := found[-1].__cause__ or found[-1].__context__) and further not in found:
        found.append(further)
    return found


def _kind(it: BaseException) -> str:
    """SQLite's messages name tables and columns, the system's say what failed, a server's code is a number: no values."""
    name = f"{type(it).__module__}.{type(it).__qualname__}".removeprefix("builtins.")
    why = str(it) if isinstance(it, sqlite3.Error) else getattr(it, "strerror", "") or getattr(it, "sqlstate", "")
    return f"{name} ({why})" if isinstance(why, str) and why else name


def _steps(passed: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(passed)[-DEEPEST:]
    return [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _place(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def _quoted(value: str) -> str:
    """As one word; `json` escapes what would end it or the line."""
    plain = value.replace("-", "").replace(".", "").replace(":", "").replace("_", "")
    return value if plain.isalnum() else json.dumps(value, ensure_ascii=False)


def configure(level: str, secret: str, form: str = "text") -> None:
    """One handler, to standard error; what nobody caught goes the same way."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(secret, form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    quieten()
    sys.excepthook = _uncaught


def quieten() -> None:
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _uncaught(kind: type[BaseException], it: BaseException, passed: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("passerelle").critical("stopped by a failure", exc_info=(kind, it, passed))
