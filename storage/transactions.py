"""Transactions for the tasks of one process, the same on both databases: one writer behind a lock, a few readers beside
it. A cancelled task always rolls back: on a bare driver it would keep the write lock for everybody (measured)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

READERS = 3


class DatabaseIll(Exception):  # noqa: N818 - it is shown to the operator as a sentence
    """The database cannot be used; the message says why and what to do."""


class Row(Protocol):
    """One row of an answer: `row["name"]`."""

    def keys(self) -> Iterable[str]: ...

    def __getitem__(self, column: str, /) -> Any: ...


class Line(Protocol):
    """A connection, which carries one transaction at a time."""

    async def begin(self, writing: bool) -> None: ...

    async def rows(self, sql: str, named: dict[str, object]) -> list[Row]: ...

    async def sweep(self, sql: str, named: dict[str, object]) -> list[Row]:
        """The same, for a statement that may take long: nobody else waits for it."""

    async def many(self, sql: str, named: Sequence[Mapping[str, object]]) -> None: ...

    async def commit(self) -> None: ...

    async def roll_back(self) -> None:
        """Whatever the transaction has come to; the next one can begin."""

    async def wipe(self) -> bool:
        """What was deleted leaves the disk; False when that could not be done just now."""

    async def close(self) -> None: ...

    def version(self) -> str:
        """What the database calls itself, once a transaction has begun here."""


class Connection:
    """One transaction's voice: every statement is a list of rows, `RETURNING` included."""

    def __init__(self, line: Line, sweeping: bool = False) -> None:
        self._line = line
        self._say = line.sweep if sweeping else line.rows

    @property
    def sweeping(self) -> "Connection":
        """The same transaction, for shelves that walk whole tables."""
        return Connection(self._line, sweeping=True)

    async def rows(self, sql: str, /, **named: object) -> list[Row]:
        return await self._say(sql, named)

    async def many(self, sql: str, named: Sequence[Mapping[str, object]]) -> None:
        """The same statement for each, without an answer."""
        if named:
            await self._line.many(sql, named)

    async def row(self, sql: str, /, **named: object) -> Row | None:
        found = await self.rows(sql, **named)
        return found[0] if found else None

    async def one(self, sql: str, /, **named: object) -> Row:
        """For a statement that always answers: a count, an insert."""
        return (await self.rows(sql, **named))[0]


class Database:
    """Where transactions come from."""

    def __init__(self, writer: Line, readers: list[Line]) -> None:
        self._writer = writer
        self._write_lock = asyncio.Lock()
        self._everyone = [writer, *readers]
        self._idle: asyncio.Queue[Line] = asyncio.Queue()
        for reader in readers:
            self._idle.put_nowait(reader)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        async with self._write_lock, _transaction(self._writer, writing=True) as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        reader = await self._idle.get()
        try:
            async with _transaction(reader, writing=False) as connection:
                yield connection
        finally:
            self._idle.put_nowait(reader)

    async def wipe(self) -> bool:
        """What was deleted leaves the disk (M2); False when that could not be done just now."""
        async with self._write_lock:
            return await self._writer.wipe()

    def version(self) -> str:
        return self._writer.version()

    async def close(self) -> None:
        for line in self._everyone:
            await line.close()


@asynccontextmanager
async def _transaction(line: Line, writing: bool) -> AsyncIterator[Connection]:
    try:
        await line.begin(writing)
        yield Connection(line)
        await line.commit()
    except BaseException:
        await uninterrupted(line.roll_back())
        raise


async def uninterrupted(last_word: Awaitable[Any]) -> None:
    """Wait for it to the end, however often this task is cancelled meanwhile; for use where something is raised after."""
    task = asyncio.ensure_future(last_word)
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise
