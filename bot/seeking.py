"""Somebody wishes for company and has nobody, or has nobody any more: who reads it, and what has lost its meaning."""

from datetime import datetime

from bot.accompanying import write
from bot.domain.letters import Kind
from bot.domain.people import Role
from bot.domain.refusals import AlreadyAnswered
from bot.domain.reservations import Reservation
from bot.ports import Store
from bot.telling import about

OF_A_TURN = (Kind.COMPANY, Kind.COMPANION_WANTED, Kind.COMPANION_GONE, Kind.ACCOMPANIED)
"""What was still to be said of the company has lost its meaning when it changes."""


async def seek(store: Store, it: Reservation, now: datetime) -> None:
    """The referent is told, without a sound; where there is none, the coordinators are asked."""
    if it.referent_id is not None:
        await write(store, it.referent_id, Kind.COMPANY, it, now)
    else:
        await _ask_coordinators(store, it, now)


async def let_go(store: Store, was: Reservation, now: datetime) -> None:
    """Whoever was to come cannot any more: the person is told at once, and the coordinators are asked.
    Raises AlreadyAnswered."""
    gone = was.companion_id or 0
    if not await store.company.let_go(was.id, gone):
        raise AlreadyAnswered(was.id)
    await forget(store, was, now)
    it = await store.reservations.get(was.id)
    await write(store, it.person_id, Kind.COMPANION_GONE, it, now)
    if it.referent_id not in (None, gone):
        await write(store, it.referent_id or 0, Kind.COMPANY, it, now)
    await _ask_coordinators(store, it, now, besides=gone)


async def _ask_coordinators(store: Store, it: Reservation, now: datetime, besides: int = 0) -> None:
    """Of the person's house; never the person."""
    for each in await store.people.with_role(Role.COORDINATOR, it.organisation_id):
        if each.id not in (it.person_id, besides):
            await write(store, each.id, Kind.COMPANION_WANTED, it, now)


async def forget(store: Store, it: Reservation, now: datetime) -> None:
    for kind in OF_A_TURN:
        await store.letters.withdraw(about(it), now, "the company has changed", kind)
