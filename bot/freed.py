"""A place is given back, and finds someone: held for the next in line, or called out to all in the last hours."""

from datetime import datetime

from bot.domain.letters import Kind
from bot.domain.offers import Session, is_open
from bot.domain.reservations import Reservation, State
from bot.domain.waiting import Entry, answer_by, called_at_once, free_for, is_last_minute, next_in_line
from bot.ports import Store
from bot.telling import tell, tell_waiting, withdraw_waiting


async def free(store: Store, it: Reservation, now: datetime) -> None:
    """The places of `it`, as it was read before it ended, go back and on to the list, in this transaction."""
    await store.offers.give_back(it.session.id, it.places)
    if it.state is not State.OFFERED:
        await store.freed.start_chain(it.session.id, now)
    await find_someone(store, it.session.id, now)


async def recounted(store: Store, before: Session, now: datetime) -> None:
    """The allotment or the moment was changed. More places start a chain; fewer may be too few for the group at the head
    of the list, and those behind need not wait for it any more; another date may leave time again."""
    after = await store.offers.session(before.id)
    if after.free > before.free or after.open_admission > before.open_admission:
        await store.freed.start_chain(after.id, now)
        return await find_someone(store, after.id, now)
    return await pass_on(store, after.id, now)


async def find_someone(store: Store, session_id: int, now: datetime) -> None:
    """For places that are newly free: whose turn it is, and in the last hours whoever answers first."""
    await pass_on(store, session_id, now)
    it = await store.offers.session(session_id)
    if is_open(it, now) and is_last_minute(it, now):
        await _call(store, it, now)


async def pass_on(store: Store, session_id: int, now: datetime) -> None:
    """What is free goes to those whose turn it is in the chain that runs; none is offered that cannot be honoured."""
    it = await store.offers.session(session_id)
    line = await store.waiting.line(session_id)
    if not line or not is_open(it, now):
        return
    if await store.freed.chain(session_id) is None:
        await store.freed.start_chain(session_id, now)
    # In the last hours order gives way to speed; an override stays one person's turn.
    waiting = [entry for entry in line if entry.reason] if is_last_minute(it, now) else line
    for entry in next_in_line(waiting, free_for(it, line)):
        await hold(store, entry, now)


async def hold(store: Store, entry: Entry, now: datetime) -> int | None:
    """One held offer, and the letter that says until when; its number, or None when there is no time or no place."""
    until = answer_by(entry.session, now, await yes_that_stands(store, entry, now) is not None)
    if until is None or not await store.offers.take(entry.session.id, entry.places, now):
        return None
    number = await hold_until(store, entry, until, now)
    await tell(store, entry.person_id, Kind.TURN, await store.reservations.get(number), now, "turn")
    return number


async def hold_until(store: Store, entry: Entry, until: datetime, now: datetime) -> int:
    """The row of a held offer whose places are taken already."""
    chain = await store.freed.chain(entry.session.id)
    return await store.reservations.hold(entry.session.id, entry.person_id, entry.places, until, chain, now)


async def _call(store: Store, it: Session, now: datetime) -> None:
    """One letter to each who consented, all at once: the first yes has the place. An earlier call that has not left is
    taken into this one."""
    called = called_at_once(await store.waiting.line(it.id), it.free)
    if not called:
        return
    await store.freed.start_chain(it.id, now)
    chain = await store.freed.chain(it.id)
    for entry in called:
        await withdraw_waiting(store, entry, now, "called again", Kind.LAST_MINUTE)
        await tell_waiting(store, Kind.LAST_MINUTE, entry, now, str(chain))


async def yes_that_stands(store: Store, entry: Entry, now: datetime) -> int | None:
    """Whose yes makes another question to the referent useless: given for this person and this outing, by someone who
    may still answer for them today."""
    if entry.approved_by is None or entry.approved_by == entry.person_id:
        return None
    may_answer = entry.referent_id in await store.people.acts_for(entry.approved_by, now)
    return entry.approved_by if may_answer else None
