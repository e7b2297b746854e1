"""A volunteer is removed: nothing opens at their next tap, and whoever they go with is planned anew."""

from datetime import datetime

from bot import accompanied_outings, midway, vetting, volunteers
from bot.company import stop_all
from bot.domain.accompanied_outings import AccompaniedOuting
from bot.domain.people import STAFF, Person, Role
from bot.domain.refusals import AlreadyAnswered
from bot.domain.volunteers import Volunteer
from bot.ports import Store


async def concerned(store: Store, it: Volunteer, now: datetime) -> tuple[list[AccompaniedOuting], int]:
    """The outings that they go along to, and how many of them, which come first, go on just now."""
    out = await midway.groups(store, it.id, now)
    return [*out, *await accompanied_outings.going_on(store, it.id, now)], len(out)


async def remove(store: Store, me: Person, person_id: int, now: datetime) -> Volunteer:
    """Raises Gone, AlreadyAnswered."""
    it = await volunteers.one(store, me, person_id)
    person = await store.people.get(it.id)
    if it.vetted_at is None:
        await vetting.forget(store, person, now)
        return it
    if not await store.volunteers.remove(it.id):
        raise AlreadyAnswered(0)
    await store.teams.revoke(it.id, Role.VOLUNTEER)
    if not person.granted & STAFF:
        await stop_all(store, it.id, now)
    await store.teams.forget_account(it.id)
    return it
