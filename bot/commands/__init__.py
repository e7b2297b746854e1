"""What an operator types: one room for what commands share, one for each kind of them. Like `bot/__main__.py`, which
puts them together, these rooms may introduce the others to each other; nothing imports them.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import typer

from bot import logs, settings
from bot.settings import Settings
from locales.languages import LANGUAGES
from storage.presence import present
from storage.schema import upgrade
from storage.store import Storage


class Stop(Exception):  # noqa: N818 - one line for the operator, and an exit code
    """Ends a command."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(line: str) -> None:
    """To standard output, at once."""
    typer.echo(line)
    sys.stdout.flush()


def found_settings(needs_token: bool = True) -> Settings:
    """From the environment; logs follow them from here on. Raises WrongSetting."""
    found = settings.read(settings.environment(), tuple(LANGUAGES), needs_token)
    logs.configure(found.log_level, found.token, found.log_format)
    return found


@asynccontextmanager
async def storage_at(url: str) -> AsyncIterator[Storage]:
    """Brought up to date, opened, and closed at the end; nobody replaces it meanwhile. Raises DatabaseIll."""
    async with present(url):
        upgrade(url)
        storage = await Storage.open(url)
        try:
            yield storage
        finally:
            await storage.close()
