"""Who is here. On PostgreSQL every process that uses the town holds one lock of the server's together with the others, for
as long as it does; whoever needs the town alone (`alone.py`) asks for the same lock whole.

It falls when its connection does, and the server notices a machine that has vanished. Who was cut off comes back, unless
somebody is alone by then: what is half replaced is not to be used.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from psycopg import AsyncConnection, OperationalError

from storage.engine import is_postgresql
from storage.postgresql import MEANT, OURS, PRESENT, said_clearly
from storage.transactions import DatabaseIll

TRY = f"SELECT pg_try_advisory_lock_shared({OURS}, {PRESENT})"
LET_GO = f"SELECT pg_advisory_unlock_shared({OURS}, {PRESENT})"
"""The end of the connection would do, a moment later."""
ALIVE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
"""Seconds: a process that is stopped is still here, a machine that has vanished is not."""
PULSE = 2.0
"""Seconds between two looks whether the lock is still held, and between two tries."""
PATIENCE = 5.0


@asynccontextmanager
async def present(url: str) -> AsyncIterator[None]:
    """Here, until the end of the block. Raises DatabaseIll while somebody has the town alone: at once, or in the midst
    of the block, when the lock was lost and they came first. On SQLite the file's own lock does."""
    if not is_postgresql(url):
        yield
        return
    place = Place(url)
    with said_clearly():
        await place.take()
    async with _sent_away_if_lost(place):
        yield


class Place:
    """Among those who are here."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._held: AsyncConnection[Any] | None = None

    async def take(self) -> None:
        """Raises DatabaseIll when somebody is alone, OperationalError when the server does not answer."""
        self._held = server = await AsyncConnection.connect(self._url, autocommit=True, **MEANT)
        try:
            await server.execute(ALIVE)
            if await (await server.execute(TRY)).fetchone() != (True,):
                raise _taken(server.info.dbname)
        except BaseException:
            await server.close()
            raise

    async def keep(self) -> None:
        """Until cancelled. Raises DatabaseIll when it was lost and somebody is alone."""
        while True:
            await asyncio.sleep(PULSE)
            if not await self._say("SELECT 1"):
                await self._close()
                with suppress(OperationalError):
                    await self.take()

    async def leave(self) -> None:
        await self._say(LET_GO)
        await self._close()

    async def _say(self, words: str) -> bool:
        """False when nobody answers."""
        if self._held is None:
            return False
        with suppress(OperationalError, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._held.execute(words)
            return True
        return False

    async def _close(self) -> None:
        if self._held is not None:
            await self._held.close()


@asynccontextmanager
async def _sent_away_if_lost(place: Place) -> AsyncIterator[None]:
    here, keeping = asyncio.current_task(), asyncio.create_task(place.keep())

    def send_away(_: object) -> None:
        if here is not None:
            here.cancel()

    keeping.add_done_callback(send_away)
    try:
        yield
    except asyncio.CancelledError:
        if here is not None and keeping.done():
            here.uncancel()
            keeping.result()
        raise
    finally:
        keeping.remove_done_callback(send_away)
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await place.leave()


def _taken(name: str) -> DatabaseIll:
    return DatabaseIll(f"La base {name} est en train d'être remplacée ou déplacée. Recommencez quand c'est fini.")
