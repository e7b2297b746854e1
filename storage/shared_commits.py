"""Writers who share the way to the disk. A commit waits for the disk, and costs more than all that is written in it: so
those who come while others have their turn, or while a commit is under way, go to the disk together, once.

Each keeps to a savepoint: whoever fails or is cancelled takes back what is theirs, and nothing of the others'. Nobody is
told "done" before the disk has it (M1), nor "no" because of something that the disk does not have; if the commit fails,
everybody who was in it hears so.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from storage.transactions import Connection, Database, Line, uninterrupted


class Markable(Line, Protocol):
    """A line that can take back a part of its transaction."""

    async def mark(self) -> None: ...

    async def keep(self) -> None:
        """What was said since the mark."""

    async def take_back(self) -> bool:
        """What was said since the mark; False when the database has taken back the whole transaction by itself."""


class Batch:
    """What goes to the disk together."""

    def __init__(self) -> None:
        self.commit: asyncio.Task[None] | None = None
        self.end: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def over(self, failure: BaseException | None = None) -> None:
        if failure is None:
            self.end.set_result(None)
        elif isinstance(failure, asyncio.CancelledError):
            self.end.cancel()
        else:
            self.end.set_exception(failure)
            self.end.exception()  # those who wait will hear it; there may be none


class SharedCommits(Database):
    """One writer, whose commits are shared; readers as ever."""

    def __init__(self, writer: Markable, readers: Sequence[Line]) -> None:
        super().__init__(writer, list(readers))
        self._line = writer
        self._batch: Batch | None = None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        failure: BaseException | None = None
        async with self._write_lock:
            batch = self._batch = self._batch or await self._opened()
            try:
                await self._line.mark()
                yield Connection(self._line)
                await self._line.keep()
            except BaseException as its:  # noqa: BLE001 - it is raised below, when what it stands on is on the disk
                failure = its
                await uninterrupted(self._take_back(batch, its))
            if failure is None and batch.commit is None:
                # Its turn comes after those who wait now. A task of its own: no writer who is cancelled takes it along.
                batch.commit = asyncio.create_task(self._commit(batch))
        if batch.commit is not None and not isinstance(failure, asyncio.CancelledError):
            # Who fails may have failed because of what others wrote: so they wait for the disk too.
            await asyncio.shield(batch.end)
        if failure is not None:
            raise failure

    async def _opened(self) -> Batch:
        try:
            await self._line.begin(writing=True)
        except BaseException:
            await uninterrupted(self._line.roll_back())
            raise
        return Batch()

    async def _take_back(self, batch: Batch, failure: BaseException) -> None:
        if not await self._line.take_back():
            self._end(batch, failure)
        elif batch.commit is None:
            await self._line.roll_back()
            self._end(batch)

    async def _commit(self, batch: Batch) -> None:
        async with self._write_lock:
            await self._finish(batch)

    async def _finish(self, batch: Batch) -> None:
        if batch.end.done():
            return
        try:
            await self._line.commit()
        except BaseException as failure:  # noqa: BLE001 - each writer of the batch raises it
            await uninterrupted(self._line.roll_back())
            self._end(batch, failure)
        else:
            self._end(batch)

    def _end(self, batch: Batch, failure: BaseException | None = None) -> None:
        self._batch = None
        batch.over(failure)

    async def wipe(self) -> bool:
        async with self._write_lock:
            if self._batch is not None:
                await self._finish(self._batch)
            return await self._line.wipe()
