"""A house's group at an outing gathers whoever wishes for company there and has nobody, while there is room."""

from datetime import datetime

from bot.accompanying import plan_accompanying, write
from bot.domain.accompanied_outings import AccompaniedOuting
from bot.domain.letters import Kind
from bot.domain.reservations import Reservation
from bot.ports import Store


async def people_of(store: Store, it: AccompaniedOuting) -> list[Reservation]:
    """The approved places of whoever goes with the group."""
    if it.leader_id is None:
        return []
    there = await store.company.of(it.leader_id, it.session.id)
    return [each for each in there if each.organisation_id == it.organisation_id]


async def join(store: Store, it: Reservation) -> Reservation:
    """By itself, as soon as they have a place and wish for company; the screen of that moment says who comes. Into a
    group among women nobody is put: they say so themselves (`company.join_group`)."""
    group = await group_for(store, it)
    if group is None or group.women_only:
        return it
    return await put_into(store, group, it)


async def group_for(store: Store, it: Reservation) -> AccompaniedOuting | None:
    """The group that they could go with: somebody leads it, and there is room."""
    if not (it.is_coming and it.lacks_company):
        return None
    group = await store.accompanied_outings.of(it.session.id, it.organisation_id)
    if group is None or group.leader_id is None or group.companion(it.person_id):
        return None
    return group if group.has_room(len(await people_of(store, group))) else None


async def put_into(store: Store, group: AccompaniedOuting, it: Reservation) -> Reservation:
    await store.company.accompany(it.id, group.leader_id or 0)
    return await store.reservations.get(it.id)


async def gather(store: Store, session_id: int, organisation_id: int, now: datetime) -> None:
    """Somebody leads now, or there is room again: those who have waited longest come first, and read who comes."""
    lacking = await store.company.lacking(session_id, organisation_id)
    for each in sorted(lacking, key=lambda it: (it.decided_at or it.requested_at, it.id)):
        it = await join(store, each)
        if it.accompanied_by is not None or await group_for(store, it):
            # Of a group among women, the letter asks.
            await write(store, it.person_id, Kind.ACCOMPANIED, it, now)
            await plan_accompanying(store, it, now)
