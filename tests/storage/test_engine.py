"""One transaction is everything or nothing, on both databases alike."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest

from bot.ports import StorageAway
from storage.engine import Database, connect
from storage.store import Storage
from tests.given import NOW, a_letter, a_person, rows

INSERT = "INSERT INTO organisations (name, created_at) VALUES (:name, 0)"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = await connect(url)
    yield database
    await database.close()


async def test_a_failure_inside_keeps_nothing(storage: Storage, url: str) -> None:
    async def fail() -> None:
        async with storage.writing() as store:
            await store.people.organisation("half", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert rows(url, "SELECT * FROM organisations") == []
    async with storage.writing() as store:
        await store.people.organisation("whole", NOW)
    assert len(rows(url, "SELECT * FROM organisations")) == 1


async def test_a_reader_sees_one_moment_while_others_write(storage: Storage) -> None:
    async with storage.reading() as reader:
        assert await reader.letters.next_due() is None
        async with storage.writing() as writer:
            await writer.letters.write(a_letter(await a_person(writer)))
        assert await reader.letters.next_due() is None
    async with storage.reading() as reader:
        assert await reader.letters.next_due() == NOW


async def test_a_look_cannot_write(storage: Storage) -> None:
    with pytest.raises((StorageAway, psycopg.errors.ReadOnlySqlTransaction), match=r"read-?only"):
        async with storage.reading() as store:
            await store.people.organisation("CCAS", NOW)


async def test_writers_wait_for_each_other_and_readers_do_not(database: Database, url: str) -> None:
    """Those of another process too."""
    order = []
    elsewhere = await connect(url)

    async def write(where: Database, name: str) -> None:
        async with where.writing():
            order.append(f"{name} begins")
            await asyncio.sleep(0.05)
            order.append(f"{name} ends")

    async def read() -> None:
        async with database.reading() as connection:
            await connection.one("SELECT 1")
            order.append("read")

    await asyncio.gather(write(database, "one"), write(database, "two"), write(elsewhere, "three"), read())
    await elsewhere.close()
    writing = [it for it in order if it != "read"]
    assert [it.split()[0] for it in writing[::2]] == [it.split()[0] for it in writing[1::2]]
    assert order.index("read") < order.index(writing[1])


async def test_what_a_writer_read_is_still_true_when_it_writes(url: str) -> None:
    """Eight processes' worth of writers, each adding one to what it read."""
    databases = [await connect(url) for _ in range(8)]
    async with databases[0].writing() as connection:
        await connection.rows(INSERT, name="counted")

    async def add_one(database: Database) -> None:
        async with database.writing() as connection:
            row = await connection.one("SELECT created_at AS n FROM organisations")
            await asyncio.sleep(0)
            await connection.rows("UPDATE organisations SET created_at = :n", n=row["n"] + 1)

    await asyncio.gather(*(add_one(database) for database in databases * 10))
    for database in databases:
        await database.close()
    assert rows(url, "SELECT created_at FROM organisations") == [{"created_at": 80}]


HOSTILE = ("100 % d'accord", "l'«été» :name", "::", '"quoted"', "\\", "-- not a comment", "$1", "a\nb", "🎭")


async def test_whatever_people_write_comes_back_as_it_was(database: Database) -> None:
    async with database.writing() as connection:
        for words in HOSTILE:
            await connection.rows(INSERT, name=words)
    async with database.reading() as connection:
        kept = await connection.rows("SELECT name FROM organisations ORDER BY id")
        assert tuple(row["name"] for row in kept) == HOSTILE


async def test_a_sign_of_percent_and_a_colon_in_quotes_are_words(database: Database) -> None:
    async with database.writing() as connection:
        for name in ("at 08:00", "at noon"):
            await connection.rows(INSERT, name=name)
        found = await connection.rows("SELECT name FROM organisations WHERE name LIKE '%08:00' AND name <> :it", it="x")
        assert [row["name"] for row in found] == ["at 08:00"]


async def test_names_are_sorted_by_their_characters_wherever_the_server_stands(database: Database) -> None:
    async with database.writing() as connection:
        for name in ("été", "zoo", "Zoé", "abri"):
            await connection.rows(INSERT, name=name)
        found = await connection.rows("SELECT name FROM organisations ORDER BY name")
        assert [row["name"] for row in found] == ["Zoé", "abri", "zoo", "été"]
