"""« Bénévoles »: a coordinator invites them and sees how far they are; and they read, once, how to be there."""

from datetime import datetime

from bot import joining
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Gone
from bot.domain.volunteers import Volunteer
from bot.joining import Invitation
from bot.ports import Store


async def of_house(store: Store, me: Person) -> list[Volunteer]:
    return await store.volunteers.of_house(me.organisation_id)


async def one(store: Store, me: Person, person_id: int) -> Volunteer:
    """Raises Gone unless it is one of the same house."""
    it = await store.volunteers.get(person_id)
    if it.organisation_id != me.organisation_id:
        raise Gone
    return it


async def invite(store: Store, me: Person, name: str, now: datetime) -> Invitation:
    """Raises BadName."""
    made = await joining.invite(store, name, Role.VOLUNTEER, me.organisation_id, None, now)
    await store.volunteers.add(made.person_id, me.id)
    return made


async def invite_again(store: Store, me: Person, person_id: int, now: datetime) -> Invitation:
    """Raises Gone, AlreadyAnswered when the first invitation was opened."""
    it = await one(store, me, person_id)
    if it.arrived:
        raise AlreadyAnswered(0)
    return await joining.invite_again(store, it.id, Role.VOLUNTEER, now)
