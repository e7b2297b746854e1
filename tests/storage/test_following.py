"""Who answers for whom: one's own people, a colleague's while they are away, and nobody else's (D1, D6, D7)."""

from datetime import timedelta

import pytest

from bot import following
from bot.domain.people import Person, Role
from bot.domain.refusals import Gone
from bot.ports import Store
from storage.store import Storage
from tests.given import NOW

A_WEEK = timedelta(days=7)


async def one(store: Store, name: str, role: Role, house: int, referent: int | None = None) -> Person:
    number = await store.people.add(name, house, referent, NOW)
    await store.people.grant(number, role)
    return await store.people.get(number)


async def test_a_referent_answers_for_their_own_people_and_for_no_other(storage: Storage) -> None:
    async with storage.writing() as store:
        house = await store.people.organisation("CCAS", NOW)
        paul, claire = [await one(store, name, Role.REFERENT, house) for name in ("Paul", "Claire")]
        amina = await one(store, "Amina", Role.BENEFICIARY, house, paul.id)
        assert (await following.followed(store, paul, amina.id, NOW)).id == amina.id
        for nobody_of_hers in (amina.id, paul.id, claire.id):
            with pytest.raises(Gone):
                await following.followed(store, claire, nobody_of_hers, NOW)
        assert [it.person.id for it in await following.people(store, paul, NOW)] == [amina.id]
        assert await following.people(store, claire, NOW) == []


async def test_nobody_answers_for_themselves(storage: Storage) -> None:
    """Claire, who is followed by Paul, stands in for him: all his people but herself."""
    async with storage.writing() as store:
        house = await store.people.organisation("CCAS", NOW)
        paul = await one(store, "Paul", Role.REFERENT, house)
        claire = await one(store, "Claire", Role.REFERENT, house, paul.id)
        amina = await one(store, "Amina", Role.BENEFICIARY, house, paul.id)
        sara = await one(store, "Sara", Role.BENEFICIARY, house, claire.id)
        await store.absences.add(paul.id, claire.id, NOW, NOW + A_WEEK)
        with pytest.raises(Gone):
            await following.followed(store, claire, claire.id, NOW)
        assert (await following.followed(store, claire, amina.id, NOW)).id == amina.id
        found = await following.people(store, claire, NOW)
        assert [(it.person.id, it.on_behalf_of) for it in found] == [(sara.id, ""), (amina.id, "Paul")]


async def test_a_coordinator_sees_to_the_colleagues_of_the_house(storage: Storage) -> None:
    async with storage.writing() as store:
        house, other = [await store.people.organisation(name, NOW) for name in ("CCAS", "Relais")]
        karine, nour = [await one(store, name, Role.COORDINATOR, house) for name in ("Karine", "Nour")]
        paul = await one(store, "Paul", Role.REFERENT, house)
        far = await one(store, "Henri", Role.REFERENT, other)
        amina = await one(store, "Amina", Role.BENEFICIARY, house, paul.id)
        assert await following.answer_for(store, amina) == [paul.id]
        assert sorted(await following.answer_for(store, paul)) == sorted([karine.id, nour.id])
        assert await following.answer_for(store, karine) == [nour.id], "nobody sees to themselves"
        assert (await following.concerned(store, karine, paul.id, NOW)).id == paul.id
        assert (await following.concerned(store, paul, amina.id, NOW)).id == amina.id
        for not_hers in (amina.id, far.id, karine.id):
            with pytest.raises(Gone):
                await following.concerned(store, karine, not_hers, NOW)
        with pytest.raises(Gone):
            await following.concerned(store, paul, karine.id, NOW)
