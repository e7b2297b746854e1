"""Of several bots on one PostgreSQL, one leads: it holds a lock of the server's, which falls when its connection does.

A leader that is stopped or cut off says nothing any more, and the server ends its session. A leader that finds its lock
gone stops working at once. Whoever had to wait leaves it the time to notice.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from psycopg import AsyncConnection, OperationalError

from bot.ports import StorageAway
from storage.alone import alone
from storage.engine import is_postgresql
from storage.postgresql import LEADING, MEANT, OURS

log = logging.getLogger(__name__)

TRY = f"SELECT pg_try_advisory_lock({OURS}, {LEADING})"
LET_GO = f"SELECT pg_advisory_unlock({OURS}, {LEADING})"
"""The end of the connection would do, a moment later."""
PULSE = 2.0
"""Seconds between two signs of life, and between two tries."""
SILENCE = "20s"
"""After that much without a sign, the server takes the lock back."""
GRACE = 10.0
"""Seconds. With the two above, far below the minute within which another must have taken over."""


async def lead(url: str, work: Callable[[], Awaitable[None]]) -> None:
    """Work while this process is the one; if the lead is lost, stop, wait for it, and work again. On SQLite there is
    nothing to wait for: raises DatabaseIll."""
    if not is_postgresql(url):
        with alone(url):
            return await work()
    while True:
        async with _the_lead(url) as holding:
            if await _worked(work, holding):
                return None
        log.warning("the lead is lost; waiting for it")


@asynccontextmanager
async def _the_lead(url: str) -> AsyncIterator[AsyncConnection[Any]]:
    """Waited for; given back however the block ends."""
    holding, waited = await _wait_for_the_lock(url)
    try:
        if waited:
            await asyncio.sleep(GRACE)
        yield holding
    finally:
        # Told first: a server may take a moment to see that a connection is gone.
        try:
            with suppress(OperationalError, TimeoutError):
                async with asyncio.timeout(PULSE):
                    await holding.execute(LET_GO)
        finally:
            await holding.close()


async def _wait_for_the_lock(url: str) -> tuple[AsyncConnection[Any], bool]:
    """What holds it, and whether somebody else did."""
    waited = False
    while (holding := await _try(url)) is None:
        if not waited:
            log.warning("another process leads, or the database does not answer; waiting")
        waited = True
        await asyncio.sleep(PULSE)
    return holding, waited


async def _try(url: str) -> AsyncConnection[Any] | None:
    try:
        server = await AsyncConnection.connect(url, autocommit=True, **MEANT)
    except OperationalError:
        return None
    try:
        async with asyncio.timeout(GRACE):
            await server.execute(f"SET idle_session_timeout = '{SILENCE}'")
            if await (await server.execute(TRY)).fetchone() == (True,):
                return server
    except (OperationalError, TimeoutError):
        pass
    except BaseException:
        await server.close()
        raise
    await server.close()
    return None


async def _worked(work: Callable[[], Awaitable[None]], holding: AsyncConnection[Any]) -> bool:
    """True when the work came to its end; False when the lead was lost first."""
    working, watching = asyncio.ensure_future(work()), asyncio.create_task(_watch(holding))
    try:
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
        return working.done()
    except StorageAway:
        return False
    finally:
        for task in (working, watching):
            task.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)


async def _watch(holding: AsyncConnection[Any]) -> None:
    """Returns when the lock is gone."""
    try:
        while True:
            await asyncio.sleep(PULSE)
            async with asyncio.timeout(PULSE):
                await holding.execute("SELECT 1")
    except (OperationalError, TimeoutError):
        return
