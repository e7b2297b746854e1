"""The shelf of ticks, on both databases: a number, that two who count at once both raise."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.offers import Publication
from bot.domain.ticks import Door, Welcome
from storage.engine import connect
from storage.store import Storage
from tests.given import NOW, a_session, rows

TUESDAY = date(2027, 3, 9)
DOOR = Door(Welcome.PERMANENCE, 1, TUESDAY)
CROWD = 20


async def houses(storage: Storage) -> tuple[int, int]:
    async with storage.writing() as store:
        return await store.people.organisation("CCAS", NOW), await store.people.organisation("Relais", NOW)


async def test_each_house_counts_its_own_and_nothing_is_below_zero(storage: Storage, url: str) -> None:
    ours, theirs = await houses(storage)
    async with storage.writing() as store:
        assert await store.ticks.of(DOOR, ours) == 0
        assert [await store.ticks.add(DOOR, ours, people) for people in (1, 5)] == [1, 6]
        assert await store.ticks.add(DOOR, theirs, 1) == 1
        assert [await store.ticks.take_back(DOOR, theirs) for _ in range(3)] == [True, False, False]
        assert [await store.ticks.of(DOOR, house) for house in (ours, theirs)] == [6, 0]
        assert await store.ticks.counted(ours, TUESDAY) == {DOOR: 6}
        assert await store.ticks.counted(ours, TUESDAY + timedelta(days=1)) == {}
    assert {column for row in rows(url, "SELECT * FROM ticks") for column in row} == {
        "kind", "number", "day", "organisation_id", "n",
    }, "never who ticked, never who came, never when"  # fmt: skip


async def test_a_period_has_its_days_and_no_others_and_what_was_called_off_counts_nowhere(storage: Storage) -> None:
    ours, theirs = await houses(storage)
    async with storage.writing() as store:
        kept, off = [await a_session(store, None, title=title) for title in ("Bal", "Fête")]
        called_off = replace(await store.offers.session(off), publication=Publication.CANCELLED)
        assert await store.changes.put_session(called_off, told=False)
        for door, house, people in (
            (DOOR, ours, 5),
            (Door(Welcome.PERMANENCE, 2, date(2027, 3, 31)), theirs, 1),
            (Door(Welcome.PERMANENCE, 1, date(2027, 4, 1)), ours, 5),
            (Door(Welcome.OPEN, kept, TUESDAY), ours, 1),
            (Door(Welcome.OPEN, off, TUESDAY), ours, 5),
        ):
            await store.ticks.add(door, house, people)
        march = date(2027, 3, 1), date(2027, 4, 1)
        assert await store.ticks.sums(None, *march) == {Welcome.OPEN: 1, Welcome.PERMANENCE: 6}
        assert await store.ticks.sums(ours, *march) == {Welcome.OPEN: 1, Welcome.PERMANENCE: 5}
        assert await store.ticks.sums(theirs, *march) == {Welcome.OPEN: 0, Welcome.PERMANENCE: 1}


async def test_a_crowd_that_ticks_at_once_is_counted_whole(storage: Storage, url: str) -> None:
    ours, _ = await houses(storage)
    other = Storage(await connect(url))

    async def ticks(on: Storage) -> None:
        async with on.writing() as store:
            await store.ticks.add(DOOR, ours, 1)

    await asyncio.gather(*(ticks(on) for on in (storage, other) for _ in range(CROWD // 2)))
    await other.close()
    async with storage.reading() as store:
        assert await store.ticks.of(DOOR, ours) == CROWD


async def test_control_reading_first_and_writing_afterwards_loses_the_crowd(storage: Storage, url: str) -> None:
    ours, _ = await houses(storage)
    async with storage.writing() as store:
        await store.ticks.add(DOOR, ours, 1)
    database, everybody = await connect(url), asyncio.Barrier(CROWD)

    async def ticks_carelessly() -> None:
        async with database.reading() as looking:
            seen = await looking.one("SELECT n FROM ticks")
        await everybody.wait()
        async with database.writing() as writing:
            await writing.rows("UPDATE ticks SET n = :n", n=seen["n"] + 1)

    await asyncio.gather(*(ticks_carelessly() for _ in range(CROWD)))
    await database.close()
    async with storage.reading() as store:
        assert await store.ticks.of(DOOR, ours) == 1 + 1
