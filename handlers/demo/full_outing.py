"""The scene of the waiting list before it begins: an outing is full, a family has three of its places, ten people wait."""

from datetime import datetime, timedelta

from bot import reservations
from bot.domain.people import Person, Role
from bot.ports import Store
from handlers.demo import season
from handlers.demo.cast import FAMILY, HOUSE, WAITING

OUTING = "Soirée danse"
"""Four places, a week away or more: time for every answer."""

A_WEEK = 7

SEVERAL = 3
"""The places of the family."""

A_WHILE = timedelta(minutes=7)
"""Between one who comes to the list and the next."""


async def stage(store: Store, now: datetime, zone: str) -> None:
    """A season that begins in a week, so that this outing is easily found; then what happened this morning."""
    numbers = await season.stage(store, now, zone, begins=A_WEEK)
    dance = numbers[OUTING]
    house = await store.people.organisation(HOUSE, now)
    (paul,) = await store.people.with_role(Role.REFERENT, house)
    since = now - A_WHILE * (len(WAITING) + 2)
    await _family_goes(store, await season.known(store, FAMILY, paul, since), paul, dance, since)
    it = await store.offers.session(dance)
    await store.offers.take(dance, it.free, since)  # promised to people of other agencies
    for rank, who in enumerate(WAITING, 1):
        person = await season.known(store, who, paul, since)
        await store.waiting.add(dance, person.id, 1, since + A_WHILE * (rank + 1), None)


async def _family_goes(store: Store, amina: Person, paul: Person, session_id: int, now: datetime) -> None:
    asked = await reservations.request(store, amina, session_id, SEVERAL, now)
    await reservations.accept(store, paul, asked.id, now)
