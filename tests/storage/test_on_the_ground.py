"""The shelves of guests, of the roll and of calls; and the record of a person without the app."""

from datetime import timedelta

from bot.domain.attendance import Attendance
from bot.domain.guests import Guest
from bot.domain.people import Role
from bot.domain.reservations import State
from bot.ports import Store
from storage.store import Storage
from tests.given import NOW, a_person, a_reservation, a_session

HOUR = timedelta(hours=1)


async def approved(store: Store, person: int, session: int, places: int = 1) -> int:
    number = await a_reservation(store, person, session, places)
    assert await store.reservations.move(await store.reservations.get(number), State.APPROVED, None, NOW)
    return number


async def test_guests_are_the_approved_ones(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store)
        await approved(store, await a_person(store, "Amina"), concert, 2)
        await a_reservation(store, await a_person(store, "Bilal"), concert)
        assert await store.guests.of_session(concert) == [Guest("Amina", 1, "CCAS", 2)]


async def test_a_confirmation_knows_whether_the_list_changed_after_it(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, karine = await a_session(store), await a_person(store, "Karine")
        number = await approved(store, await a_person(store), concert)
        assert await store.guests.confirmation(concert) is None
        await store.guests.confirm(concert, karine, NOW + HOUR)
        told = await store.guests.confirmation(concert)
        assert told is not None
        assert (told.at, told.by, told.changed_since) == (NOW + HOUR, "Karine", False)
        it = await store.reservations.get(number)
        await store.reservations.move(it, State.CANCELLED, it.person_id, NOW + 2 * HOUR)
        told = await store.guests.confirmation(concert)
        assert told is not None
        assert told.changed_since
        await store.guests.unconfirm(concert)
        assert await store.guests.confirmation(concert) is None


async def test_a_tick_is_kept_for_an_approved_place_only(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, amina = await a_session(store), await a_person(store)
        asked = await a_reservation(store, amina, concert)
        await store.roll.tick(asked, Attendance.ABSENT, amina, NOW)
        assert (await store.reservations.get(asked)).attendance is None
        await store.reservations.move(await store.reservations.get(asked), State.APPROVED, None, NOW)
        await store.roll.tick(asked, Attendance.ABSENT, amina, NOW)
        assert (await store.reservations.get(asked)).attendance is Attendance.ABSENT


async def test_the_roll_is_of_sessions_that_began_in_the_span(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        numbers = [
            await approved(store, amina, await a_session(store, 4, NOW + n * HOUR, title=f"{n}")) for n in (1, 2, 3)
        ]
        found = await store.roll.begun(NOW + HOUR, NOW + 3 * HOUR)
        assert [it.id for it in found] == [numbers[2], numbers[1]]
        assert [it.id for it in await store.roll.past(amina, NOW + 2 * HOUR, 5)] == [numbers[1], numbers[0]]


async def test_calls_are_of_the_referent_s_people_ahead_with_the_newest_call(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await a_person(store, "Paul"), await a_person(store, "Claire")
        concert = await a_session(store)
        mine = await approved(store, await a_person(store, "Fatima", paul), concert)
        await approved(store, await a_person(store, "Dora", claire), concert)
        for at in (NOW, NOW + HOUR):
            await store.calls.tick(mine, paul, at)
        (line,) = await store.calls.ahead(paul, NOW)
        assert (line.it.id, line.has_account, line.reachable, line.called_at) == (mine, False, True, NOW + HOUR)
        assert await store.calls.ahead(paul, line.it.session.starts_at) == []


async def test_enrolling_is_once_and_never_over_an_account(storage: Storage) -> None:
    async with storage.writing() as store:
        fatima = await a_person(store, "Fatima")
        assert await store.people.enrol(fatima, NOW)
        assert not await store.people.enrol(fatima, NOW)
        amina = await a_person(store)
        assert await store.people.link(amina, 1001, 42, NOW)
        assert not await store.people.enrol(amina, NOW)


async def test_a_new_account_must_be_agreed_and_confirmed_again(storage: Storage) -> None:
    async with storage.writing() as store:
        fatima = await a_person(store, "Fatima")
        await store.people.grant(fatima, Role.BENEFICIARY)
        await store.people.enrol(fatima, NOW)
        assert (await store.people.get(fatima)).roles == {Role.BENEFICIARY}
        await store.people.link(fatima, 1001, 42, NOW)
        it = await store.people.get(fatima)
        assert it.roles == {Role.NEWCOMER}
        assert (it.agreed_at, it.confirmed_at) == (None, None)


async def test_who_asked_and_who_moved_last_are_known(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, concert = await a_person(store, "Paul"), await a_session(store)
        fatima = await a_person(store, "Fatima", paul)
        assert await store.offers.take(concert, 1, NOW)
        number = await store.reservations.add(concert, fatima, 1, NOW + HOUR, paul, NOW)
        it = await store.reservations.get(number)
        assert (it.made_by, it.maker, it.moved_by, it.moved_for_them) == (paul, "Paul", paul, True)
        own = await store.reservations.get(await a_reservation(store, await a_person(store), concert))
        assert (own.made_by, own.maker, own.moved_for_them) == (None, "", False)
