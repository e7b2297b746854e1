"""One transaction is everything or nothing; the settings are those that durability and erasure ask for (M1, M2)."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine import SqliteDatabase, connect
from storage.schema import upgrade
from storage.store import Storage
from tests.given import NOW, a_letter, a_person, rows

IN_FORCE = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "secure_delete": 1,
    "trusted_schema": 0,
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    url = f"sqlite:///{tmp_path}/shelves.db"
    upgrade(url)
    database = await connect(url)
    yield database
    await database.close()


@pytest.mark.parametrize(("pragma", "value"), IN_FORCE.items())
async def test_the_settings_are_in_force_for_writers_and_readers(
    database: SqliteDatabase, pragma: str, value: object
) -> None:
    async with database.writing() as writer, database.reading() as reader:
        for connection in (writer, reader):
            assert (await connection.one(f"PRAGMA {pragma}"))[0] == value


async def test_a_failure_inside_keeps_nothing(storage: Storage, tmp_path: Path) -> None:
    async def fail() -> None:
        async with storage.writing() as store:
            await store.people.organisation("half", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert rows(tmp_path, "SELECT * FROM organisations") == []
    async with storage.writing() as store:
        await store.people.organisation("whole", NOW)
    assert len(rows(tmp_path, "SELECT * FROM organisations")) == 1


async def test_a_reader_sees_one_moment_while_others_write(storage: Storage) -> None:
    async with storage.reading() as reader:
        assert await reader.letters.next_due() is None
        async with storage.writing() as writer:
            await writer.letters.write(a_letter(await a_person(writer)))
        assert await reader.letters.next_due() is None
    async with storage.reading() as reader:
        assert await reader.letters.next_due() == NOW


async def test_a_look_cannot_write(storage: Storage) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        async with storage.reading() as store:
            await store.people.organisation("CCAS", NOW)


async def test_writers_wait_for_each_other_and_readers_do_not(database: SqliteDatabase) -> None:
    order = []

    async def write(name: str) -> None:
        async with database.writing():
            order.append(f"{name} begins")
            await asyncio.sleep(0.01)
            order.append(f"{name} ends")

    async def read() -> None:
        async with database.reading() as connection:
            await connection.one("SELECT 1")
            order.append("read")

    await asyncio.gather(write("first"), write("second"), read())
    assert order.index("first ends") < order.index("second begins")
    assert order.index("read") < order.index("second begins")


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_what_was_deleted_is_not_in_the_file(storage: Storage, tmp_path: Path) -> None:
    canary = "canary-of-Belle-de-Mai"
    async with storage.writing() as store:
        await store.inbox.keep(1, 1001, canary, NOW)
    async with storage.writing() as store:
        await store.inbox.done(1)
    connection = sqlite3.connect(tmp_path / "shelves.db")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert [name for name in contents(tmp_path) if canary.encode() in contents(tmp_path)[name]] == []
