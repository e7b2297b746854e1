"""Whom a referent follows now: their own people, and those of colleagues for whom they stand in."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import TEAM, Person, Role
from bot.domain.refusals import Gone
from bot.ports import Store


@dataclass(frozen=True)
class Followed:
    person: Person
    on_behalf_of: str = ""
    """The name of the colleague who is away; empty for one's own."""


async def followed(store: Store, me: Person, person_id: int, now: datetime) -> Person:
    """Raises Gone unless I answer for this person now, who is somebody else (D7)."""
    it = await store.people.get(person_id)
    if it.id == me.id or it.referent_id not in await store.people.acts_for(me.id, now):
        raise Gone
    return it


async def own(store: Store, me: Person, person_id: int) -> Person:
    """Somebody confirmed whom I follow myself: what is between the two of us is no colleague's. Raises Gone."""
    it = await store.people.get(person_id)
    if not me.follows(it) or not it.is_a(Role.BENEFICIARY):
        raise Gone
    return it


async def answer_for(store: Store, it: Person) -> list[int]:
    """Who can see to it that something reached this one: their referent; of a colleague, the coordinators."""
    if it.referent_id is not None:
        return [it.referent_id]
    known = await store.people.with_role(Role.COORDINATOR, it.organisation_id)
    return [each.id for each in known if each.id != it.id]


async def concerned(store: Store, me: Person, person_id: int, now: datetime) -> Person:
    """Someone I answer for now; of a coordinator, a colleague of the house too. Raises Gone."""
    it = await store.people.get(person_id)
    if it.is_a(*TEAM) and me.id in await answer_for(store, it):
        return it
    return await followed(store, me, person_id, now)


async def people(store: Store, me: Person, now: datetime) -> list[Followed]:
    """One's own first, then those of each colleague who is away."""
    away = sorted(await store.people.acts_for(me.id, now) - {me.id})
    found = [Followed(it) for it in await store.people.followed_by(me.id)]
    for referent_id in away:
        name = (await store.people.get(referent_id)).name
        found += [Followed(it, name) for it in await store.people.followed_by(referent_id) if it.id != me.id]
    return found
