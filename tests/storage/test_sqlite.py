"""SQLite's settings are those that durability and erasure ask for (M1, M2)."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine import Database, connect
from storage.sqlite import sqlite_path
from tests.conftest import a_file
from tests.given import NOW, storage_at

IN_FORCE = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "secure_delete": 1,
    "trusted_schema": 0,
}


@pytest.fixture
def url(climbed: Path, tmp_path: Path) -> str:
    return a_file(climbed, tmp_path)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = await connect(url)
    yield database
    await database.close()


@pytest.mark.parametrize(("pragma", "value"), IN_FORCE.items())
async def test_the_settings_are_in_force_for_writers_and_readers(
    database: Database, pragma: str, value: object
) -> None:
    column = "timeout" if pragma == "busy_timeout" else pragma
    async with database.writing() as writer, database.reading() as reader:
        for connection in (writer, reader):
            assert (await connection.one(f"PRAGMA {pragma}"))[column] == value


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_what_was_deleted_is_not_in_the_file(url: str) -> None:
    canary, folder = "canary-of-Belle-de-Mai", sqlite_path(url).parent
    async with storage_at(url) as storage:
        async with storage.writing() as store:
            await store.inbox.keep(1, 1001, canary, NOW)
        async with storage.writing() as store:
            await store.inbox.done(1)
        connection = sqlite3.connect(sqlite_path(url))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        assert [name for name in contents(folder) if canary.encode() in contents(folder)[name]] == []
