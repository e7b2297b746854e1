"""The life of a place, as people live it: ask, answer, give back, say a word. Each gesture touches one reservation (R5)
and is compare-and-set on the state that was read (P4)."""

from datetime import datetime

from bot import deciding
from bot.accompanying import tell_over
from bot.attendance import excuse
from bot.domain.letters import Kind
from bot.domain.offers import ensure_may_request
from bot.domain.people import Person
from bot.domain.refusals import AlreadyAnswered, AlreadyAsked, Begun, Gone, NotEnoughPlaces, TooLate
from bot.domain.reservations import REASONS, Reservation, State, Word
from bot.domain.waiting import Why
from bot.freed import free
from bot.gathering import gather
from bot.ports import Store
from bot.telling import about, plan_reminders, tell, withdraw_letters
from bot.waiting import ensure_no_queue, keep_first_asking, stop

LONGEST_REASON = 300


async def request(
    store: Store, me: Person, session_id: int, places: int, now: datetime, made_by: Person | None = None
) -> Reservation:
    """Ask; the places are held from now on (P2), and the clock runs unless a standing yes answers. `made_by`: the
    referent who asks in this person's stead.

    Raises Gone, BookingClosed, TooManyPlaces, NotEnoughPlaces, QueueFirst, AlreadyAsked.
    """
    if await store.reservations.live(me.id, session_id):
        raise AlreadyAsked
    it = await store.offers.session(session_id)
    ensure_may_request(it, places, now)
    await ensure_no_queue(store, me.id, it, now)
    if not await store.offers.take(session_id, places, now):
        raise NotEnoughPlaces((await store.offers.session(session_id)).free)
    number = await store.reservations.add(session_id, me.id, places, it.closes_at, (made_by or me).id, now)
    await stop(store, me.id, session_id, Why.ASKED, now)
    return await put_to_referent(store, number, now)


async def put_to_referent(store: Store, number: int, now: datetime) -> Reservation:
    """A request that was just made, directly or from a held offer: a yes given ahead answers it, or its clock starts."""
    return await deciding.ask(store, await store.reservations.get(number), now)


async def of_mine(store: Store, me: Person, reservation_id: int) -> Reservation:
    """Raises Gone unless it is this person's own."""
    it = await store.reservations.get(reservation_id)
    if it.person_id != me.id:
        raise Gone
    return it


async def of_followed(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """Raises Gone unless this one answers for the request now, and it is somebody else's (D7)."""
    it = await store.reservations.get(reservation_id)
    await deciding.ensure_may_answer(store, me, it, now)
    return it


async def accept(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """The referent's yes: confirmation and reminders follow. Raises Gone, AlreadyAnswered, TooLate."""
    it = await _decide(store, me, reservation_id, State.APPROVED, now)
    await plan_reminders(store, it, now)
    return it


async def refuse(store: Store, me: Person, reservation_id: int, reason: str, now: datetime) -> Reservation:
    """The referent's no, with words (R6); the places are free again. Raises Gone, AlreadyAnswered, TooLate."""
    words = reason if reason in REASONS else " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise Gone
    it = await _decide(store, me, reservation_id, State.REFUSED, now, words)
    await free(store, it, now)
    return it


async def _decide(
    store: Store, me: Person, reservation_id: int, to: State, now: datetime, reason: str = ""
) -> Reservation:
    it = await of_followed(store, me, reservation_id, now)
    if it.state is not State.REQUESTED:
        raise AlreadyAnswered(it.id)
    if (it.expires_at or it.session.closes_at) <= now:
        raise TooLate
    if not await store.reservations.move(it, to, me.id, now, reason):
        raise AlreadyAnswered(it.id)
    await withdraw_letters(store, it, now, "answered")
    await tell(store, it.person_id, Kind.DECISION, it, now, to)
    if me.id != it.referent_id:
        await tell(store, it.referent_id, Kind.OUTCOME, it, now, to)
    return await store.reservations.get(it.id)


async def give_up(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« Annuler ma place », « Je ne peux pas »: the places are free at once, and the referent knows. Once the outing
    has begun the place stays as it is, and the person is excused. Raises Gone, AlreadyAnswered."""
    it = await of_mine(store, me, reservation_id)
    if it.is_coming and it.session.starts_at <= now:
        return await excuse(store, me, it, now)
    await give_back(store, it, me, now)
    await store.letters.answer(about(it))
    if it.state is not State.OFFERED:
        await tell(store, it.referent_id, Kind.OUTCOME, it, now, it.ended_by_person())
    return await store.reservations.get(it.id)


async def give_back(store: Store, it: Reservation, actor: Person, now: datetime) -> None:
    """The person gives it back, or the actor for them. Raises AlreadyAnswered, Begun."""
    if not it.is_live:
        raise AlreadyAnswered(it.id)
    if it.session.starts_at <= now:
        raise Begun
    if not await store.reservations.move(it, it.ended_by_person(), actor.id, now):
        raise AlreadyAnswered(it.id)
    await withdraw_letters(store, it, now, "given back")
    if it.accompanied_by not in (it.referent_id, actor.id):
        # The referent reads of it as the outcome.
        await tell_over(store, it, now)
    if it.accompanied_by is not None:
        await gather(store, it.session.id, it.organisation_id, now)
    await free(store, it, now)


async def expire_overdue(store: Store, now: datetime) -> int:
    """Requests that nobody answered in time end kindly, and both sides are told (R1). How many."""
    overdue = await store.reservations.overdue(now)
    for it in overdue:
        if await store.reservations.move(it, State.EXPIRED, None, now):
            await withdraw_letters(store, it, now, "expired")
            await tell(store, it.person_id, Kind.DECISION, it, now, State.EXPIRED)
            await tell(store, it.referent_id, Kind.OUTCOME, it, now, State.EXPIRED)
            await free(store, it, now)
            await keep_first_asking(store, it, now)
    return len(overdue)


async def say_coming(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« Je viens ». Raises Gone, Begun, AlreadyAnswered when there is no such place any more."""
    it = await _coming(store, me, reservation_id, now)
    await store.reservations.say_coming(it.id, now)
    await store.letters.answer(about(it))
    return it


async def ask_for_help(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« J'ai besoin d'aide »: the referent is told, once a day at most. Raises Gone, Begun, AlreadyAnswered."""
    it = await _coming(store, me, reservation_id, now)
    await tell(store, it.referent_id, Kind.HELP, it, now, now.date().isoformat())
    await store.letters.answer(about(it))
    return it


async def _coming(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    it = await of_mine(store, me, reservation_id)
    if not it.is_coming:
        raise AlreadyAnswered(it.id)
    if it.session.starts_at <= now:
        raise Begun
    return it


async def say_word(store: Store, me: Person, reservation_id: int, word: Word, now: datetime) -> Reservation:
    """One tap on how it was, for a place that was approved and an outing that has begun. Raises Gone."""
    it = await of_mine(store, me, reservation_id)
    if not it.is_coming or it.session.starts_at > now:
        raise Gone
    await store.reservations.say_word(it.id, word)
    return it
