"""Erased means gone (M2) on PostgreSQL: names are looked for in every byte of the files of the database."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from bot.ports import StorageAway
from storage import postgresql as engine
from storage import wiping
from storage.engine import Database, connect
from storage.postgresql import OURS, WRITING
from tests import postgresql
from tests.given import rows

NAME = "Quirinale"
INSERT = "INSERT INTO organisations (name, created_at) VALUES (:name, 0)"
PLACE = """SELECT current_setting('data_directory') || '/base/' || oid AS folder FROM pg_database
    WHERE datname = current_database()"""
SAMPLES = f"SELECT count(*) AS n FROM pg_stats WHERE histogram_bounds::text LIKE '%{NAME}%'"  # noqa: S608 - a name of ours


@pytest.fixture
def url() -> str:
    return postgresql.emptied()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Many of one name, and others; the server has sampled them."""
    database = await connect(url)
    async with database.writing() as connection:
        for n in range(200):
            await connection.rows(INSERT, name=f"{NAME}{n}")
            await connection.rows(INSERT, name=f"CCAS {n}")
    rows(url, "ANALYZE organisations")
    assert [it["n"] for it in rows(url, SAMPLES)] == [1]
    yield database
    await database.close()


async def erase(database: Database) -> None:
    async with database.writing() as connection:
        await connection.rows("DELETE FROM organisations WHERE name LIKE :like", like=f"{NAME}%")


def copies(url: str) -> int:
    """On the disk: all that the server has in memory is written first."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CHECKPOINT")
    ((folder,),) = [tuple(row.values()) for row in rows(url, PLACE)]
    return sum(file.read_bytes().count(NAME.encode()) for file in Path(folder).iterdir())


async def wiped(database: Database) -> bool:
    """In the end: the other workers of a run write on the same server, each in a database of its own."""
    for _ in range(30):
        if await database.wipe():
            return True
    return False


async def test_no_byte_is_left_neither_in_tables_nor_in_samples(database: Database, url: str) -> None:
    await erase(database)
    assert copies(url) > 0, "they can be found at all"
    assert await wiped(database)
    assert copies(url) == 0
    async with database.reading() as connection:
        assert len(await connection.rows("SELECT id FROM organisations")) == 200


async def test_as_long_as_somebody_looks_back_it_is_not_called_done(database: Database, url: str) -> None:
    """A backup under way sees what was there when it began, and the server keeps it."""
    backup = await connect(url)
    async with backup.reading() as looking:
        await looking.rows("SELECT 1")
        await erase(database)
        assert not await database.wipe()
    assert await wiped(database)
    assert copies(url) == 0
    await backup.close()


async def test_a_write_under_way_in_another_database_of_the_server_keeps_it_too(database: Database, url: str) -> None:
    with psycopg.connect(postgresql.address("postgres")) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        await erase(database)
        assert not await database.wipe()
    assert await wiped(database)
    assert copies(url) == 0


async def test_a_write_that_begins_meanwhile_keeps_the_samples(
    database: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks_back = wiping._nobody_looks_back  # noqa: SLF001 - the moment after it is meant
    began: list[object] = []

    async def and_then_somebody_writes(server: wiping.Server) -> bool:
        nobody = await looks_back(server)
        if nobody and not began:
            began.append(elsewhere.execute("SELECT pg_current_xact_id()"))
        return nobody

    with psycopg.connect(postgresql.address("postgres")) as elsewhere:
        await erase(database)
        monkeypatch.setattr(wiping, "_nobody_looks_back", and_then_somebody_writes)
        while not began:
            assert not await database.wipe()
    assert await wiped(database)
    assert copies(url) == 0


async def test_whoever_writes_meanwhile_waits(database: Database, url: str) -> None:
    """The turn is taken as by any writer: so none is told no."""
    elsewhere = await connect(url)
    async with elsewhere.writing() as connection:
        await connection.rows(INSERT, name="first")
        wiping = asyncio.create_task(database.wipe())
        waiting = f"SELECT 1 FROM pg_locks WHERE classid = {OURS} AND objid = {WRITING} AND NOT granted"  # noqa: S608 - numbers of ours
        for _ in range(500):
            if queued := await connection.rows(waiting):
                break
            await asyncio.sleep(0.02)
        assert queued
    assert await wiping or await wiped(database)
    await elsewhere.close()


async def test_a_table_that_is_busy_is_waited_for_like_a_server_that_is_away(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gesture that meets it is done later, and counts as no attempt."""
    monkeypatch.setattr(engine, "SETTINGS", engine.SETTINGS.replace("3s", "50ms"))
    database = await connect(url)
    with psycopg.connect(url) as writing_anew:
        writing_anew.execute("LOCK TABLE organisations IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StorageAway):
            async with database.reading() as connection:
                await connection.rows("SELECT id FROM organisations")
        assert not await asyncio.wait_for(database.wipe(), 10)
    async with database.reading() as connection:
        assert await connection.rows("SELECT id FROM organisations") == []
    await database.close()
