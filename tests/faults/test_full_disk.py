"""The disk is full: people are told that what they do waits, once; it is done when there is room again, once (M1)."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.telegram import outage
from storage.engine import Database
from tests.conftest import a_file
from tests.given import table
from tests.phone import Phone
from tests.town import Town

WAIT = "Je ne peux rien noter pour le moment. Votre message n'est pas perdu."
AS_BIG_AS_IT_IS, AS_BIG_AS_IT_LIKES = 1, 2**31


@pytest.fixture
def url(climbed: Path, tmp_path: Path) -> str:
    return a_file(climbed, tmp_path)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits seconds here."""
    monkeypatch.setattr(outage, "SOON_S", 0.01)
    monkeypatch.setattr(outage, "LATEST_S", 0.01)


@pytest.fixture
async def fetching(town: Town, amina: Phone, paul: Phone) -> AsyncIterator[None]:
    """The bot by itself."""
    task = asyncio.create_task(town.fetcher.run())
    yield
    await disk(town, AS_BIG_AS_IT_LIKES)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await town.bot.lanes.empty()


async def disk(town: Town, pages: int) -> None:
    """From now on the file may have so many pages; never less than it has."""
    database: Database = town.storage._database  # noqa: SLF001 - the disk is beneath every room
    async with database.writing() as connection:
        await connection.rows(f"PRAGMA max_page_count={pages}")


async def sees(who: Phone, words: str) -> None:
    async with asyncio.timeout(10):
        while words not in who.all_text + who.toast:  # noqa: ASYNC110 - it is Telegram that knows
            await asyncio.sleep(0.01)


def flood(town: Town, who: Phone) -> None:
    """More than the pages have room for."""
    for n in range(20):
        town.world.send_text(who.account, f"{n} " + "x" * 4000)


async def test_it_waits_and_is_done_once_when_there_is_room(
    town: Town, amina: Phone, paul: Phone, fetching: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage, "UNSAID_S", 0.0)
    concert = await town.publish()
    await disk(town, AS_BIG_AS_IT_IS)
    town.world.press(amina.account, f"ask:{concert}:1")
    flood(town, paul)
    await sees(paul, WAIT)
    await sees(amina, WAIT)
    assert table(town, "SELECT * FROM reservations") == []
    await disk(town, AS_BIG_AS_IT_LIKES)
    await sees(amina, "Demande envoyée")
    await town.bot.lanes.empty()
    assert amina.all_text.count(WAIT) == paul.all_text.count(WAIT) == 1
    assert len(table(town, "SELECT * FROM history")) == 1
    assert table(town, "SELECT * FROM inbox WHERE state <> 'done'") == []


async def test_a_moment_is_not_worth_a_word(town: Town, amina: Phone, paul: Phone, fetching: None) -> None:
    await disk(town, AS_BIG_AS_IT_IS)
    town.world.send_text(amina.account, "/aide")
    flood(town, paul)
    await asyncio.sleep(0.2)
    await disk(town, AS_BIG_AS_IT_LIKES)
    await sees(amina, "Ce service propose")
    assert WAIT not in amina.all_text + paul.all_text


async def test_the_operator_is_told_when_it_begins_and_when_it_ends(
    town: Town, amina: Phone, paul: Phone, fetching: None, caplog: pytest.LogCaptureFixture
) -> None:
    await disk(town, AS_BIG_AS_IT_IS)
    flood(town, paul)
    await asyncio.sleep(0.2)
    await disk(town, AS_BIG_AS_IT_LIKES)
    town.world.send_text(amina.account, "/aide")
    await sees(amina, "Ce service propose")
    told = [it.getMessage() for it in caplog.records if "database is" in it.message]
    assert told == [
        "the database is away (database or disk is full); what people do waits, and is not lost",
        "the database is back",
    ]
