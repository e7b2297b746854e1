"""A task cancelled in the middle of writing keeps neither the lock nor half of what it wrote, wherever it was stopped."""

import asyncio
import types
from collections.abc import AsyncIterator, Coroutine, Generator
from typing import Any

import pytest

from storage.engine import Database, connect
from tests.given import rows, storage_at

AT_ONCE = 2.0
"""Seconds: far above what a writer needs, far below the ten that a held lock would cost."""

INSERT = "INSERT INTO organisations (name, created_at) VALUES (:name, 0)"


@types.coroutine
def cancelled_at(wait: int, work: Coroutine[Any, Any, None], stubborn: bool = False) -> Generator[Any, None, bool]:
    """Run the work in this task, and cancel the task at that wait of its (`stubborn`: at every later one too).
    True when the work has so many waits."""
    waits, step, value = 0, work.send, None
    task = asyncio.current_task()
    assert task is not None
    while True:
        try:
            waiting_for = step(value)
        except StopIteration:
            return waits > wait
        if waits == wait or (stubborn and waits > wait):
            task.cancel()
        waits += 1
        try:
            yield waiting_for
        except asyncio.CancelledError as cancelled:
            step, value = work.throw, cancelled
        else:
            step, value = work.send, None


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = await connect(url)
    yield database
    await database.close()


async def write_both(database: Database, n: int) -> None:
    async with database.writing() as connection:
        await connection.rows(INSERT, name=f"one half of {n}")
        await asyncio.sleep(0)
        await connection.rows(INSERT, name=f"other half of {n}")


async def cancel_everywhere(database: Database, stubborn: bool) -> int:
    """At the first wait, at the second … until the work has no more; how many there were."""
    for wait in range(200):
        task = asyncio.create_task(_reached(wait, database, stubborn))
        try:
            reached = await task
        except asyncio.CancelledError:
            reached = True
        if not reached:
            return wait
        async with asyncio.timeout(AT_ONCE), database.writing() as next_writer:
            await next_writer.rows(INSERT, name=f"next after {wait}")
    raise AssertionError("the work never ended")


async def _reached(wait: int, database: Database, stubborn: bool) -> bool:
    return await cancelled_at(wait, write_both(database, wait), stubborn)


@pytest.mark.parametrize("stubborn", [False, True], ids=["cancelled once", "cancelled again and again"])
async def test_the_next_writer_works_at_once_and_nothing_half_done_is_kept(
    database: Database, url: str, stubborn: bool
) -> None:
    waits = await cancel_everywhere(database, stubborn)
    assert waits >= 2, "between the halves, and at the commit"
    kept = {it["name"] for it in rows(url, "SELECT name FROM organisations")}
    for n in range(waits):
        assert f"next after {n}" in kept
        assert (f"one half of {n}" in kept) is (f"other half of {n}" in kept)
    assert "one half of 0" not in kept


async def test_whoever_waits_for_the_lock_and_is_cancelled_lets_the_next_one_pass(database: Database) -> None:
    async with database.writing():
        waiting = [asyncio.create_task(write_both(database, n)) for n in (1, 2)]
        await asyncio.sleep(0)
        waiting[0].cancel()
    await asyncio.wait_for(waiting[1], AT_ONCE)
    assert waiting[0].cancelled()


async def test_a_cancelled_reader_gives_its_connection_back(url: str) -> None:
    """More cancelled readers than there are connections."""
    async with storage_at(url) as storage:

        async def look() -> None:
            async with storage.reading() as store:
                await store.letters.next_due()
                await asyncio.sleep(60)

        for _ in range(10):
            reader = asyncio.create_task(look())
            await asyncio.sleep(0.01)
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)
        async with asyncio.timeout(AT_ONCE), storage.reading() as store:
            assert await store.letters.next_due() is None


async def test_control_on_a_bare_connection_a_cancelled_task_keeps_the_lock(database: Database, url: str) -> None:
    """What the rollback is for."""
    bare = database._writer  # noqa: SLF001 - the control goes around the guard on purpose

    async def write() -> None:
        await bare.begin(writing=True)
        await asyncio.sleep(60)

    writer = asyncio.create_task(write())
    await asyncio.sleep(0.1)
    writer.cancel()
    await asyncio.gather(writer, return_exceptions=True)
    elsewhere = await connect(url)
    next_writer = asyncio.create_task(write_both(elsewhere, 1))
    await asyncio.wait({next_writer}, timeout=0.2)
    assert not next_writer.done()
    await bare.roll_back()
    await next_writer
    await elsewhere.close()
