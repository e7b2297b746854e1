"""The waiting list: join, leave, and who comes first for what is free. In strict order of arrival (R3)."""

from datetime import datetime

from bot.domain.letters import Kind
from bot.domain.offers import MOST_PLACES, Publication, Session, is_open
from bot.domain.people import Person
from bot.domain.refusals import AlreadyAsked, BookingClosed, Gone, PlacesFree, QueueFirst, TooManyPlaces
from bot.domain.reservations import Reservation, State
from bot.domain.waiting import (
    Entry,
    Why,
    answer_by,
    called_at_once,
    comes_first,
    for_the_list_until,
    is_last_minute,
)
from bot.freed import free, pass_on
from bot.ports import Store
from bot.telling import tell_waiting, withdraw_letters, withdraw_waiting


async def join(store: Store, me: Person, session_id: int, places: int, now: datetime) -> None:
    """« Rejoindre la liste d'attente »; a second time changes nothing. An earlier yes of the referent stands.

    Raises Gone, BookingClosed, AlreadyAsked, TooManyPlaces, PlacesFree.
    """
    if await store.waiting.of(me.id, session_id):
        return
    if await store.reservations.live(me.id, session_id):
        raise AlreadyAsked
    it = await store.offers.session(session_id)
    _ensure_may_wait(it, places, now)
    if it.free and not await others_first(store, me.id, it, now):
        raise PlacesFree
    yes = await store.waiting.earlier_yes(me.id, session_id)
    await store.waiting.add(session_id, me.id, places, now, yes)


def most_to_wait_for(it: Session) -> int:
    """A group larger than the allotment would wait for nothing (R4)."""
    return min(it.places_a_person, MOST_PLACES, it.capacity or MOST_PLACES)


def _ensure_may_wait(it: Session, places: int, now: datetime) -> None:
    if it.publication is Publication.DRAFT:
        raise Gone
    if not is_open(it, now):
        raise BookingClosed
    if not 1 <= places <= most_to_wait_for(it):
        raise TooManyPlaces(most_to_wait_for(it))


async def leave(store: Store, me: Person, session_id: int, now: datetime) -> None:
    """« Quitter la liste d'attente »: one gesture, and those behind move up. A held offer passes on as well.
    A second time changes nothing."""
    entry = await store.waiting.of(me.id, session_id)
    if entry is None:
        return None
    held = await store.reservations.live(me.id, session_id)
    await close(store, entry, Why.LEFT, now)
    if held and held.state is State.OFFERED and await store.reservations.move(held, State.DECLINED, me.id, now):
        await withdraw_letters(store, held, now, Why.LEFT)
        return await free(store, held, now)
    return await pass_on(store, session_id, now)


async def of_mine(store: Store, me: Person, session_id: int) -> Entry:
    """Raises Gone unless this person waits for this outing."""
    entry = await store.waiting.of(me.id, session_id)
    if entry is None:
        raise Gone
    return entry


async def consent(store: Store, me: Person, session_id: int, yes: bool) -> bool:
    """« Prévenez-moi aussi au dernier moment », and back; False for someone who waits no more."""
    entry = await store.waiting.of(me.id, session_id)
    if entry is not None:
        await store.waiting.consent(entry.id, yes)
    return entry is not None


async def close(store: Store, entry: Entry, why: Why, now: datetime) -> None:
    """Waiting ends, and what was still to be said about it too."""
    await store.waiting.close(entry.person_id, entry.session.id, why, now)
    await withdraw_waiting(store, entry, now, why)


async def stop(store: Store, person_id: int, session_id: int, why: Why, now: datetime) -> None:
    """The same, for someone who may not be waiting at all."""
    entry = await store.waiting.of(person_id, session_id)
    if entry is not None:
        await close(store, entry, why, now)


async def end_overdue(store: Store, now: datetime) -> None:
    """Lists whose booking has closed end; nobody waits for ever."""
    for entry in await store.freed.over(now):
        await close(store, entry, Why.OVER, now)
        await tell_waiting(store, Kind.LIST_ENDED, entry, now, Why.OVER)


async def others_first(store: Store, asker_id: int, it: Session, now: datetime) -> bool:
    """Whether the list comes before this asker for what is free. In the last hours the head start is short, and
    among those who consented the first yes wins. What the list has no time left for is anyone's (P6)."""
    line = await store.waiting.line(it.id)
    if answer_by(it, now, approved=False) is None:
        return False
    if not is_last_minute(it, now):
        return comes_first(line, asker_id, it.free)
    called = {entry.person_id for entry in called_at_once(line, it.free)}
    called_at = await store.freed.chain(it.id)
    in_time = called_at is not None and now < for_the_list_until(it, called_at)
    return in_time and bool(called) and asker_id not in called


async def ensure_no_queue(store: Store, asker_id: int, it: Session, now: datetime) -> None:
    """Nobody asks past the list. Raises QueueFirst."""
    if await others_first(store, asker_id, it, now):
        raise QueueFirst


async def keep_first_asking(store: Store, it: Reservation, now: datetime) -> None:
    """A request that nobody answered, of an outing that is full by now: the first asking earned this rank (R2). What
    was kept for a larger group behind may fit them."""
    session = await store.offers.session(it.session.id)
    places_left = session.free >= it.places and not await others_first(store, it.person_id, session, now)
    if places_left or not is_open(session, now):
        return
    if not await store.waiting.take_up_again(it.person_id, session.id, it.requested_at):
        await store.waiting.add(session.id, it.person_id, it.places, it.requested_at, None)
    await pass_on(store, session.id, now)
