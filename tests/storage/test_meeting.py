"""The shelves of the day itself, on both databases: who is there or home, and what went wrong."""

from datetime import timedelta

import pytest

from bot.domain.meeting import Concern, Step
from bot.domain.refusals import Gone
from storage.store import Storage
from tests.given import NOW, a_person, a_session, rows

LATER = NOW + timedelta(minutes=5)


async def test_what_is_said_twice_is_said_once_and_of_one_date(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        amina, concert = await a_person(store), await store.offers.session(await a_session(store))
        for at, step in ((NOW, Step.THERE), (LATER, Step.THERE), (LATER, Step.HOME)):
            await store.arrivals.say(concert, amina, step, at)
        assert await store.arrivals.of(concert) == {(amina, Step.THERE): NOW, (amina, Step.HOME): LATER}
    rows(url, "UPDATE sessions SET revision = revision + 1")
    async with storage.reading() as store:
        assert await store.arrivals.of(await store.offers.session(concert.id)) == {}, "the outing was moved"


async def test_a_problem_is_one_until_somebody_sees_to_it_and_the_first_does(storage: Storage) -> None:
    async with storage.writing() as store:
        amina, karine, paul = [await a_person(store, name) for name in ("Amina", "Karine", "Paul")]
        concert, house = await a_session(store), (await store.people.get(amina)).organisation_id
        assert await store.problems.waiting(concert, amina, Concern.LOST) is None
        number = await store.problems.add(concert, house, amina, Concern.LOST, NOW)
        assert await store.problems.waiting(concert, amina, Concern.LOST) == number
        assert await store.problems.waiting(concert, amina, Concern.LATE) is None
        await store.problems.say(number, "Je suis à l'arrêt.")
        assert [await store.problems.take(number, each) for each in (karine, paul)] == [True, False]
        assert await store.problems.waiting(concert, amina, Concern.LOST) is None
        it = await store.problems.get(number)
        assert (it.person, it.what, it.words, it.at) == ("Amina", Concern.LOST, "Je suis à l'arrêt.", NOW)
        assert (it.session.id, it.taken_by, it.taker) == (concert, karine, "Karine")
        with pytest.raises(Gone):
            await store.problems.get(number + 1)


async def test_erasing_somebody_takes_what_they_said_and_who_saw_to_it_was_nobody(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        amina, bilal, karine = [await a_person(store, name) for name in ("Amina", "Bilal", "Karine")]
        concert = await store.offers.session(await a_session(store))
        house = (await store.people.get(amina)).organisation_id
        await store.arrivals.say(concert, amina, Step.THERE, NOW)
        _, his = [await store.problems.add(concert.id, house, each, Concern.OTHER, NOW) for each in (amina, bilal)]
        assert await store.problems.take(his, karine)
        for each in (amina, karine):
            await store.erasures.forget(await store.people.get(each), LATER)
    assert rows(url, "SELECT * FROM arrivals") == []
    assert [(it["id"], it["taken_by"]) for it in rows(url, "SELECT * FROM problems")] == [(his, -house)]
