"""The scene of the accompanied outing before it begins: Amina has a referent and a stop, and has never been out; Victor
is a volunteer to whom two of the team have said yes."""

from datetime import datetime, timedelta

from bot import setting_out
from bot.domain.people import Person, Role
from bot.ports import Store
from handlers.demo import season
from handlers.demo.cast import FIRST_TIME, HOUSE, VICTOR

OUTING = "Balade au parc Borély"
"""Ten days away or more: time for every reminder."""

STOP = "Cité Bellevue"
SIMPLE_FRENCH = "fr@falc"
A_WHILE = timedelta(days=1)


async def stage(store: Store, now: datetime, zone: str) -> None:
    """The season, and what was done yesterday."""
    await season.stage(store, now, zone)
    house = await store.people.organisation(HOUSE, now)
    (paul,) = await store.people.with_role(Role.REFERENT, house)
    amina = await season.known(store, FIRST_TIME, paul, now - A_WHILE)
    await store.people.speak(amina.id, SIMPLE_FRENCH)
    (stop,) = await setting_out.stops_called(store, STOP, now, zone)
    await setting_out.start_from(store, amina, stop.number, now, zone)
    await _victor_is_one_of_us(store, paul, now - A_WHILE)


async def _victor_is_one_of_us(store: Store, paul: Person, now: datetime) -> None:
    """Karine has invited him, and Paul said yes."""
    (karine,) = await store.people.with_role(Role.COORDINATOR, paul.organisation_id)
    victor = await season.join(store, VICTOR, Role.VOLUNTEER, paul.organisation_id, now)
    await store.people.agree(victor, now)
    await store.volunteers.add(victor, karine.id)
    await store.volunteers.vet(victor, paul.id, now)
