"""SQLite's temper.

One process writes, and its tasks queue on a lock: the busy handler is unfair between writers (one starved for a second,
measured). Every write is `BEGIN IMMEDIATE`: with the driver's own transactions the last places are oversold, with a plain
`BEGIN` most writers fail with "database is locked" (measured). Readers stand beside the writer (WAL) and see one moment.
The settings are those that durability and erasure ask for (M1, M2).
"""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import aiosqlite

from storage.transactions import READERS, Database, DatabaseIll, Row

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "secure_delete=ON",
    "trusted_schema=OFF",
)


class SqliteLine:
    def __init__(self, driver: aiosqlite.Connection) -> None:
        self.driver = driver

    async def begin(self, writing: bool) -> None:
        await self.driver.execute_fetchall("BEGIN IMMEDIATE" if writing else "BEGIN")

    async def rows(self, sql: str, named: dict[str, object]) -> list[Row]:
        return list(await self.driver.execute_fetchall(sql, named))

    async def many(self, sql: str, named: Sequence[Mapping[str, object]]) -> None:
        async with self.driver.executemany(sql, named):
            pass

    async def commit(self) -> None:
        await self.driver.commit()

    async def roll_back(self) -> None:
        # The statement that was cancelled may still run in the driver's thread: this queues behind it.
        await self.driver.execute_fetchall("SELECT 1")
        if self.driver.in_transaction:
            await self.driver.rollback()

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


def sqlite_path(url: str) -> Path:
    """The file of `sqlite:///town.db` (in the working folder) or `sqlite:////srv/town.db` (absolute)."""
    return Path(urlsplit(url).path.removeprefix("/") or "passerelle.db")


async def connect_sqlite(url: str) -> Database:
    """Raises DatabaseIll with the remedy."""
    path = sqlite_path(url)
    drivers: list[aiosqlite.Connection] = []
    try:
        while len(drivers) < 1 + READERS:
            drivers.append(await _open(path))
    except sqlite3.Error as ill:
        for driver in drivers:
            await driver.close()
        raise DatabaseIll(
            f"La base de données {path} ne s'ouvre pas ({ill}). Restaurez une sauvegarde, ou vérifiez le chemin."
        ) from ill
    for reader in drivers[1:]:
        await reader.execute_fetchall("PRAGMA query_only=ON")
    writer, *readers = map(SqliteLine, drivers)
    return Database(writer, list(readers))


async def _open(path: Path) -> aiosqlite.Connection:
    driver = await aiosqlite.connect(path, isolation_level=None, cached_statements=256)
    driver.row_factory = sqlite3.Row
    try:
        for pragma in PRAGMAS:
            await driver.execute_fetchall(f"PRAGMA {pragma}")
    except sqlite3.Error:
        # Its thread would wait for it for ever, and the process with it.
        await driver.close()
        raise
    return driver
