"""« Je m'absente »: who answers for a referent who is away, and how one leaves and comes back."""

from datetime import date, datetime

from bot.domain.absences import span
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Gone
from bot.ports import Store

HOPS = 2
"""The colleague, and the colleague's colleague when both are away: further on, the coordinator."""


async def stand_in(store: Store, referent_id: int, now: datetime, besides: int = 0) -> int:
    """Who reads and answers in this referent's place now: themselves when they are here. Never `besides`, whom it
    concerns (D7), nor somebody whom messages do not reach, unless there is nobody else."""
    at = referent_id
    for _ in range(HOPS + 1):
        further = await store.absences.colleague(at, now)
        if further is None:
            break
        at = further
    else:
        at = besides
    is_here = at not in (besides, 0) and (await store.people.get(at)).reachable
    return at if is_here else await _coordinator(store, referent_id, besides)


async def _coordinator(store: Store, referent_id: int, besides: int) -> int:
    referent = await store.people.get(referent_id)
    known = await store.people.with_role(Role.COORDINATOR, referent.organisation_id)
    able = [it.id for it in known if it.id != besides and it.reachable]
    return able[0] if able else referent_id


async def colleagues(store: Store, me: Person) -> list[Person]:
    """The other referents of the same organisation."""
    everyone = await store.people.with_role(Role.REFERENT, me.organisation_id)
    return [it for it in everyone if it.id != me.id]


async def colleague(store: Store, me: Person, colleague_id: int) -> Person:
    """Raises Gone unless it is one."""
    for it in await colleagues(store, me):
        if it.id == colleague_id:
            return it
    raise Gone


async def go_away(
    store: Store, me: Person, colleague_id: int, first: date, last: date, now: datetime, zone: str
) -> None:
    """One absence at a time: this one takes the place of another. The colleague is told. Raises Gone, BadReturn."""
    chosen = await colleague(store, me, colleague_id)
    from_at, until_at = span(first, last, now, zone)
    await store.absences.end(me.id, now)
    number = await store.absences.add(me.id, chosen.id, from_at, until_at)
    await tell_stand_in(store, number, chosen.id, until_at, now)


async def tell_stand_in(store: Store, absence_id: int, to: int, until_at: datetime, now: datetime) -> None:
    """They answer for someone else for a while."""
    letter = Letter(
        to=to,
        kind=Kind.STAND_IN,
        args=(absence_id,),
        due_at=now,
        late_at=until_at,
        key=f"stand_in:{to}:{absence_id}",
        about=f"absence:{absence_id}",
    )
    await store.letters.write(letter)


async def come_back(store: Store, me: Person, now: datetime) -> None:
    """« Je suis de retour ». Raises AlreadyAnswered when there is nothing to come back from."""
    if not await store.absences.end(me.id, now):
        raise AlreadyAnswered(0)
