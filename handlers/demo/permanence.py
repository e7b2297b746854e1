"""Where and when the people of the demo may come and talk: every Tuesday, at a place that they know, with Paul."""

from datetime import datetime, time

from bot import drafting, permanences
from bot.domain.people import Person
from bot.domain.permanences import Hours
from bot.ports import Store

TUESDAY = 1
HOURS = Hours(time(14), time(16))
PLACE, ADDRESS = "Friche la Belle de Mai", "41 rue Jobin, 13003 Marseille"


async def open_doors(store: Store, paul: Person, now: datetime, zone: str) -> None:
    it = await permanences.begin(store, paul, TUESDAY, HOURS, now, zone)
    place = await drafting.venue_typed(store, PLACE)
    await permanences.set_place(store, paul, it.id, (await drafting.address_typed(store, place.id, ADDRESS)).id, now)
    await permanences.set_welcomer(store, paul, it.id, paul.name, now)
