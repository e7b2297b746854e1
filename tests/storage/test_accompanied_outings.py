"""The shelf of accompanied outings: one group a house and session, who leads it, and where company is wanted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.accompanied_outings import Sign
from bot.domain.company import Wish
from bot.domain.refusals import Gone
from bot.domain.reservations import State
from bot.ports import Store
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, a_person, a_reservation, a_session

HOUSE = 1
LATER = NOW + timedelta(minutes=1)


async def wanted(store: Store, person: int, house: int = HOUSE) -> list[str]:
    return [it.offer.title for it in await store.accompanied_outings.wanted(house, person, NOW, 0, 9)]


async def lacks(store: Store, session: int, name: str = "Amina") -> int:
    """Has a place, wishes for company, and has nobody."""
    person = await a_person(store, name)
    place = await a_reservation(store, person, session)
    await store.reservations.move(await store.reservations.get(place), State.APPROVED, None, NOW)
    await store.company.wish(place, Wish.COMPANY)
    return person


async def test_a_group_is_made_once_and_keeps_its_sign(storage: Storage) -> None:
    async with storage.writing() as store:
        karine, concert = await a_person(store, "Karine"), await a_session(store)
        made = await store.accompanied_outings.make(concert, HOUSE, Sign.SUN, None)
        again = await store.accompanied_outings.make(concert, HOUSE, Sign.BOAT, karine)
        assert (made.id, made.sign, made.made_by) == (again.id, again.sign, None)
        assert again.made_by == karine
        assert (await store.accompanied_outings.make(concert, HOUSE, Sign.CAT, None)).made_by == karine
        assert await store.accompanied_outings.of(concert, HOUSE) == again
        assert await store.accompanied_outings.of(concert, await store.people.organisation("Autre", NOW)) is None


async def test_what_a_coordinator_settles_is_read_again(storage: Storage) -> None:
    async with storage.writing() as store:
        await a_person(store)
        it = await store.accompanied_outings.make(await a_session(store), HOUSE, Sign.SUN, None)
        told = replace(it, meeting_point="Métro Joliette", minutes_before=45, minimum=2, women_only=True, most=4)
        await store.accompanied_outings.settle(told)
        assert await store.accompanied_outings.get(it.id) == told


async def test_the_first_who_takes_it_stands_first_and_one_leads(storage: Storage) -> None:
    async with storage.writing() as store:
        victor, nour = await a_person(store, "Victor"), await a_person(store, "Nour")
        it = await store.accompanied_outings.make(await a_session(store), HOUSE, Sign.SUN, None)
        assert [await store.accompanied_outings.join(it.id, nour, at) for at in (NOW, LATER)] == [True, False]
        assert await store.accompanied_outings.join(it.id, victor, LATER)
        assert await store.accompanied_outings.lead(it.id, None, nour)
        assert not await store.accompanied_outings.lead(it.id, None, victor)
        it = await store.accompanied_outings.get(it.id)
        assert ([each.name for each in it.companions], it.leader_id) == (["Nour", "Victor"], nour)
        assert [await store.accompanied_outings.leave(it.id, nour) for _ in range(2)] == [True, False]
        assert await store.accompanied_outings.lead(it.id, nour, victor)
        assert [each.name for each in (await store.accompanied_outings.get(it.id)).companions] == ["Victor"]


async def test_a_group_that_is_removed_is_gone_with_its_companions(storage: Storage) -> None:
    async with storage.writing() as store:
        victor = await a_person(store, "Victor")
        it = await store.accompanied_outings.make(await a_session(store), HOUSE, Sign.SUN, None)
        await store.accompanied_outings.join(it.id, victor, NOW)
        await store.accompanied_outings.remove(it.id)
        with pytest.raises(Gone):
            await store.accompanied_outings.get(it.id)
        assert await store.accompanied_outings.of_companion(victor, NOW) == []


async def test_whom_they_come_along_with_soonest_first(storage: Storage) -> None:
    async with storage.writing() as store:
        victor = await a_person(store, "Victor")
        for title, days in (("Bal", 1), ("Concert", 0)):
            session = await a_session(store, starts_at=IN_TEN_DAYS + timedelta(days=days), title=title)
            it = await store.accompanied_outings.make(session, HOUSE, Sign.SUN, None)
            await store.accompanied_outings.join(it.id, victor, NOW)

        async def titles(since: timedelta = timedelta()) -> list[str]:
            found = await store.accompanied_outings.of_companion(victor, IN_TEN_DAYS + since)
            return [it.session.offer.title for it in found]

        assert await titles(timedelta(days=-1)) == ["Concert", "Bal"]
        assert await titles() == ["Bal"]
        assert await titles(timedelta(days=1)) == []


async def test_company_is_wanted_where_somebody_lacks_it_until_somebody_comes(storage: Storage) -> None:
    async with storage.writing() as store:
        victor, concert = await a_person(store, "Victor"), await a_session(store)
        await a_session(store, title="Bal")
        assert await wanted(store, victor) == []
        await lacks(store, concert)
        assert await wanted(store, victor) == ["Concert"]
        assert await wanted(store, victor, await store.people.organisation("Autre", NOW)) == []
        it = await store.accompanied_outings.make(concert, HOUSE, Sign.SUN, None)
        await store.accompanied_outings.join(it.id, victor, NOW)
        assert await wanted(store, await a_person(store, "Nour")) == []


async def test_a_group_that_was_made_is_wanted_until_it_has_enough(storage: Storage) -> None:
    async with storage.writing() as store:
        victor, nour = await a_person(store, "Victor"), await a_person(store, "Nour")
        it = await store.accompanied_outings.make(await a_session(store), HOUSE, Sign.SUN, victor)
        await store.accompanied_outings.settle(replace(it, minimum=2))
        await store.accompanied_outings.join(it.id, victor, NOW)
        assert (await wanted(store, victor), await wanted(store, nour)) == ([], ["Concert"])
        await store.accompanied_outings.join(it.id, nour, NOW)
        assert await wanted(store, await a_person(store, "Lila")) == []


async def test_nobody_accompanies_an_outing_where_they_have_a_place(storage: Storage) -> None:
    async with storage.writing() as store:
        concert = await a_session(store)
        amina = await lacks(store, concert)
        assert await wanted(store, amina) == []


async def test_only_what_is_offered_is_handed_over_and_once(storage: Storage) -> None:
    async with storage.writing() as store:
        victor, walid, wanda = [await a_person(store, name) for name in ("Victor", "Walid", "Wanda")]
        shelf = store.accompanied_outings
        group = await shelf.make(await a_session(store), HOUSE, Sign.SUN, None)
        await shelf.join(group.id, victor, NOW)
        assert not await shelf.hand(group.id, victor, walid, NOW)
        assert await shelf.offer(group.id, victor, NOW)
        assert not await shelf.offer(group.id, victor, LATER)
        assert await shelf.hand(group.id, victor, walid, LATER)
        assert not await shelf.hand(group.id, victor, wanda, LATER)
        assert [it.person_id for it in (await shelf.get(group.id)).companions] == [walid]
        assert not (await shelf.get(group.id)).is_offered_by(walid)
