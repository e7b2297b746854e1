"""A volunteer sees nothing before a second person of the team has said yes: not who invited them, and not the volunteer."""

from datetime import datetime, timedelta

from bot.domain.letters import Kind, Letter
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Gone
from bot.domain.volunteers import Volunteer, may_vet
from bot.erasing import erase
from bot.ports import Store

USEFUL = timedelta(days=30)


async def those_who_may(store: Store, it: Volunteer) -> list[Person]:
    """Of the team of the house."""
    team = [await store.people.with_role(role, it.organisation_id) for role in (Role.COORDINATOR, Role.REFERENT)]
    each = {person.id: person for role in team for person in role}
    return [person for person in each.values() if may_vet(person, it)]


async def ask(store: Store, person_id: int, now: datetime) -> None:
    """Everybody who may is asked, once a day at most; the first yes is enough."""
    it = await store.volunteers.get(person_id)
    for each in await those_who_may(store, it):
        await store.letters.write(_letter(each.id, Kind.VETTING, (it.id,), it.id, now, f"{now.date()}"))


def _letter(to: int, kind: Kind, args: tuple[int, ...], about: int, now: datetime, when: str) -> Letter:
    return Letter(to, kind, args, now, now + USEFUL, f"{kind}:{to}:{about}:{when}", about=f"person:{about}")


async def seen_by(store: Store, me: Person, person_id: int) -> Volunteer:
    """A volunteer to whom I may say yes or no. Raises Gone."""
    it = await store.volunteers.get(person_id)
    if not may_vet(me, it):
        raise Gone
    return it


async def awaiting(store: Store, me: Person, person_id: int) -> Volunteer:
    """The same, while that is open. Raises Gone, AlreadyAnswered."""
    it = await seen_by(store, me, person_id)
    if not it.awaits_a_yes:
        raise AlreadyAnswered(0)
    return it


async def vet(store: Store, me: Person, person_id: int, now: datetime) -> Volunteer:
    """The second yes. Raises Gone, AlreadyAnswered."""
    it = await awaiting(store, me, person_id)
    if not await store.volunteers.vet(it.id, me.id, now):
        raise AlreadyAnswered(0)
    await store.letters.withdraw(f"person:{it.id}", now, "somebody has answered", Kind.VETTING)
    await store.letters.write(_letter(it.id, Kind.VETTED, (), it.id, now, str(int(now.timestamp()))))
    return it


async def refuse(store: Store, me: Person, person_id: int, now: datetime) -> Volunteer:
    """No: the account is forgotten, and what was kept of it. Raises Gone, AlreadyAnswered."""
    it = await awaiting(store, me, person_id)
    await forget(store, await store.people.get(it.id), now)
    return it


async def forget(store: Store, it: Person, now: datetime) -> None:
    """They are no volunteer; of somebody who is nothing else here, nothing is kept."""
    await store.letters.withdraw(f"person:{it.id}", now, "no volunteer any more", Kind.VETTING)
    await store.volunteers.remove(it.id)
    await store.teams.revoke(it.id, Role.VOLUNTEER)
    if it.granted <= {Role.VOLUNTEER}:
        await erase(store, it, now, told=False)
