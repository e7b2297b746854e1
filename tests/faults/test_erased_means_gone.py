"""Erased means gone (M2): words that belong to one person alone are looked for in every byte of the folder.

Its controls are in it: before the erasure the words are found, and with one safeguard away they are found after it.
"""

import asyncio
import logging
import struct
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import erasing
from handlers.telegram import bot
from storage import engine, sqlite
from tests.conftest import a_file, beneficiary
from tests.given import rows
from tests.phone import Phone
from tests.stories.desk import asks
from tests.town import Town

NAME, ACCOUNT, TYPED, REASON = "Quirinale", 918273645, "coquecigrue", "billevesée"
CANARIES = (
    NAME.encode(),
    str(ACCOUNT).encode(),
    struct.pack(">i", ACCOUNT),
    TYPED.encode(),
    REASON.encode(),
    REASON.encode("ascii", "backslashreplace"),
)


@pytest.fixture
def url(climbed: Path, tmp_path: Path) -> str:
    """A file, whose bytes can be read."""
    return a_file(climbed, tmp_path)


def copies(folder: Path) -> int:
    """In the database, its log, its shared memory, and whatever else lies there."""
    return sum(file.read_bytes().count(it) for file in folder.rglob("*") if file.is_file() for it in CANARIES)


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    caplog.set_level(logging.DEBUG, logger="")
    for name in ("aiosqlite", "asyncio", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    yield caplog
    for name in ("aiosqlite", "asyncio", "telegram"):
        logging.getLogger(name).setLevel(logging.NOTSET)


async def lives(town: Town, paul: Phone) -> Phone:
    """Asks, writes, is refused in somebody's own words, waits, and comes somewhere."""
    it = await beneficiary(town, paul, ACCOUNT, NAME)
    await it.sends(f"{TYPED} {TYPED}")
    await town.publish("Concert")
    await asks(it)
    await town.deliver()
    await paul.taps("Refuser")
    await paul.taps("Écrire la raison")
    await paul.sends(REASON)
    await town.publish("Ballet")
    await it.presses("ask:2:1")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()
    return it


async def lives_and_is_erased(town: Town, paul: Phone) -> None:
    it = await lives(town, paul)
    await it.presses("erase_me_now")
    assert "Rien n'est gardé" in it.text
    await town.deliver()


async def test_no_byte_is_left_on_the_disk_nor_in_the_logs(
    town: Town, paul: Phone, tmp_path: Path, said: pytest.LogCaptureFixture
) -> None:
    it = await lives(town, paul)
    assert copies(tmp_path) > 0, "the words can be found at all"
    await it.presses("erase_me_now")
    await town.deliver()
    await town.bot.tend()
    assert copies(tmp_path) == 0
    assert not any(each.decode(errors="ignore") in said.text for each in CANARIES if each.isascii())
    async with town.storage.reading() as store:
        assert await store.erasures.to_wipe() is None


async def test_it_is_done_by_itself_and_again_when_it_failed(
    town: Town, paul: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bot, "TENDING", timedelta(milliseconds=20))
    await lives_and_is_erased(town, paul)
    rows(town.url, "ALTER TABLE erasures RENAME TO elsewhere")
    running = asyncio.create_task(town.bot.run(_nobody_comes))
    async with asyncio.timeout(10):
        while "tending failed" not in caplog.text:  # noqa: ASYNC110 - the log is no event
            await asyncio.sleep(0.02)
        rows(town.url, "ALTER TABLE elsewhere RENAME TO erasures")
        while copies(tmp_path):  # noqa: ASYNC110 - nor is the disk
            await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _nobody_comes() -> None:
    await asyncio.Event().wait()


async def test_control_without_wiping_copies_are_found(town: Town, paul: Phone, tmp_path: Path) -> None:
    await lives_and_is_erased(town, paul)
    assert copies(tmp_path) > 0


async def test_wiping_leaves_out_nobody_who_is_there(town: Town, amina: Phone, paul: Phone) -> None:
    await lives_and_is_erased(town, paul)
    await erasing.wipe(town.storage, town.clock.now())
    await amina.sends("/confidentialite")
    assert "Votre fiche : Amina" in amina.text


async def churn(folder: Path, wiping: bool) -> int:
    """Many names of one length after another, so that pages are split and joined; then those of one are deleted."""
    url = f"sqlite:///{folder}/churn.db"
    database = await engine.connect(url)
    async with database.writing() as connection:
        await connection.rows("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, more TEXT)")
        await connection.rows("CREATE INDEX names ON t (name)")
    for number in range(600):
        async with database.writing() as connection:
            for name in (NAME, "Amina"):
                await connection.rows(
                    "INSERT INTO t (name, more) VALUES (:n, :more)", n=f"{name}{number}", more=name * (number % 9)
                )
            await connection.rows("DELETE FROM t WHERE id % 7 = :rest AND id < :old", rest=number % 7, old=number)
    async with database.writing() as connection:
        await connection.rows(f"DELETE FROM t WHERE name LIKE '{NAME}%'")  # noqa: S608
    if wiping:
        assert await database.wipe()
    await database.close()
    return (folder / "churn.db").read_bytes().count(NAME.encode())


async def test_pages_that_were_split_and_joined_keep_nothing(tmp_path: Path) -> None:
    assert await churn(tmp_path, wiping=True) == 0


async def test_control_without_secure_delete_and_wiping_they_keep_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsafe = [it for it in sqlite.PRAGMAS if "secure" not in it]
    monkeypatch.setattr(sqlite, "PRAGMAS", (*unsafe, "secure_delete=OFF"))
    assert await churn(tmp_path, wiping=False) > 0
