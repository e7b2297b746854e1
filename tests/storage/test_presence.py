"""On PostgreSQL any number use the town together, and nobody beside whoever is alone with it."""

import asyncio

import psycopg
import pytest

from storage import presence
from storage.alone import alone
from storage.engine import DatabaseIll
from storage.postgresql import OURS, PRESENT
from storage.presence import present
from tests import postgresql
from tests.given import rows

OF_OURS = f"""FROM pg_locks WHERE locktype = 'advisory' AND classid = {OURS} AND objid = {PRESENT}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""  # noqa: S608 - words of our own
END_IT = f"SELECT pg_terminate_backend(pid) {OF_OURS} AND granted"
REFUSED = "est en train d'être remplacée ou déplacée"


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> str:
    """Losses are noticed soon."""
    monkeypatch.setattr(presence, "PULSE", 0.05)
    return postgresql.emptied()


def here(url: str, granted: bool) -> int:
    return len(rows(url, f"SELECT pid {OF_OURS} AND granted = {granted}"))


async def until_there_is_one(url: str, granted: bool) -> None:
    for _ in range(500):
        if here(url, granted) == 1:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody has come")


async def test_any_number_are_here_and_nobody_is_alone_beside_them(url: str) -> None:
    async with present(url):
        async with present(url):
            with pytest.raises(DatabaseIll, match="Un autre robot utilise déjà la base worker_"), alone(url):
                pass
        with pytest.raises(DatabaseIll, match="Arrêtez-le d'abord"), alone(url):
            pass
    with alone(url):
        pass


async def test_nobody_comes_while_somebody_is_alone(url: str) -> None:
    with alone(url):
        with pytest.raises(DatabaseIll, match=REFUSED):
            async with present(url):
                pass
        with pytest.raises(DatabaseIll, match="Arrêtez-le d'abord"), alone(url):
            pass
    async with present(url):
        pass


async def test_who_was_cut_off_comes_back(url: str) -> None:
    async with present(url):
        rows(url, END_IT)
        await until_there_is_one(url, granted=True)
        with pytest.raises(DatabaseIll), alone(url):
            pass


async def test_who_was_cut_off_and_finds_somebody_alone_is_sent_away(url: str) -> None:
    """Whoever waits in line has the lock as soon as it falls."""
    with psycopg.connect(url, autocommit=True) as first:

        async def work() -> None:
            async with present(url):
                alone = asyncio.to_thread(first.execute, f"SELECT pg_advisory_lock({OURS}, {PRESENT})")
                waiting = asyncio.create_task(alone)
                await until_there_is_one(url, granted=False)
                rows(url, END_IT)
                await waiting
                await asyncio.sleep(10)

        with pytest.raises(DatabaseIll, match=REFUSED):
            await work()


async def test_who_is_asked_to_stop_stops(url: str) -> None:
    async def work() -> None:
        async with present(url):
            await asyncio.sleep(10)

    working = asyncio.create_task(work())
    await until_there_is_one(url, granted=True)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert here(url, granted=True) == 0
