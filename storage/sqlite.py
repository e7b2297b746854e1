"""SQLite's temper.

Statements are said at once, on the event loop: a way to a thread and back costs four times what the statement itself does
(measured), so each must be one that an index serves; what walks a whole table is said in the thread. Where SQLite waits,
for another process or for the disk, it is aiosqlite's thread that waits.

One process writes, and its tasks queue on a lock: the busy handler is unfair between writers (one starved for a second,
measured). Every write is `BEGIN IMMEDIATE`: with the driver's own transactions the last places are oversold, with a plain
`BEGIN` most writers fail with "database is locked" (measured). Readers stand beside the writer (WAL) and see one moment.
The settings are those that durability and erasure ask for (M1, M2).
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TypeVar
from urllib.parse import urlsplit

import aiosqlite

from bot.ports import StorageAway
from storage.shared_commits import SharedCommits
from storage.transactions import READERS, Database, DatabaseIll, Row

BUSY_TIMEOUT = "PRAGMA busy_timeout=10000"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    BUSY_TIMEOUT.removeprefix("PRAGMA "),
    "secure_delete=ON",
    "trusted_schema=OFF",
)


Answer = TypeVar("Answer")

TROUBLES = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
}
"""Of the disk or the machine; they may pass."""

SLICE = 0.005
"""Seconds that one transaction may keep everybody else waiting."""


class SqliteLine:
    """One connection, held by two: `said` for the loop, `driver` with a thread of its own. Never both at a time: whoever
    holds the line waits for the thread."""

    def __init__(self, driver: aiosqlite.Connection, said: sqlite3.Connection) -> None:
        self.driver = driver
        self._said = said
        self._away = False
        self._breathes_at = 0.0
        self._changes = 0
        self._columns: dict[str, list[str]] = {}

    async def begin(self, writing: bool) -> None:
        with _troubles_told():
            if not writing:
                self._said.execute("BEGIN")
            elif not self._begin_at_once():
                await self._elsewhere(self.driver.execute_fetchall("BEGIN IMMEDIATE"))
        self._breathes_at = monotonic() + SLICE
        self._changes = self._said.total_changes

    def _begin_at_once(self) -> bool:
        """False when another process is writing: to be waited for elsewhere than on the loop."""
        self._said.execute("PRAGMA busy_timeout=0")
        try:
            self._said.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as busy:
            if busy.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        finally:
            self._said.execute(BUSY_TIMEOUT)
        return self._said.in_transaction

    async def rows(self, sql: str, named: dict[str, object]) -> list[Row]:
        if monotonic() > self._breathes_at:
            await asyncio.sleep(0)
            self._breathes_at = monotonic() + SLICE
        with _troubles_told():
            return self._named(sql, self._said.execute(sql, named))

    def _named(self, sql: str, found: sqlite3.Cursor) -> list[Row]:
        """As dictionaries: the driver's own rows look for a name from the first column on, each time."""
        if found.description is None:
            return []
        if sql not in self._columns:
            self._columns[sql] = [column[0] for column in found.description]
        found.row_factory = None
        names = self._columns[sql]
        return [dict(zip(names, row, strict=True)) for row in found]

    async def sweep(self, sql: str, named: dict[str, object]) -> list[Row]:
        with _troubles_told():
            return list(await self._elsewhere(self.driver.execute_fetchall(sql, named)))

    async def many(self, sql: str, named: Sequence[Mapping[str, object]]) -> None:
        with _troubles_told():
            await self._elsewhere(self._said_for_each(sql, named))

    async def _said_for_each(self, sql: str, named: Sequence[Mapping[str, object]]) -> None:
        async with self.driver.executemany(sql, named):
            pass

    async def commit(self) -> None:
        """What was written goes to the disk, which takes its time; what was only read is over at once."""
        with _troubles_told():
            if self._said.total_changes == self._changes:
                self._said.commit()
            else:
                await self._elsewhere(self.driver.commit())

    async def mark(self) -> None:
        """From here on it can be taken back alone."""
        self._said.execute("SAVEPOINT one")

    async def keep(self) -> None:
        """Since the mark."""
        self._said.execute("RELEASE one")

    async def take_back(self) -> bool:
        """Since the mark; False when SQLite itself has taken everything back, as it does when the disk is full."""
        await self._still()
        if self._said.in_transaction:
            self._said.execute("ROLLBACK TO one")
            self._said.execute("RELEASE one")
        return self._said.in_transaction

    async def roll_back(self) -> None:
        await self._still()
        if self._said.in_transaction:
            self._said.rollback()

    async def _elsewhere(self, work: Awaitable[Answer]) -> Answer:
        """In the thread, which goes on when whoever asked is cancelled."""
        self._away = True
        try:
            answer = await work
        except sqlite3.Error:
            self._away = False
            raise
        self._away = False
        return answer

    async def _still(self) -> None:
        """Nothing runs in the thread any more: this queues behind it."""
        if self._away:
            await self._elsewhere(self.driver.execute_fetchall("SELECT 1"))

    async def wipe(self) -> bool:
        """Pages are written anew: `secure_delete` alone leaves copies behind where pages were split or joined (2 to 31
        of a word in 6,000 changes, measured). Then the log is emptied: it held what was there before."""
        await self.driver.execute_fetchall("VACUUM")
        (done,) = await self.driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(done["busy"] == 0)

    async def close(self) -> None:
        await self.driver.close()

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}"


@contextmanager
def _troubles_told() -> Iterator[None]:
    """A full disk and the like are nobody's mistake: what was under way is taken back, and may be done again later."""
    try:
        yield
    except sqlite3.DatabaseError as ill:
        if getattr(ill, "sqlite_errorcode", 0) & 0xFF in TROUBLES:
            raise StorageAway(str(ill)) from ill
        raise


def sqlite_path(url: str) -> Path:
    """The file of `sqlite:///town.db` (in the working folder) or `sqlite:////srv/town.db` (absolute)."""
    return Path(urlsplit(url).path.removeprefix("/") or "passerelle.db")


async def connect_sqlite(url: str) -> Database:
    """Raises DatabaseIll with the remedy."""
    path = sqlite_path(url)
    lines: list[SqliteLine] = []
    try:
        while len(lines) < 1 + READERS:
            lines.append(await _open(path))
    except sqlite3.Error as ill:
        for line in lines:
            await line.close()
        raise DatabaseIll(
            f"La base de données {path} ne s'ouvre pas ({ill}). Restaurez une sauvegarde, ou vérifiez le chemin."
        ) from ill
    writer, *readers = lines
    for reader in readers:
        await reader.driver.execute_fetchall("PRAGMA query_only=ON")
    return SharedCommits(writer, list(readers))


async def _open(path: Path) -> SqliteLine:
    said = sqlite3.connect(path, isolation_level=None, cached_statements=256, check_same_thread=False)
    said.row_factory = sqlite3.Row
    driver = await aiosqlite.Connection(lambda: said, iter_chunk_size=64)
    try:
        for pragma in PRAGMAS:
            await driver.execute_fetchall(f"PRAGMA {pragma}")
    except sqlite3.Error:
        # Its thread would wait for it for ever, and the process with it.
        await driver.close()
        raise
    return SqliteLine(driver, said)
