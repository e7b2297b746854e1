"""A permanence for whole towns: every Tuesday afternoon, closed on one day; somebody wishes to be reminded."""

from dataclasses import replace
from datetime import date, datetime, time

from bot import permanences
from bot.domain.permanences import Hours
from bot.ports import Store

TUESDAY, CLOSED = date(2027, 3, 9), date(2027, 3, 16)
ON = 20270309


async def lay_permanence(
    store: Store, staff_id: int, now: datetime, place: str = "Maison du quartier", welcomer: str = "Lina"
) -> int:
    """Of the house of that member of the team; its number."""
    me = await store.people.get(staff_id)
    begun = await permanences.begin(store, me, 1, Hours(time(14), time(17)), now, "Europe/Paris")
    venue = await store.drafting.place_venue(await store.drafting.keep_venue(place), "12 rue Bernard", "13003", "")
    await store.permanences.put(replace(begun, venue=venue, welcomer=welcomer))
    await permanences.set_day(store, me, begun.id, CLOSED, None, now)
    return begun.id
