"""Each list is its own, each entry its person's, and an override moves one person once (R3)."""

from datetime import datetime, timedelta

import pytest

from bot.domain.refusals import Gone
from bot.domain.reservations import State
from bot.domain.waiting import Entry, Why
from bot.ports import Store
from storage.store import Storage
from tests.given import NOW, a_person, a_reservation, a_session

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def waits(store: Store, person: int, session: int, ranked_at: datetime = NOW) -> Entry:
    await store.waiting.add(session, person, 1, ranked_at, None)
    return await entry(store, person, session)


async def entry(store: Store, person: int, session: int) -> Entry:
    it = await store.waiting.of(person, session)
    assert it is not None
    return it


async def names(store: Store, session: int) -> list[str]:
    return [it.person for it in await store.waiting.line(session)]


async def test_two_lists_and_two_people_are_never_mixed_up(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, ball = await a_session(store), await a_session(store, title="Bal")
        amina, bilal, driss = [await a_person(store, name) for name in ("Amina", "Bilal", "Driss")]
        first = await waits(store, amina, concert)
        second, third = await waits(store, amina, ball), await waits(store, bilal, ball)
        await waits(store, driss, ball)
        assert await store.waiting.close(driss, ball, Why.LEFT, NOW)
        assert [(await store.waiting.get(it.id)).session.id for it in (first, second, third)] == [concert, ball, ball]
        assert await names(store, concert) == ["Amina"]
        assert await names(store, ball) == ["Amina", "Bilal"]
        assert await store.waiting.of(bilal, concert) is None
        assert await store.waiting.of(driss, ball) is None
        with pytest.raises(Gone):
            await store.waiting.get(999)


async def test_what_a_person_waits_for_is_to_come_not_left_and_not_held_for_them(storage: Storage) -> None:
    async with storage.writing() as store:
        amina, bilal = await a_person(store), await a_person(store, "Bilal")
        late, soon, over, left, has = [
            await a_session(store, starts_at=NOW + n * DAY, title=str(n)) for n in (9, 3, 1, 4, 5)
        ]
        for outing in (late, soon, over, left, has):
            await waits(store, amina, outing)
        await waits(store, bilal, late)
        await store.waiting.close(amina, left, Why.LEFT, NOW)
        await a_reservation(store, amina, has)
        assert [it.session.id for it in await store.waiting.of_person(amina, NOW + DAY)] == [soon, late]
        assert [it.session.id for it in await store.waiting.of_person(bilal, NOW)] == [late]


async def test_leaving_a_list_leaves_that_one_alone(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, ball = await a_session(store), await a_session(store, title="Bal")
        amina, bilal = await a_person(store), await a_person(store, "Bilal")
        for person, outing in ((amina, concert), (amina, ball), (bilal, concert)):
            await waits(store, person, outing)
        assert await store.waiting.close(amina, concert, Why.LEFT, NOW)
        assert (await names(store, concert), await names(store, ball)) == (["Bilal"], ["Amina"])


async def test_a_wish_and_a_yes_are_one_entry_s(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, paul = await a_session(store), await a_person(store, "Paul")
        amina, bilal, driss = [
            await waits(store, await a_person(store, name), concert) for name in ("Amina", "Bilal", "Driss")
        ]
        await store.waiting.close(driss.person_id, concert, Why.LEFT, NOW)
        for it in (amina, driss):
            await store.waiting.consent(it.id, True)
            await store.waiting.approve(it.id, paul)
        found = [await store.waiting.get(it.id) for it in (amina, bilal, driss)]
        assert [it.last_minute for it in found] == [True, False, True]
        assert [it.approved_by for it in found] == [paul, None, None], "not of a list that was left"
        await store.waiting.approve(amina.id, None)
        assert (await store.waiting.get(amina.id)).approved_by is None


async def test_who_is_back_on_the_list_is_the_one_whose_place_came_to_nothing(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, ball = await a_session(store), await a_session(store, title="Bal")
        amina, bilal = await a_person(store), await a_person(store, "Bilal")
        for person, outing, why in (
            (amina, concert, Why.TOOK),
            (bilal, concert, Why.TOOK),
            (amina, ball, Why.TOOK),
            (bilal, ball, Why.LEFT),
        ):
            await waits(store, person, outing)
            await store.waiting.close(person, outing, why, NOW + HOUR)
        assert await store.waiting.take_up_again(amina, concert, NOW + HOUR)
        assert not await store.waiting.take_up_again(bilal, ball, NOW + HOUR), "they had left it"
        assert (await names(store, concert), await names(store, ball)) == (["Amina"], [])
        assert (await entry(store, amina, concert)).why == ""


async def test_an_earlier_yes_is_of_that_person_for_that_outing(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, concert, ball = await a_person(store, "Paul"), await a_session(store), await a_session(store, title="Bal")
        amina, bilal = await a_person(store, "Amina", paul), await a_person(store, "Bilal", paul)
        it = await store.reservations.get(await a_reservation(store, amina, concert))
        await store.reservations.move(it, State.APPROVED, paul, NOW)
        assert await store.waiting.earlier_yes(amina, concert) is None, "it has not been given back"
        await store.reservations.move(await store.reservations.get(it.id), State.CANCELLED, amina, NOW)
        withdrawn = await store.reservations.get(await a_reservation(store, amina, concert))
        await store.reservations.move(withdrawn, State.WITHDRAWN, amina, NOW)
        assert await store.waiting.earlier_yes(amina, concert) == paul
        assert await store.waiting.earlier_yes(amina, ball) is None
        assert await store.waiting.earlier_yes(bilal, concert) is None


async def test_an_override_is_for_one_person_on_one_list_since_they_joined_it(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, ball, karine = await a_session(store), await a_session(store, title="Bal"), await a_person(store, "K")
        amina, bilal, driss = [await a_person(store, name) for name in ("Amina", "Bilal", "Driss")]
        for outing in (concert, ball):
            for person in (amina, bilal, driss):
                await waits(store, person, outing)
        await store.list_rules.override(await entry(store, driss, concert), karine, "Un anniversaire", NOW)
        assert await names(store, concert) == ["Driss", "Amina", "Bilal"]
        assert await names(store, ball) == ["Amina", "Bilal", "Driss"]
        await store.list_rules.override(await entry(store, bilal, concert), karine, "Un train", NOW + MINUTE)
        assert await names(store, concert) == ["Driss", "Bilal", "Amina"], "the first that was let by comes first"
        assert [it.reason for it in await store.waiting.line(concert)] == ["Un anniversaire", "Un train", ""]
        await store.waiting.close(driss, concert, Why.LEFT, NOW)
        await waits(store, driss, concert, NOW + HOUR)
        assert await names(store, concert) == ["Bilal", "Amina", "Driss"], "who joins anew is not let by"


async def test_an_override_lets_by_who_had_passed_until_it_is_used(storage: Storage) -> None:
    async with storage.writing() as store:
        concert, karine = await a_session(store), await a_person(store, "Karine")
        amina, bilal = await a_person(store), await a_person(store, "Bilal")
        for person in (amina, bilal):
            await waits(store, person, concert)
        await store.freed.start_chain(concert, NOW)
        chain = await store.freed.chain(concert)
        for person in (amina, bilal):
            number = await store.reservations.hold(concert, person, 1, NOW + HOUR, chain, NOW)
            await store.reservations.move(await store.reservations.get(number), State.DECLINED, person, NOW)
        assert [it.passed for it in await store.waiting.line(concert)] == [True, True]
        await store.list_rules.override(await entry(store, bilal, concert), karine, "Un oubli", NOW + MINUTE)
        assert [(it.person, it.passed) for it in await store.waiting.line(concert)] == [
            ("Bilal", False),
            ("Amina", True),
        ]
        number = await store.reservations.hold(concert, bilal, 1, NOW + HOUR, chain, NOW + MINUTE)
        assert await names(store, concert) == ["Amina", "Bilal"], "an offer of that very second has used it"
        assert [it.held for it in await store.waiting.line(concert)] == [False, True]
