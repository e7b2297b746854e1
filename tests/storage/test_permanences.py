"""The shelf of permanences, on both databases."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.people import Role
from bot.domain.permanences import Hours, Permanence, Rhythm
from bot.domain.refusals import Gone
from bot.ports import Store
from storage.store import Storage
from tests.given import NOW, PARIS, REFUSED, a_person

MORNING, AFTERNOON = Hours(time(9, 30), time(12)), Hours(time(14), time(17))
TUESDAY = date(2027, 3, 2)


async def a_permanence(store: Store, house: int = 0) -> Permanence:
    of = house or await store.people.organisation("CCAS", NOW)
    return await store.permanences.get(
        await store.permanences.add(Permanence(0, of, 1, AFTERNOON, PARIS, TUESDAY, Rhythm.FORTNIGHT))
    )


async def test_what_is_kept_is_found_again(storage: Storage) -> None:
    async with storage.writing() as store:
        it = await a_permanence(store)
        assert (it.weekday, it.hours, it.rhythm, it.first_day, it.zone) == (
            1, AFTERNOON, Rhythm.FORTNIGHT, TUESDAY, PARIS,
        )  # fmt: skip
        assert (it.venue, it.welcomer, it.days) == (None, "", {})
        place = await store.drafting.keep_venue("Maison du quartier")
        whole = replace(it, weekday=3, hours=MORNING, rhythm=Rhythm.LAST, venue=place, welcomer="Lina")
        await store.permanences.put(whole)
        assert await store.permanences.get(it.id) == whole


async def test_a_day_differs_and_is_as_usual_again(storage: Storage) -> None:
    async with storage.writing() as store:
        it = await a_permanence(store)
        for hours in (None, MORNING):
            await store.permanences.put_day(it.id, TUESDAY, hours)
            assert (await store.permanences.get(it.id)).days == {TUESDAY: hours}
        await store.permanences.drop_day(it.id, TUESDAY)
        assert (await store.permanences.get(it.id)).days == {}


async def test_those_of_a_house_are_in_the_order_of_the_week_and_one_that_ended_is_gone(storage: Storage) -> None:
    async with storage.writing() as store:
        tuesday, monday = await a_permanence(store), await a_permanence(store)
        await store.permanences.put(replace(monday, weekday=0))
        elsewhere = await a_permanence(store, await store.people.organisation("Autre relais", NOW))
        house = tuesday.organisation_id
        assert [it.id for it in await store.permanences.of_house(house)] == [monday.id, tuesday.id]
        await store.permanences.put_day(tuesday.id, TUESDAY, None)
        assert [await store.permanences.end(tuesday.id, NOW) for _ in range(2)] == [True, False]
        assert [it.id for it in await store.permanences.of_house(house)] == [monday.id]
        with pytest.raises(Gone):
            await store.permanences.get(tuesday.id)
        assert (await store.permanences.get(elsewhere.id)).organisation_id != house


async def test_who_welcomes_goes_with_their_record(storage: Storage) -> None:
    async with storage.writing() as store:
        it, paul = await a_permanence(store), await a_person(store, "Paul")
        await store.permanences.put(replace(it, welcomer="Paul", welcomer_id=paul))
        assert (await store.permanences.get(it.id)).welcomer == "", "not of the team yet"
        await store.people.grant(paul, Role.VOLUNTEER)
        assert (await store.permanences.get(it.id)).welcomer == "Paul"
        await store.teams.revoke(paul, Role.VOLUNTEER)
        assert (await store.permanences.get(it.id)).welcomer == ""
        await store.people.grant(paul, Role.REFERENT)
        await store.erasures.forget(await store.people.get(paul), NOW)
        assert (await store.permanences.get(it.id)).welcomer == ""


@pytest.mark.parametrize("hours", [Hours(time(17), time(14)), Hours(time(14), time(14))])
async def test_the_table_itself_refuses_hours_that_end_before_they_begin(storage: Storage, hours: Hours) -> None:
    with pytest.raises(REFUSED):
        async with storage.writing() as store:
            await store.permanences.put_day((await a_permanence(store)).id, TUESDAY, hours)


async def test_a_venue_that_is_on_the_map_stays_where_it_is(storage: Storage) -> None:
    async with storage.writing() as store:
        venue = await store.drafting.keep_venue("Maison du quartier")
        for place in ((43.3, 5.4), (48.8, 2.3)):
            await store.drafting.locate_venue(venue.id, *place)
        found = await store.drafting.venue(venue.id)
        assert (found.latitude, found.longitude) == (43.3, 5.4)
