"""Somebody of the team is gone while they are out with people: who went with them reads it at once, at night too, and so do
the coordinators where nobody else is there."""

from datetime import datetime, timedelta

from bot.accompanied_outings import going_on
from bot.domain.accompanied_outings import AccompaniedOuting, Companion, closes_at, goes_on
from bot.domain.letters import Kind, Letter
from bot.domain.people import Role
from bot.domain.reservations import Reservation
from bot.ports import Store
from bot.seeking import forget

BEGUN = timedelta(days=2)
"""Ago at most, of an outing that goes on."""


async def groups(store: Store, person_id: int, now: datetime) -> list[AccompaniedOuting]:
    """Those that they are out with."""
    known = await going_on(store, person_id, now - BEGUN)
    return [it for it in known if goes_on(it.session, now)]


async def leave(store: Store, gone: int, now: datetime) -> None:
    """The next companion leads, or nobody does."""
    there = await store.company.ahead(gone, now - BEGUN)
    heirs = {it.session.id: await _pass_lead(store, it, gone) for it in await groups(store, gone, now)}
    alone: dict[int, Reservation] = {}
    for each in there:
        if goes_on(each.session, now):
            heir = heirs.get(each.session.id)
            await _pass_person(store, each, gone, heir, now)
            alone |= {} if heir else {each.session.id: each}
    for session_id, each in alone.items():
        for coordinator in await store.people.with_role(Role.COORDINATOR, each.organisation_id):
            if coordinator.id != gone:
                await _tell(store, coordinator.id, Kind.LEFT_ALONE, session_id, each, now)


async def _pass_lead(store: Store, it: AccompaniedOuting, gone: int) -> Companion | None:
    """Who leads now."""
    await store.accompanied_outings.leave(it.id, gone)
    if it.leader_id != gone:
        return it.leader
    heir = it.next_leader()
    await store.accompanied_outings.lead(it.id, gone, heir.person_id if heir else None)
    return heir


async def _pass_person(store: Store, it: Reservation, gone: int, heir: Companion | None, now: datetime) -> None:
    if heir is None:
        await store.company.let_go(it.id, gone)
    else:
        await store.company.pass_on(it.id, gone, heir.person_id)
    await forget(store, it, now)
    await _tell(store, it.person_id, Kind.COMPANION_AWAY, it.id, it, now)


async def _tell(store: Store, to: int, kind: Kind, number: int, it: Reservation, now: datetime) -> None:
    key = f"{kind}:{to}:{number}:{int(now.timestamp())}"
    await store.letters.write(Letter(to, kind, (number,), now, closes_at(it.session), key, f"reservation:{it.id}"))
