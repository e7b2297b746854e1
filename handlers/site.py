"""A page over HTTP: for machines, for Telegram, or for a proxy that stands before it. Opened, and closed at the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def opened(app: web.Application, host: str, port: int) -> AsyncIterator[None]:
    """Who asks is in no log. Raises OSError when somebody else listens there."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()
