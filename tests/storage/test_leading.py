"""Of several bots on one PostgreSQL one leads, and another takes over."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import psycopg
import pytest

from storage import leading
from storage.leading import lead
from tests import postgresql
from tests.given import rows

HELD = """SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
END_IT = """SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> str:
    """A server that is quick to give up."""
    monkeypatch.setattr(leading, "PULSE", 0.05)
    monkeypatch.setattr(leading, "GRACE", 0.1)
    monkeypatch.setattr(leading, "SILENCE", "500ms")
    return postgresql.emptied()


class Desk:
    """Who works, as they would be seen."""

    def __init__(self) -> None:
        self.working: list[str] = []
        self.began: list[str] = []
        self.news = asyncio.Condition()

    def by(self, name: str) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            async with self.news:
                self.working.append(name)
                self.began.append(name)
                self.news.notify_all()
            assert len(self.working) == 1, f"{self.working} work together"
            try:
                await asyncio.sleep(3600)
            finally:
                self.working.remove(name)

        return work

    async def sees(self, *began: str) -> None:
        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(lambda: self.began == list(began) and bool(self.working))


@asynccontextmanager
async def started(*work: Awaitable[None]) -> AsyncIterator[Sequence[asyncio.Future[None]]]:
    tasks = [asyncio.ensure_future(it) for it in work]
    yield tasks
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_second_waits_and_takes_over_when_the_first_is_gone(url: str) -> None:
    desk = Desk()
    async with started(lead(url, desk.by("first"))) as (first,):
        await desk.sees("first")
        async with started(lead(url, desk.by("second"))):
            await asyncio.sleep(0.3)
            assert desk.working == ["first"]
            first.cancel()
            await desk.sees("first", "second")


async def test_a_second_that_is_told_to_leave_before_its_turn_gives_the_lead_back(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "GRACE", 60)
    desk = Desk()
    async with started(lead(url, desk.by("first"))) as (first,):
        await desk.sees("first")
        async with started(lead(url, desk.by("second"))):
            await asyncio.sleep(0.3)
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
            async with asyncio.timeout(10):
                while not rows(url, HELD):  # noqa: ASYNC110 - the server tells it to those who ask
                    await asyncio.sleep(0.02)
    assert rows(url, HELD) == []
    async with started(lead(url, desk.by("third"))):
        await desk.sees("first", "third")


async def test_a_leader_whose_lock_is_gone_stops_and_leads_again(url: str) -> None:
    desk = Desk()
    async with started(lead(url, desk.by("first"))):
        await desk.sees("first")
        rows(url, END_IT)
        await desk.sees("first", "first")


async def test_a_leader_that_gives_no_sign_is_succeeded(url: str) -> None:
    """Stopped, or cut off: its connection is there, and says nothing."""
    desk = Desk()
    silent = await leading._try(url)  # noqa: SLF001 - a leader without a pulse
    assert silent is not None
    async with started(lead(url, desk.by("second"))):
        await asyncio.sleep(0.2)
        assert desk.began == []
        await desk.sees("second")
    with pytest.raises(psycopg.OperationalError):
        await silent.execute("SELECT 1")
    await silent.close()


async def test_what_the_work_raises_is_raised(url: str) -> None:
    async def refused() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await lead(url, refused)
