"""What a worker had in hand when it died, or when its database went away, on PostgreSQL (U1, U5)."""

import asyncio
from datetime import timedelta

import pytest
from procrastinate import utils

from storage.queue import queue_at
from storage.store import Storage
from tests import postgresql
from tests.given import rows, storage_at

HELD_BY_ONE_THAT_DIED = """
    WITH died AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id)
    UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM died) RETURNING id
"""


@pytest.mark.parametrize("clock_off", [timedelta(days=-1), timedelta(0), timedelta(days=1)])
async def test_it_is_given_back_at_once_whatever_the_clock_of_who_gives_it_back(
    clock_off: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.emptied()
    told = utils.utcnow() + clock_off
    monkeypatch.setattr(utils, "utcnow", lambda: told)
    storage = await Storage.open(url)
    async with storage.writing() as store:
        await store.jobs.serve(1, 1001)
    await storage.close()
    assert len(rows(url, HELD_BY_ONE_THAT_DIED)) == 1
    async with queue_at(url) as queue:
        assert await queue.rescue() == 1
        assert await queue.rescue() == 0
    assert rows(url, "SELECT status, coalesce(scheduled_at, now()) <= now() AS ready FROM procrastinate_jobs") == [
        {"status": "todo", "ready": True}
    ]


HELD_BY_ONE_THAT_LIVES = """
    UPDATE procrastinate_jobs SET worker_id = (SELECT max(id) FROM procrastinate_workers)
    WHERE status = 'doing' AND worker_id IS NULL
"""
"""Only the one: the worker may be ending another at this moment, and the test would wait for it on its own loop."""


async def test_what_a_living_worker_knows_nothing_of_is_given_back_and_the_chat_goes_on() -> None:
    url = postgresql.emptied()
    done: list[int] = []

    async def do(number: int) -> None:
        done.append(number)

    async with storage_at(url) as storage, queue_at(url) as queue:
        async with storage.writing() as store:
            await store.jobs.serve(1, 1001)
        rows(url, "UPDATE procrastinate_jobs SET status = 'doing'")
        async with storage.writing() as store:
            await store.jobs.serve(2, 1001)
            await store.jobs.serve(3, 1002)
            await store.jobs.deliver(4, 1, "1")
        working = asyncio.create_task(queue.work(do, do))
        await _are(done, {3, 4})
        await _are_left(url, {1, 2})
        rows(url, HELD_BY_ONE_THAT_LIVES)
        assert await queue.rescue() == 0, "it may have been handed out this very moment"
        assert await queue.rescue() == 1
        await _are(done, {1, 2, 3, 4})
        await _are_left(url, set())
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _are(done: list[int], expected: set[int]) -> None:
    async with asyncio.timeout(20):
        while set(done) != expected:  # noqa: ASYNC110 - the queue knows no end
            await asyncio.sleep(0.05)


async def _are_left(url: str, expected: set[int]) -> None:
    """What is done may still be ending."""
    async with asyncio.timeout(20):
        while {it["args"]["number"] for it in rows(url, "SELECT args FROM procrastinate_jobs")} != expected:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)


async def test_work_that_ended_begins_again() -> None:
    url = postgresql.emptied()
    done: list[int] = []

    async def do(number: int) -> None:
        done.append(number)

    async with storage_at(url) as storage, queue_at(url) as queue:
        for number in (1, 2):
            async with storage.writing() as store:
                await store.jobs.serve(number, 1000 + number)
            working = asyncio.create_task(queue.work(do, do))
            await _are(done, set(range(1, number + 1)))
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


async def test_what_is_under_way_is_left_alone() -> None:
    url = postgresql.emptied()
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def takes_its_time(_: int) -> None:
        begun.set()
        await may_end.wait()

    async with storage_at(url) as storage, queue_at(url) as queue:
        async with storage.writing() as store:
            await store.jobs.serve(1, 1001)
        working = asyncio.create_task(queue.work(takes_its_time, takes_its_time))
        await asyncio.wait_for(begun.wait(), 20)
        assert [await queue.rescue() for _ in range(3)] == [0, 0, 0]
        may_end.set()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
