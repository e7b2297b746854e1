"""A held offer, as people live it: yes, no, or no answer; and the last-minute place that the first yes has."""

from datetime import datetime

from bot.domain.letters import Kind
from bot.domain.offers import is_open
from bot.domain.people import Person
from bot.domain.refusals import AlreadyAnswered, AlreadyAsked, AlreadyTaken, Gone, PassedOn
from bot.domain.reservations import Reservation, State
from bot.domain.waiting import Why, answer_by, is_last_minute
from bot.freed import find_someone, free, hold_until, yes_that_stands
from bot.ports import Store
from bot.reservations import give_up, of_mine, put_to_referent
from bot.telling import about, plan_reminders, tell, withdraw_letters
from bot.waiting import end_overdue, stop
from bot.waiting import of_mine as entry_of_mine


async def accept(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« Je prends la place »: the referent is asked as usual, unless their yes stands.
    Raises Gone, AlreadyAnswered, PassedOn."""
    it = await of_mine(store, me, reservation_id)
    if it.state is not State.OFFERED:
        raise AlreadyAnswered(it.id)
    if it.expires_at is None or it.expires_at <= now or not is_open(it.session, now):
        raise PassedOn
    return await _take(store, it, now)


async def _take(store: Store, it: Reservation, now: datetime) -> Reservation:
    entry = await store.waiting.of(it.person_id, it.session.id)
    author = await yes_that_stands(store, entry, now) if entry else None
    await stop(store, it.person_id, it.session.id, Why.TOOK, now)
    await withdraw_letters(store, it, now, "answered")
    if author is not None:
        return await _approved(store, it, author, now)
    if not await store.reservations.ask_from_hold(it, it.session.closes_at, now):
        raise AlreadyAnswered(it.id)
    return await put_to_referent(store, it.id, now)


async def _approved(store: Store, it: Reservation, author: int, now: datetime) -> Reservation:
    """The yes that stands is written as a decision, with its author (R1); both sides are told."""
    if not await store.reservations.move(it, State.APPROVED, author, now):
        raise AlreadyAnswered(it.id)
    approved = await store.reservations.get(it.id)
    await plan_reminders(store, approved, now)
    await tell(store, it.person_id, Kind.DECISION, approved, now, State.APPROVED)
    await tell(store, it.referent_id, Kind.AHEAD, approved, now, State.APPROVED)
    return approved


async def decline(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« Je ne peux pas »: the rank is kept, the place passes on. Raises Gone, AlreadyAnswered."""
    it = await of_mine(store, me, reservation_id)
    if it.state is not State.OFFERED:
        raise AlreadyAnswered(it.id)
    return await give_up(store, me, reservation_id, now)


async def take_now(store: Store, me: Person, session_id: int, now: datetime) -> Reservation:
    """A last-minute place: the first yes has it, the others keep their rank. Raises Gone, AlreadyAsked, PassedOn,
    AlreadyTaken."""
    if await store.reservations.live(me.id, session_id):
        raise AlreadyAsked
    entry = await entry_of_mine(store, me, session_id)
    if not entry.last_minute or not is_last_minute(entry.session, now):
        raise Gone
    if not is_open(entry.session, now):
        raise PassedOn
    if not await store.offers.take(session_id, entry.places, now):
        raise AlreadyTaken
    number = await hold_until(store, entry, entry.session.closes_at, now)
    return await _take(store, await store.reservations.get(number), now)


async def lapse_overdue(store: Store, now: datetime) -> None:
    """Held offers without an answer pass on, and the person reads one kind message. An offer whose letter could not
    leave (the bot was stopped) has not been made yet: its time begins now."""
    for it in await store.reservations.unanswered(now):
        later = answer_by(it.session, now, approved=True)
        if later and not await store.letters.has_left(about(it), Kind.TURN):
            await store.reservations.hold_until(it.id, later)
        elif await store.reservations.move(it, State.LAPSED, None, now):
            await withdraw_letters(store, it, now, "lapsed")
            await tell(store, it.person_id, Kind.PASSED_ON, it, now, State.LAPSED)
            await free(store, it, now)


async def keep_time(store: Store, now: datetime) -> None:
    """Everything that time itself changes on the lists."""
    await lapse_overdue(store, now)
    for session_id in await store.freed.untold(now):
        await store.freed.start_chain(session_id, now)
        await find_someone(store, session_id, now)
    await end_overdue(store, now)
