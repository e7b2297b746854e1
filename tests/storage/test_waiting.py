"""The shelves of the waiting list: the order, the chain, the moments when time changes something."""

from datetime import timedelta

from bot.domain.letters import Kind
from bot.domain.reservations import State
from bot.domain.waiting import Why
from bot.ports import Store
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, a_person, a_reservation, a_session, rows

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def names(store: Store, session: int) -> list[str]:
    return [it.person for it in await store.waiting.line(session)]


async def held(store: Store, person: int, session: int, until: int = 3) -> int:
    """A held offer in the chain that runs."""
    assert await store.offers.take(session, 1, NOW)
    chain = await store.freed.chain(session)
    return await store.reservations.hold(session, person, 1, NOW + until * HOUR, chain, NOW)


async def test_the_line_is_in_order_of_arrival_and_then_of_writing(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store)
        for name, late in (("Amina", 2), ("Bilal", 1), ("Chloé", 1)):
            await store.waiting.add(concert, await a_person(store, name), 1, NOW + late * MINUTE, None)
        assert await names(store, concert) == ["Bilal", "Chloé", "Amina"]


async def test_an_override_goes_first_until_it_is_used(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, karine = await a_session(store), await a_person(store, "Karine")
        amina, bilal = await a_person(store), await a_person(store, "Bilal")
        for person in (amina, bilal):
            await store.waiting.add(concert, person, 1, NOW, None)
        entry = await store.waiting.of(bilal, concert)
        assert entry is not None
        await store.list_rules.override(entry, karine, "Un anniversaire", NOW + MINUTE)
        assert await names(store, concert) == ["Bilal", "Amina"]
        (logged,) = await store.list_rules.overrides(concert)
        assert (logged.person, logged.by, logged.reason) == ("Bilal", "Karine", "Un anniversaire")
        await store.offers.take(concert, 1, NOW)
        number = await store.reservations.hold(concert, bilal, 1, NOW + HOUR, None, NOW + 2 * MINUTE)
        await store.reservations.move(await store.reservations.get(number), State.DECLINED, bilal, NOW)
        assert await names(store, concert) == ["Amina", "Bilal"]


async def test_passing_lasts_for_one_chain_and_a_held_offer_goes_on_in_the_next(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, amina, bilal = await a_session(store), await a_person(store), await a_person(store, "Bilal")
        for person in (amina, bilal):
            await store.waiting.add(concert, person, 1, NOW, None)
        await store.freed.start_chain(concert, NOW)
        first, second = await held(store, amina, concert), await held(store, bilal, concert)
        await store.reservations.move(await store.reservations.get(first), State.DECLINED, amina, NOW)
        assert [(it.passed, it.held) for it in await store.waiting.line(concert)] == [(True, False), (False, True)]
        await store.freed.start_chain(concert, NOW)
        await store.reservations.move(await store.reservations.get(second), State.LAPSED, None, NOW)
        assert [it.passed for it in await store.waiting.line(concert)] == [False, True]


async def test_two_chains_of_one_second_are_two(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store)
        assert await store.freed.chain(concert) is None
        await store.freed.start_chain(concert, NOW)
        await store.freed.start_chain(concert, NOW)
        assert await store.freed.chain(concert) == NOW + timedelta(seconds=1)


async def test_one_entry_a_person_and_outing(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        concert, amina = await a_session(store), await a_person(store)
        for places in (1, 3):
            await store.waiting.add(concert, amina, places, NOW, None)
        assert await store.waiting.close(amina, concert, Why.LEFT, NOW)
        assert not await store.waiting.close(amina, concert, Why.LEFT, NOW)
        await store.waiting.add(concert, amina, 2, NOW, None)
    assert [it["places"] for it in rows(url, "SELECT places FROM waiting ORDER BY id")] == [1, 2]


async def test_an_earlier_yes_stands_until_a_later_no(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, concert = await a_person(store, "Paul"), await a_session(store)
        amina = await a_person(store, "Amina", paul)
        assert await store.waiting.earlier_yes(amina, concert) is None
        for last, expected in ((State.CANCELLED, paul), (State.REFUSED, None)):
            number = await a_reservation(store, amina, concert)
            it = await store.reservations.get(number)
            if last is State.CANCELLED:
                await store.reservations.move(it, State.APPROVED, paul, NOW)
                it = await store.reservations.get(number)
            await store.reservations.move(it, last, paul, NOW)
            assert await store.waiting.earlier_yes(amina, concert) == expected


async def test_back_where_they_were_only_for_the_place_taken_at_that_moment(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, amina, bilal = await a_session(store), await a_person(store), await a_person(store, "Bilal")
        for person in (amina, bilal):
            await store.waiting.add(concert, person, 1, NOW, None)
        await store.waiting.close(amina, concert, Why.TOOK, NOW + HOUR)
        assert not await store.waiting.take_up_again(amina, concert, NOW + 2 * HOUR)
        assert await store.waiting.take_up_again(amina, concert, NOW + HOUR)
        assert await names(store, concert) == ["Amina", "Bilal"]


async def test_a_held_offer_becomes_a_request_once(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, amina = await a_session(store), await a_person(store)
        it = await store.reservations.get(await held(store, amina, concert))
        assert await store.reservations.ask_from_hold(it, IN_TEN_DAYS, NOW + HOUR)
        assert not await store.reservations.ask_from_hold(it, IN_TEN_DAYS, NOW + HOUR)
        asked = await store.reservations.get(it.id)
        assert (asked.state, asked.requested_at, asked.expires_at) == (State.REQUESTED, NOW + HOUR, IN_TEN_DAYS)


async def test_the_next_moment_is_the_soonest_of_three(storage: Storage) -> None:
    async with storage.writing() as store:
        assert await store.freed.next_moment() is None
        concert, amina, bilal = await a_session(store, 1), await a_person(store), await a_person(store, "Bilal")
        await store.waiting.add(concert, amina, 1, NOW, None)
        # One place is free, and nobody on the list was told: the last hours will tell.
        assert await store.freed.next_moment() == IN_TEN_DAYS - DAY
        await held(store, bilal, concert)
        assert await store.freed.next_moment() == NOW + 3 * HOUR
        (offer,) = await store.reservations.unanswered(NOW + 3 * HOUR)
        await store.reservations.move(offer, State.APPROVED, bilal, NOW)
        assert await store.freed.next_moment() == IN_TEN_DAYS
        assert [it.person for it in await store.freed.over(IN_TEN_DAYS)] == ["Amina"]


async def test_what_the_list_was_told_in_the_last_hours_is_not_told_again(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store, 1)
        await store.waiting.add(concert, await a_person(store), 1, NOW, None)
        begin = IN_TEN_DAYS - DAY
        assert await store.freed.untold(begin - timedelta(seconds=1)) == []
        assert await store.freed.untold(begin) == [concert]
        await store.freed.start_chain(concert, begin)
        assert await store.freed.untold(begin) == []
        assert await store.freed.next_moment() == IN_TEN_DAYS


async def test_a_letter_has_left_when_it_waits_no_more(storage: Storage) -> None:
    async with storage.writing() as store:
        assert not await store.letters.has_left("reservation:1", Kind.TURN)
