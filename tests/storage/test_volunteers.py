"""The shelf of volunteers: who invited them, who said yes, and that each is said once."""

from datetime import timedelta

import pytest

from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.ports import Store
from storage.store import Storage
from tests.given import NOW, a_person

LATER = NOW + timedelta(hours=1)


async def invited(store: Store) -> tuple[int, int, int]:
    """Karine has invited Victor; and Paul is there."""
    karine, paul, victor = [await a_person(store, name) for name in ("Karine", "Paul", "Victor")]
    await store.people.grant(victor, Role.VOLUNTEER)
    await store.volunteers.add(victor, karine)
    return karine, paul, victor


async def test_a_volunteer_is_a_newcomer_until_somebody_has_said_yes(storage: Storage) -> None:
    async with storage.writing() as store:
        _, paul, victor = await invited(store)
        assert (await store.people.get(victor)).roles == {Role.NEWCOMER}
        assert await store.volunteers.vet(victor, paul, NOW)
        assert (await store.people.get(victor)).roles == {Role.VOLUNTEER}


async def test_the_second_yes_changes_nothing(storage: Storage) -> None:
    async with storage.writing() as store:
        karine, paul, victor = await invited(store)
        assert await store.volunteers.vet(victor, paul, NOW)
        assert not await store.volunteers.vet(victor, karine, LATER)
        it = await store.volunteers.get(victor)
        assert (it.inviter, it.vetter, it.vetted_at) == ("Karine", "Paul", NOW)


async def test_the_first_reading_is_remembered(storage: Storage) -> None:
    async with storage.writing() as store:
        _, _, victor = await invited(store)
        for at in (NOW, LATER):
            await store.volunteers.brief(victor, at)
        assert (await store.people.get(victor)).briefed_at == NOW


async def test_a_house_has_its_own_in_the_order_of_the_alphabet(storage: Storage) -> None:
    async with storage.writing() as store:
        karine, _, victor = await invited(store)
        elsewhere = await store.people.add("Zoe", await store.people.organisation("Autre relais", NOW), None, NOW)
        anna = await a_person(store, "Anna")
        for it in (elsewhere, anna):
            await store.volunteers.add(it, karine)
        house = (await store.people.get(karine)).organisation_id
        assert [it.id for it in await store.volunteers.of_house(house)] == [anna, victor]


async def test_who_is_removed_is_nobody_s_volunteer(storage: Storage) -> None:
    async with storage.writing() as store:
        _, _, victor = await invited(store)
        assert await store.volunteers.remove(victor)
        assert not await store.volunteers.remove(victor)
        with pytest.raises(Gone):
            await store.volunteers.get(victor)


async def test_erased_the_inviter_leaves_the_volunteer(storage: Storage) -> None:
    async with storage.writing() as store:
        karine, paul, victor = await invited(store)
        await store.volunteers.vet(victor, paul, NOW)
        for it in (karine, paul):
            await store.erasures.forget(await store.people.get(it), NOW)
        assert (await store.volunteers.get(victor)).vetted_at == NOW
        await store.erasures.forget(await store.people.get(victor), NOW)
        with pytest.raises(Gone):
            await store.volunteers.get(victor)
