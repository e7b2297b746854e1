"""PostgreSQL's temper: waits that end, connections that are lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import psycopg
import pytest

from bot.ports import StorageAway
from storage import postgresql as engine
from storage.engine import Database, connect
from storage.postgresql import translated
from storage.transactions import READERS
from tests import postgresql
from tests.given import rows

INSERT = "INSERT INTO organisations (name, created_at) VALUES (:name, 0)"
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
IN_FORCE = {"lock_timeout": "3s", "statement_timeout": "10s", "idle_in_transaction_session_timeout": "15s"}


@pytest.fixture
def url() -> str:
    return postgresql.emptied()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = await connect(url)
    yield database
    await database.close()


@pytest.mark.parametrize(("setting", "value"), IN_FORCE.items())
async def test_the_settings_are_in_force_for_writers_and_readers(database: Database, setting: str, value: str) -> None:
    async with database.writing() as writer, database.reading() as reader:
        for connection in (writer, reader):
            assert (await connection.one(f"SHOW {setting}"))[setting] == value


WORDS = {
    "SELECT :a, :b_2, :a": "SELECT %(a)s, %(b_2)s, %(a)s",
    "SELECT 'at 8:30 o''clock: 5 %' || :a": "SELECT 'at 8:30 o''clock: 5 %%' || %(a)s",
    'SELECT ":a" FROM t -- :a 5 %\n WHERE b = :b': 'SELECT ":a" FROM t -- :a 5 %%\n WHERE b = %(b)s',
    "SELECT CAST(:a AS int), :a::int, 7 % 3": "SELECT CAST(%(a)s AS int), %(a)s::int, 7 %% 3",
}


@pytest.mark.parametrize(("ours", "its"), WORDS.items())
def test_names_are_translated_where_they_are_names(ours: str, its: str) -> None:
    assert translated(ours) == its


async def test_a_lost_connection_fails_its_transaction_and_no_other(database: Database, url: str) -> None:
    async with database.reading() as connection:
        await connection.one("SELECT 1")

    async def write() -> None:
        async with database.writing() as connection:
            await connection.rows(INSERT, name="half")
            rows(url, f"SELECT pg_terminate_backend(pid) {OTHERS}")
            await connection.rows(INSERT, name="other half")

    with pytest.raises(StorageAway):
        await write()
    async with database.writing() as connection:
        await connection.rows(INSERT, name="whole")
    for _ in range(READERS + 1):
        async with database.reading() as connection:
            assert [row["name"] for row in await connection.rows("SELECT name FROM organisations")] == ["whole"]


async def test_an_error_that_was_swallowed_is_not_called_committed(database: Database, url: str) -> None:
    async def swallow() -> None:
        async with database.writing() as connection:
            await connection.rows(INSERT, name="lost")
            with suppress(psycopg.errors.DivisionByZero):
                await connection.rows("SELECT 1 / 0")

    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        await swallow()
    assert rows(url, "SELECT * FROM organisations") == []


async def test_the_character_that_it_refuses_is_left_out(database: Database, url: str) -> None:
    async with database.writing() as connection:
        await connection.rows(INSERT, name="Ami\0na")
    assert rows(url, "SELECT name FROM organisations") == [{"name": "Amina"}]


async def test_a_turn_that_never_comes_is_an_error_in_the_end(
    database: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BEGIN_WRITING", engine.BEGIN_WRITING.replace("25s", "50ms"))
    elsewhere = await connect(url)
    async with elsewhere.writing():
        with pytest.raises(StorageAway):
            async with asyncio.timeout(5), database.writing():
                pass
    async with database.writing() as connection:
        await connection.rows(INSERT, name="next")
    await elsewhere.close()
