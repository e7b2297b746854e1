"""A hundred people ask for the last ten places at once: ten have them (P1, P6). And the control: without the one
conditional sentence to the database, the same crowd is promised places that do not exist."""

import asyncio
import multiprocessing

from bot import reservations
from bot.domain.refusals import NotEnoughPlaces
from storage.engine import connect
from storage.store import Storage
from tests.given import NOW, a_person, a_session, rows, storage_at

CROWD, LAST = 100, 10


async def invite_a_crowd(storage: Storage, people: int = CROWD, places: int = LAST) -> tuple[list[int], int]:
    async with storage.writing() as store:
        return [await a_person(store, f"person {n}") for n in range(people)], await a_session(store, places)


async def asks(storage: Storage, who: int, session: int, places: int = 1) -> bool:
    """Who was told "Demande envoyée."."""
    try:
        async with storage.writing() as store:
            await reservations.request(store, await store.people.get(who), session, places, NOW)
    except NotEnoughPlaces:
        return False
    return True


def promised(url: str) -> tuple[int, int]:
    """Places of live reservations, and the counter."""
    (live,) = rows(url, "SELECT coalesce(sum(places), 0) AS n FROM reservations WHERE state = 'requested'")
    (session,) = rows(url, "SELECT taken FROM sessions")
    return live["n"], session["taken"]


async def test_ten_have_the_last_ten_places(url: str) -> None:
    async with storage_at(url) as storage:
        crowd, session = await invite_a_crowd(storage)
        told = await asyncio.gather(*(asks(storage, who, session) for who in crowd))
    assert sum(told) == LAST
    assert promised(url) == (LAST, LAST)


async def test_households_of_three_leave_one_place_and_full_is_only_said_when_it_was(url: str) -> None:
    async with storage_at(url) as storage:
        crowd, session = await invite_a_crowd(storage)
        told = await asyncio.gather(*(asks(storage, who, session, places=3) for who in crowd))
        assert await asks(storage, crowd[-1], session), "one place was left"
    assert sum(told) == LAST // 3
    assert promised(url) == (LAST, LAST)


async def test_the_sentence_to_the_database_gives_ten_with_no_rule_above_it(url: str) -> None:
    async with storage_at(url) as storage:
        crowd, session = await invite_a_crowd(storage)

        async def takes() -> bool:
            async with storage.writing() as store:
                return await store.offers.take(session, 1, NOW)

        assert sum(await asyncio.gather(*(takes() for _ in crowd))) == LAST


async def test_one_person_tapping_a_hundred_times_asks_once(url: str) -> None:
    async with storage_at(url) as storage:
        (amina,), session = await invite_a_crowd(storage, people=1)
        await asyncio.gather(*(asks(storage, amina, session) for _ in range(CROWD)), return_exceptions=True)
    assert promised(url) == (1, 1)


async def _half_of_the_crowd(url: str, crowd: list[int], session: int) -> None:
    storage = Storage(await connect(url))
    await asyncio.gather(*(asks(storage, who, session) for who in crowd))
    await storage.close()


def process(url: str, crowd: list[int], session: int) -> None:
    asyncio.run(_half_of_the_crowd(url, crowd, session))


async def test_two_processes_on_one_database_promise_no_place_twice(url: str) -> None:
    async with storage_at(url) as storage:
        crowd, session = await invite_a_crowd(storage)
    spawn = multiprocessing.get_context("spawn")
    halves = [spawn.Process(target=process, args=(url, half, session)) for half in (crowd[::2], crowd[1::2])]
    for it in halves:
        it.start()
    for it in halves:
        await asyncio.to_thread(it.join)
    assert [it.exitcode for it in halves] == [0, 0]
    assert promised(url) == (LAST, LAST)


async def test_control_reading_first_and_writing_afterwards_oversells(url: str) -> None:
    """Everybody has read before anybody writes: each finds a free place, and the counter believes in one."""
    async with storage_at(url) as storage:
        crowd, session = await invite_a_crowd(storage)
        database = await connect(url)
        everybody = asyncio.Barrier(len(crowd))

        async def asks_carelessly(who: int) -> bool:
            async with database.reading() as looking:
                row = await looking.one("SELECT taken, capacity FROM sessions WHERE id = :id", id=session)
            await everybody.wait()
            if row["taken"] + 1 > row["capacity"]:
                return False
            async with database.writing() as writing:
                await writing.rows("UPDATE sessions SET taken = :n WHERE id = :id", n=row["taken"] + 1, id=session)
            async with storage.writing() as store:
                await store.reservations.add(session, who, 1, NOW, who, NOW)
            return True

        told = await asyncio.gather(*map(asks_carelessly, crowd))
        await database.close()
    oversold = sum(told) - LAST
    assert oversold == CROWD - LAST
    assert promised(url) == (CROWD, 1)
