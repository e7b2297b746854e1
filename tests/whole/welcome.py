"""A permanence for whole towns: every Tuesday afternoon, unless said otherwise, and closed on one day."""

from dataclasses import replace
from datetime import date, datetime, time

from bot import permanences
from bot.domain.permanences import Hours
from bot.ports import Store

TUESDAY, CLOSED = date(2027, 3, 9), date(2027, 3, 16)
ON = 20270309


async def lay_permanence(
    store: Store,
    staff_id: int,
    now: datetime,
    place: str = "Maison du quartier",
    welcomer: str = "Lina",
    welcomer_id: int | None = None,
    weekday: int = TUESDAY.weekday(),
    opens: time = time(14),
) -> int:
    """Of the house of that member of the team; its number."""
    me = await store.people.get(staff_id)
    begun = await permanences.begin(store, me, weekday, Hours(opens, time(17)), now, "Europe/Paris")
    venue = await store.drafting.place_venue(await store.drafting.keep_venue(place), "12 rue Bernard", "13003", "")
    await store.permanences.put(replace(begun, venue=venue, welcomer=welcomer, welcomer_id=welcomer_id))
    await permanences.set_day(store, me, begun.id, CLOSED, None, now)
    return begun.id
