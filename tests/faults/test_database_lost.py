"""The database goes away in the middle, and comes back: what people did is done once, and nobody is told otherwise."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from bot.clock import RehearsalClock
from bot.domain.people import Role
from storage.schema import upgrade
from tests import postgresql
from tests.conftest import beneficiary, join, phone
from tests.given import rows, table
from tests.phone import Phone
from tests.town import Town

WHILE_IT_IS_TRIED, LONGER = 0.5, 1.5
"""Seconds: an update that fails by itself is tried for 0.7."""

LOST = f"lost_{os.getpid()}"
"""Each worker of a run has its own."""


@pytest.fixture
def url() -> Iterator[str]:
    url = postgresql.make(LOST)
    upgrade(url)
    yield url
    postgresql.drop(url)


def accepts(yes: bool) -> None:
    """Whether the server lets anybody in; who is there is shown out."""
    with psycopg.connect(postgresql.address("postgres"), autocommit=True) as server:
        server.execute(f"ALTER DATABASE {LOST} ALLOW_CONNECTIONS {yes}".encode())
        if not yes:
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (LOST,))


async def away_for(seconds: float) -> None:
    accepts(False)
    await asyncio.sleep(seconds)
    accepts(True)


def ensure_asked_once(town: Town, amina: Phone) -> None:
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]
    assert table(town, "SELECT taken FROM sessions") == [{"taken": 1}]
    assert {it["state"] for it in table(town, "SELECT state FROM inbox")} == {"done"}
    assert "Demande envoyée" in amina.toast + amina.text


@pytest.mark.parametrize("seconds", [WHILE_IT_IS_TRIED, LONGER])
async def test_an_update_waits_for_the_database_and_is_no_poison(town: Town, amina: Phone, seconds: float) -> None:
    concert = await town.publish()
    town.world.press(amina.account, f"ask:{concert}:1")
    await town.fetcher.once(0)
    await away_for(seconds)
    async with asyncio.timeout(10):
        await town.bot.lanes.empty()
    ensure_asked_once(town, amina)


async def test_what_could_not_be_kept_is_fetched_again(town: Town, amina: Phone) -> None:
    concert = await town.publish()
    fetching = asyncio.create_task(town.fetcher.run())
    town.world.press(amina.account, f"ask:{concert}:1")
    await away_for(LONGER)
    async with asyncio.timeout(10):
        while amina.toast != "Demande envoyée.":  # noqa: ASYNC110 - it is Telegram that knows
            await asyncio.sleep(0.05)
        await town.bot.lanes.empty()
    fetching.cancel()
    await asyncio.gather(fetching, return_exceptions=True)
    ensure_asked_once(town, amina)


LOSE = """
    CREATE SEQUENCE once;
    CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('once') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid(), 5000); END IF; RETURN NEW;
    END $$
"""
WHEN = {
    "as it is written": "CREATE TRIGGER it BEFORE INSERT ON reservations FOR EACH ROW EXECUTE FUNCTION lose()",
    "as it is committed": "CREATE CONSTRAINT TRIGGER it AFTER INSERT ON reservations DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION lose()",
}


@pytest.mark.parametrize("when", WHEN.values(), ids=WHEN)
async def test_a_connection_that_breaks_in_a_gesture_costs_nothing(town: Town, amina: Phone, when: str) -> None:
    concert = await town.publish()
    rows(town.url, LOSE)
    rows(town.url, when)
    await amina.presses(f"ask:{concert}:1")
    assert rows(town.url, "SELECT last_value AS n FROM once") == [{"n": 2}]
    ensure_asked_once(town, amina)


class Wire:
    """Between the bot and its database. It carries a commit, and breaks before the answer: whether it was kept, the bot
    cannot know."""

    def __init__(self) -> None:
        self.broke = 0
        self._asked = False
        self._carrying: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def laid(self, folder: Path) -> AsyncIterator[None]:
        server = await asyncio.start_unix_server(self._begin, folder / ".s.PGSQL.5432")
        yield
        server.close()
        await asyncio.gather(*self._carrying)

    def _begin(self, bot: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._carrying.add(asyncio.create_task(self._carry(bot, back)))

    async def _carry(self, bot: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        database, forth = await asyncio.open_unix_connection(f"{postgresql.server()}/.s.PGSQL.5432")
        answers = asyncio.create_task(_pour(database, back))
        while said := await bot.read(65536):
            self._asked |= b"INSERT INTO reservations" in said
            if self._asked and not self.broke and b"COMMIT" in said:
                self.broke += 1
                answers.cancel()
                await asyncio.gather(answers, return_exceptions=True)
                forth.write(said)
                await database.read(1)
                break
            forth.write(said)
        answers.cancel()
        await asyncio.gather(answers, return_exceptions=True)
        for end in (back, forth):
            end.close()
            with suppress(OSError):
                await end.wait_closed()


async def _pour(out_of: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    while said := await out_of.read(65536):
        into.write(said)


async def test_what_was_kept_without_an_answer_is_not_done_again(
    tmp_path: Path, url: str, clock: RehearsalClock
) -> None:
    wire = Wire()
    async with wire.laid(tmp_path):
        town = Town(f"postgresql://postgres@/{LOST}?host={tmp_path}", clock)
        await town.open()
        paul = await join(phone(town, 2002, "Paul"), Role.REFERENT)
        amina = await beneficiary(town, paul, 1001, "Amina")
        await amina.presses(f"ask:{await town.publish()}:1")
        assert wire.broke == 1
        await town.close()
    assert rows(url, "SELECT state FROM history") == [{"state": "requested"}]
    assert rows(url, "SELECT state FROM inbox WHERE state <> 'done'") == []
    assert "Demande envoyée" in amina.text
    assert amina.toast == "C'est noté.", "she did not ask twice"
