"""Timetables, where people set out from, and when they mean to leave."""

from datetime import date, timedelta

from bot.domain.letters import Fate
from bot.domain.setting_out import Means, Start
from storage.store import Storage
from tests.given import NOW, a_letter, a_person, a_reservation, a_session

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)


async def test_a_refreshed_timetable_takes_the_place_of_the_former(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.timetables.put("Régie", FIRST, date(2027, 3, 31), b"\x00old", NOW)
        await store.timetables.put("Ferry", FIRST, LAST, b"boats", NOW)
        await store.timetables.put("Régie", FIRST, LAST, b"\xff\x00new", NOW)
    async with storage.reading() as store:
        ferry, bus = await store.timetables.all()
        assert (ferry.name, bus.name, bus.last_day) == ("Ferry", "Régie", LAST)
        assert await store.timetables.content(bus.digest) == b"\xff\x00new"
        assert ferry.digest != bus.digest


async def test_a_refresh_that_fails_leaves_the_former(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.timetables.put("Régie", FIRST, LAST, b"old", NOW)
    try:
        async with storage.writing() as store:
            await store.timetables.put("Régie", FIRST, LAST, b"new", NOW)
            raise ValueError
    except ValueError:
        pass
    async with storage.reading() as store:
        (kept,) = await store.timetables.all()
        assert await store.timetables.content(kept.digest) == b"old"


async def test_a_timetable_is_removed_once(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.timetables.put("Régie", FIRST, LAST, b"x", NOW)
        assert await store.timetables.remove("Régie")
        assert not await store.timetables.remove("Régie")
        assert await store.timetables.all() == []


async def test_a_start_is_kept_changed_and_forgotten(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        assert await store.starts.of(amina) == Start()
        for start in (Start(281474976710655, "Île"), Start(7, "Gare", frozenset(Means)), Start(None, "", frozenset())):
            await store.starts.put(amina, start)
            assert await store.starts.of(amina) == start
        await store.starts.forget(amina)
        assert await store.starts.of(amina) == Start()


async def test_a_leaving_is_of_the_outing_as_it_was_said(storage: Storage) -> None:
    async with storage.writing() as store:
        it = await a_reservation(store, await a_person(store), await a_session(store))
        await store.leavings.put(it, 1, NOW)
        assert await store.leavings.of(it, 1) == NOW
        assert await store.leavings.of(it, 2) is None
        await store.leavings.put(it, 2, NOW + timedelta(hours=1))
        assert await store.leavings.of(it, 1) is None
        assert await store.leavings.of(it, 2) == NOW + timedelta(hours=1)


async def test_only_a_letter_that_waits_is_moved(storage: Storage) -> None:
    later = NOW + timedelta(hours=2)
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.letters.write(a_letter(amina, "one"))
        assert await store.letters.move("one", later)
        assert await store.letters.next_due() == later
        assert not await store.letters.move("another", later)
        (taken,) = await store.letters.take_due(later, 1)
        assert not await store.letters.move("one", later), "somebody has it in hand"
        await store.letters.close(taken.id, Fate.SENT, later)
        assert not await store.letters.move("one", later)
