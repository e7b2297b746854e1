"""The database without a thread of its own: it proves nothing more here, and a million updates take minutes."""

import sqlite3
from pathlib import Path
from typing import cast

import aiosqlite

from storage.sqlite import PRAGMAS, SqliteLine
from storage.store import Storage
from storage.transactions import READERS, Database

NEEDLESS = {"synchronous=FULL", "busy_timeout=10000", "trusted_schema=OFF"}
"""Power cuts and other writers are other tests'; the triggers that watch need functions."""


class AtOnce:
    """What aiosqlite gives, on a connection of this very thread."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None, cached_statements=512)
        self._db.row_factory = sqlite3.Row
        for pragma in (*(set(PRAGMAS) - NEEDLESS), "synchronous=OFF"):
            self._db.execute(f"PRAGMA {pragma}")

    async def execute_fetchall(self, sql: str, named: dict[str, object] | None = None) -> list[sqlite3.Row]:
        return self._db.execute(sql, named or {}).fetchall()

    async def commit(self) -> None:
        self._db.commit()

    async def rollback(self) -> None:
        self._db.rollback()

    @property
    def in_transaction(self) -> bool:
        return self._db.in_transaction

    async def close(self) -> None:
        self._db.close()


def storage_in(file: Path) -> Storage:
    writer, *readers = [SqliteLine(cast("aiosqlite.Connection", AtOnce(file))) for _ in range(1 + READERS)]
    return Storage(Database(writer, list(readers)))
