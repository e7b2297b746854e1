"""Writers who come together go to the disk together; what one of them does to their own work is no matter to the others."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.ports import StorageAway
from storage.engine import Connection, Database, connect
from storage.sqlite import sqlite_path
from tests.conftest import a_file

INSERT = "INSERT INTO organisations (name, created_at) VALUES (:name, 0)"
TOGETHER = 20
AT_ONCE = 2.0


@pytest.fixture
def url(climbed: Path, tmp_path: Path) -> str:
    return a_file(climbed, tmp_path)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = await connect(url)
    yield database
    await database.close()


def on_disk(url: str) -> set[str]:
    """What another process would read."""
    with closing(sqlite3.connect(sqlite_path(url))) as elsewhere:
        return {name for (name,) in elsewhere.execute("SELECT name FROM organisations")}


async def write(database: Database, name: str) -> None:
    async with database.writing() as connection:
        await connection.rows(INSERT, name=name)
        await asyncio.sleep(0)


def said_to(database: Database) -> list[str]:
    """Every statement from now on, as SQLite hears it."""
    heard: list[str] = []
    database._line._said.set_trace_callback(heard.append)  # type: ignore[attr-defined]  # noqa: SLF001 - from behind
    return heard


async def test_twenty_writers_share_a_few_commits(database: Database, url: str) -> None:
    heard = said_to(database)
    names = {f"writer {n}" for n in range(TOGETHER)}
    await asyncio.gather(*(write(database, name) for name in names))
    assert on_disk(url) == names
    assert heard.count("COMMIT") < TOGETHER / 4


async def test_control_one_after_the_other_each_has_a_commit(database: Database) -> None:
    heard = said_to(database)
    for n in range(TOGETHER):
        await write(database, f"writer {n}")
    assert heard.count("COMMIT") == TOGETHER


async def test_nobody_is_told_done_before_another_process_could_read_it(database: Database, url: str) -> None:
    missing: list[str] = []

    async def write_and_look(name: str) -> None:
        await write(database, name)
        missing.extend({name} - on_disk(url))

    await asyncio.gather(*(write_and_look(f"writer {n}") for n in range(TOGETHER)))
    assert missing == []


async def test_who_fails_takes_back_their_own_only(database: Database, url: str) -> None:
    async def fail(name: str) -> None:
        async with database.writing() as connection:
            await connection.rows(INSERT, name=name)
            await asyncio.sleep(0)
            raise ZeroDivisionError

    works = [(fail if n % 3 == 1 else lambda name: write(database, name))(f"writer {n}") for n in range(TOGETHER)]
    ends = await asyncio.gather(*works, return_exceptions=True)
    failed = {n for n, end in enumerate(ends) if isinstance(end, ZeroDivisionError)}
    assert failed == {n for n in range(TOGETHER) if n % 3 == 1}
    assert on_disk(url) == {f"writer {n}" for n in range(TOGETHER) if n % 3 != 1}


class Taken(Exception):  # noqa: N818 - a refusal
    pass


async def refuse(database: Database) -> None:
    """A no, because of what others wrote."""
    async with database.writing() as connection:
        if await connection.rows("SELECT 1 FROM organisations WHERE name = 'one'"):
            raise Taken


async def test_who_is_refused_because_of_another_hears_it_when_the_disk_has_it(database: Database, url: str) -> None:
    async def ask() -> set[str]:
        with pytest.raises(Taken):
            await refuse(database)
        return on_disk(url)

    _, _, found = await asyncio.gather(write(database, "one"), write(database, "two"), ask())
    assert "one" in found


@pytest.mark.parametrize("steps", range(8))
async def test_who_is_cancelled_at_any_step_takes_nobody_along(database: Database, url: str, steps: int) -> None:
    """Also the first of them, who opened the transaction for all."""
    works = [asyncio.create_task(write(database, f"writer {n}")) for n in range(4)]
    for _ in range(steps):
        await asyncio.sleep(0)
    works[0].cancel()
    works[2].cancel()
    await asyncio.wait_for(asyncio.gather(*works, return_exceptions=True), AT_ONCE)
    assert {"writer 1", "writer 3"} <= on_disk(url)
    async with asyncio.timeout(AT_ONCE):
        await write(database, "next")
    assert "next" in on_disk(url)


async def break_a_key(connection: Connection) -> None:
    """SQLite finds out at the commit."""
    await connection.rows("PRAGMA defer_foreign_keys=ON")
    await connection.rows("INSERT INTO people (organisation_id, name, created_at) VALUES (999, 'nobody', 0)")


async def test_a_commit_that_fails_is_told_to_everybody_who_was_in_it(database: Database, url: str) -> None:
    async def spoil() -> None:
        async with database.writing() as connection:
            await break_a_key(connection)

    ends = await asyncio.gather(write(database, "one"), spoil(), write(database, "two"), return_exceptions=True)
    assert [type(end) for end in ends] == [sqlite3.IntegrityError] * 3
    assert on_disk(url) == set()
    await write(database, "next")
    assert on_disk(url) == {"next"}


async def test_nobody_is_refused_because_of_what_was_never_kept(database: Database) -> None:
    async def spoil() -> None:
        async with database.writing() as connection:
            await break_a_key(connection)

    ends = await asyncio.gather(write(database, "one"), refuse(database), spoil(), return_exceptions=True)
    assert [type(end) for end in ends] == [sqlite3.IntegrityError] * 3
    await refuse(database)


async def test_a_full_disk_is_told_to_everybody_whom_it_undid(database: Database, url: str) -> None:
    """SQLite takes back the whole transaction then, those before too."""

    async def fill() -> None:
        async with database.writing() as connection:
            for n in range(1000):
                await connection.rows(INSERT, name=f"{n} " + "x" * 10_000)

    async with database.writing() as connection:
        pages = (await connection.one("PRAGMA page_count"))["page_count"]
        await connection.rows(f"PRAGMA max_page_count={pages + 20}")
    ends = await asyncio.gather(write(database, "one"), fill(), return_exceptions=True)
    kept = on_disk(url)
    assert isinstance(ends[1], StorageAway)
    assert kept == (set() if isinstance(ends[0], StorageAway) else {"one"})
    await write(database, "next")
    assert on_disk(url) == kept | {"next"}


async def test_while_another_process_writes_the_loop_goes_on(database: Database, url: str) -> None:
    with closing(sqlite3.connect(sqlite_path(url), isolation_level=None)) as elsewhere:
        elsewhere.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(write(database, "patient"))
        for _ in range(10):
            await asyncio.sleep(0.01)
        assert not waiting.done()
        elsewhere.execute("COMMIT")
        async with asyncio.timeout(AT_ONCE):
            await waiting
    assert on_disk(url) == {"patient"}


async def test_a_long_transaction_lets_others_have_a_word_in_between(database: Database) -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    counting = asyncio.create_task(count())
    async with database.reading() as connection:
        for _ in range(200):
            await connection.rows(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT * FROM n"
            )
    counting.cancel()
    assert turns > 5
