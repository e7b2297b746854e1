"""Who acts for whom: the absences there are now, one step further, and no circles."""

from datetime import timedelta

import pytest

from bot.domain.people import Role
from storage.store import Storage, Store
from tests.given import NOW, a_person

DAY = timedelta(days=1)


async def staff(store: Store, *names: str, role: Role = Role.REFERENT) -> list[int]:
    numbers = [await a_person(store, name) for name in names]
    for number in numbers:
        await store.people.grant(number, role)
    return numbers


async def away(store: Store, who: int, colleague: int, since: timedelta = -DAY, until: timedelta = DAY) -> int:
    return await store.absences.add(who, colleague, NOW + since, NOW + until)


async def test_a_colleague_acts_from_the_first_instant_to_the_last(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await staff(store, "Paul", "Claire")
        await away(store, paul, claire)
        for moment, acts in ((-DAY, True), (DAY - timedelta(seconds=1), True), (DAY, False), (-2 * DAY, False)):
            assert (paul in await store.people.acts_for(claire, NOW + moment)) is acts
            assert (await store.absences.colleague(paul, NOW + moment) == claire) is acts
        assert await store.people.acts_for(paul, NOW) == {paul}, "who is away may still answer"


async def test_one_step_further_and_no_more(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire, henri, odile = await staff(store, "Paul", "Claire", "Henri", "Odile")
        (karine,) = await staff(store, "Karine", role=Role.COORDINATOR)
        await away(store, paul, claire)
        await away(store, claire, henri)
        assert await store.people.acts_for(henri, NOW) == {henri, claire, paul}
        assert await store.people.acts_for(karine, NOW) == frozenset()
        await away(store, henri, odile)
        assert await store.people.acts_for(odile, NOW) == {odile, henri, claire}
        assert await store.people.acts_for(karine, NOW) == {paul}


async def test_two_who_stand_in_for_each_other_leave_both_to_the_coordinator(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await staff(store, "Paul", "Claire")
        (karine,) = await staff(store, "Karine", role=Role.COORDINATOR)
        await away(store, paul, claire)
        await away(store, claire, paul)
        assert await store.people.acts_for(karine, NOW) == {paul, claire}


async def test_whom_messages_do_not_reach_leaves_theirs_to_the_coordinator_of_the_house(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await staff(store, "Paul", "Claire")
        (karine,) = await staff(store, "Karine", role=Role.COORDINATOR)
        other = await store.people.add("Brahim", await store.people.organisation("Autre", NOW), None, NOW)
        await store.people.grant(other, Role.COORDINATOR)
        await away(store, paul, claire)
        await store.people.set_reachable(claire, reachable=False)
        assert await store.people.acts_for(karine, NOW) == {paul, claire}
        assert await store.people.acts_for(claire, NOW) == {paul, claire}, "she may still answer"
        assert await store.people.acts_for(other, NOW) == frozenset()
        await store.people.set_reachable(claire, reachable=True)
        assert await store.people.acts_for(karine, NOW) == frozenset()


@pytest.mark.parametrize("role", [None, Role.VOLUNTEER, Role.COORDINATOR])
async def test_whoever_is_no_referent_any_more_acts_for_nobody(storage: Storage, role: Role | None) -> None:
    async with storage.writing() as store:
        paul, claire = await staff(store, "Paul", "Claire")
        await away(store, paul, claire)
        assert await store.teams.revoke(claire, Role.REFERENT)
        if role is not None:
            await store.people.grant(claire, role)
        assert await store.people.acts_for(claire, NOW) == frozenset()


async def test_a_coordinator_of_another_house_is_none(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await staff(store, "Paul", "Claire")
        await away(store, paul, claire)
        await away(store, claire, paul)
        other = await store.people.add("Brahim", await store.people.organisation("Autre", NOW), None, NOW)
        await store.people.grant(other, Role.COORDINATOR)
        assert await store.people.acts_for(other, NOW) == frozenset()


async def test_coming_back_ends_what_is_under_way_and_forgets_what_is_ahead(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await staff(store, "Paul", "Claire")
        assert not await store.absences.end(paul, NOW)
        await away(store, paul, claire)
        await away(store, paul, claire, since=2 * DAY, until=3 * DAY)
        assert await store.absences.end(paul, NOW)
        assert await store.absences.of(paul, NOW) is None
        assert await store.absences.colleague(paul, NOW - timedelta(hours=1)) == claire, "the past is not rewritten"
