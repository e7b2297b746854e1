"""The shelf of company: one companion a place, a turn for every change, on both databases."""

from datetime import timedelta

from bot.domain.company import Wish
from bot.domain.reservations import State
from bot.ports import Store
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, a_person, a_reservation, a_session


async def a_place(store: Store, name: str = "Amina", to: State = State.APPROVED, session: int = 0) -> int:
    number = await a_reservation(store, await a_person(store, name), session or await a_session(store, title=name))
    if to is not State.REQUESTED:
        assert await store.reservations.move(await store.reservations.get(number), to, None, NOW)
    return number


async def test_a_wish_said_twice_is_said_once(storage: Storage) -> None:
    async with storage.writing() as store:
        place = await a_place(store, to=State.REQUESTED)
        assert (await store.reservations.get(place)).wish is None
        assert [await store.company.wish(place, Wish.GUEST) for _ in range(2)] == [True, False]
        it = await store.reservations.get(place)
        assert (it.wish, it.company_turn) == (Wish.GUEST, 1)


async def test_what_has_ended_wishes_for_nothing(storage: Storage) -> None:
    async with storage.writing() as store:
        place = await a_place(store, to=State.REFUSED)
        assert not await store.company.wish(place, Wish.COMPANY)


async def test_the_first_to_come_along_does_and_only_for_a_place_that_is_approved(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, karine = await a_person(store, "Paul"), await a_person(store, "Karine")
        place, asked = await a_place(store), await a_place(store, "Bilal", State.REQUESTED)
        assert not await store.company.accompany(asked, paul)
        assert [await store.company.accompany(place, each) for each in (paul, karine)] == [True, False]
        it = await store.reservations.get(place)
        assert (it.accompanied_by, it.companion, it.wish) == (paul, "Paul", Wish.COMPANY)
        assert not await store.company.let_go(place, karine)
        assert await store.company.let_go(place, paul)
        assert await store.company.accompany(place, karine)
        assert (await store.reservations.get(place)).company_turn == 3


async def test_who_wishes_otherwise_is_gone_with_no_more_and_who_was_to_come_is_remembered(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, place = await a_person(store, "Paul"), await a_place(store)
        await store.company.accompany(place, paul)
        assert await store.company.wish(place, Wish.ALONE)
        it = await store.reservations.get(place)
        assert (it.accompanied_by, it.companion_id, it.lacks_company) == (None, paul, False)
        assert not await store.company.accompany(place, paul)
        assert await store.company.wish(place, Wish.COMPANY)
        it = await store.reservations.get(place)
        assert (it.companion_id, it.lacks_company) == (None, True)


async def test_whom_one_goes_with_by_outing_and_ahead(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, concert = await a_person(store, "Paul"), await a_session(store)
        later = await a_session(store, starts_at=IN_TEN_DAYS + timedelta(days=1), title="Ballet")
        places = [
            await a_place(store, name, session=session)
            for name, session in (("Omar", later), ("Chloé", concert), ("Bilal", concert), ("Amina", concert))
        ]
        for place in places[:3]:
            await store.company.accompany(place, paul)
        await store.company.wish(places[2], Wish.GUEST)
        assert [it.person for it in await store.company.of(paul, concert)] == ["Chloé"]
        assert [it.person for it in await store.company.ahead(paul, NOW)] == ["Chloé", "Omar"]
        assert [it.person for it in await store.company.ahead(paul, IN_TEN_DAYS)] == ["Omar"]
        await store.reservations.move(await store.reservations.get(places[1]), State.CANCELLED, None, NOW)
        assert await store.company.of(paul, concert) == []
