"""Never alone: how a person wishes to go, « Je vous accompagne », and « Je ne peux plus »."""

from datetime import datetime

from bot import deciding
from bot.accompanying import plan_accompanying, tell_over, write
from bot.domain.company import Wish, places_with_company
from bot.domain.letters import Kind
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Begun, Gone, NoCompanyNeeded
from bot.domain.reservations import Reservation, State
from bot.ports import Store
from bot.reservations import accept, of_mine, request
from bot.telling import about

ASKED = (State.REQUESTED, State.APPROVED)
OF_A_TURN = (Kind.COMPANY, Kind.COMPANION_WANTED, Kind.COMPANION_GONE, Kind.ACCOMPANIED)
"""What was still to be said of the company has lost its meaning when it changes."""


async def is_first_outing(store: Store, me: Person, now: datetime) -> bool:
    """They have been nowhere yet."""
    return not await store.reservations.has_been_out(me.id, now)


async def ask(store: Store, me: Person, session_id: int, now: datetime) -> Reservation:
    """Places for oneself and for who comes along, and the wish, in one gesture: whoever is asked reads both at once.
    Raises as `request`."""
    places = places_with_company(await store.offers.session(session_id))
    it = await request(store, me, session_id, max(places, 1), now)
    await store.company.wish(it.id, Wish.COMPANY)
    return await store.reservations.get(it.id)


async def say(store: Store, me: Person, reservation_id: int, wish: Wish, now: datetime) -> Reservation:
    """The person says how they wish to go; saying it twice changes nothing. Raises Gone, AlreadyAnswered, Begun."""
    was = await of_mine(store, me, reservation_id)
    _ensure_ahead(was, now, ASKED)
    if not await store.company.wish(was.id, wish):
        return was
    await _forget(store, was, now)
    await tell_over(store, was, now)
    it = await store.reservations.get(was.id)
    if it.lacks_company:
        await _seek(store, it, now)
        if it.is_coming:
            await plan_accompanying(store, it, now)
    return it


async def accompany(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« Je vous accompagne »: it is the yes to a request too, with the letter of that yes; of an approved place the
    person is told apart.
    Raises Gone, AlreadyAnswered, Begun, TooLate, NoCompanyNeeded."""
    it = await store.reservations.get(reservation_id)
    await _ensure_may_accompany(store, me, it, now)
    _ensure_ahead(it, now, ASKED)
    if not may_be_accompanied(it):
        raise NoCompanyNeeded
    accepts = it.state is State.REQUESTED
    if accepts:
        await accept(store, me, it.id, now)
    if not await store.company.accompany(it.id, me.id):
        raise NoCompanyNeeded
    await _forget(store, it, now)
    it = await store.reservations.get(it.id)
    if not accepts:
        await write(store, it.person_id, Kind.ACCOMPANIED, it, now)
    await plan_accompanying(store, it, now)
    return it


def may_be_accompanied(it: Reservation) -> bool:
    """Their wish, or they have said nothing; and nobody does yet."""
    return it.accompanied_by is None and it.wish in (None, Wish.COMPANY)


async def _ensure_may_accompany(store: Store, me: Person, it: Reservation, now: datetime) -> None:
    """Whoever answers for the person; where company was wished for and the answer was yes, a coordinator of the house
    too. Raises Gone."""
    if not (is_asked_to_find_somebody(me, it) and it.is_coming and it.wish is Wish.COMPANY):
        await deciding.ensure_may_answer(store, me, it, now)


def is_asked_to_find_somebody(me: Person, it: Reservation) -> bool:
    """A coordinator of the person's house, and never the person (D7)."""
    return me.is_a(Role.COORDINATOR) and me.organisation_id == it.organisation_id and me.id != it.person_id


async def accompanied(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """A place of somebody I go with. Raises Gone, AlreadyAnswered, Begun."""
    it = await store.reservations.get(reservation_id)
    if it.accompanied_by != me.id:
        raise Gone
    _ensure_ahead(it, now, (State.APPROVED,))
    return it


async def stop(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« Je ne peux plus »: the person is told at once, and the coordinators are asked.
    Raises Gone, AlreadyAnswered, Begun."""
    it = await accompanied(store, me, reservation_id, now)
    await _let_go(store, it, now)
    return it


async def stop_all(store: Store, companion_id: int, now: datetime) -> None:
    """They leave the team: everybody whom they were to go with needs somebody else."""
    for it in await store.company.ahead(companion_id, now):
        await _let_go(store, it, now)


async def _let_go(store: Store, was: Reservation, now: datetime) -> None:
    gone = was.companion_id or 0
    if not await store.company.let_go(was.id, gone):
        raise AlreadyAnswered(was.id)
    await _forget(store, was, now)
    it = await store.reservations.get(was.id)
    await write(store, it.person_id, Kind.COMPANION_GONE, it, now)
    if it.referent_id not in (None, gone):
        await write(store, it.referent_id or 0, Kind.COMPANY, it, now)
    await _ask_coordinators(store, it, now, besides=gone)


async def _seek(store: Store, it: Reservation, now: datetime) -> None:
    """The referent is told, without a sound; where there is none, the coordinators are asked."""
    if it.referent_id is not None:
        await write(store, it.referent_id, Kind.COMPANY, it, now)
    else:
        await _ask_coordinators(store, it, now)


async def _ask_coordinators(store: Store, it: Reservation, now: datetime, besides: int = 0) -> None:
    """Of the person's house; never the person."""
    for each in await store.people.with_role(Role.COORDINATOR, it.organisation_id):
        if each.id not in (it.person_id, besides):
            await write(store, each.id, Kind.COMPANION_WANTED, it, now)


async def _forget(store: Store, it: Reservation, now: datetime) -> None:
    for kind in OF_A_TURN:
        await store.letters.withdraw(about(it), now, "the company has changed", kind)


def _ensure_ahead(it: Reservation, now: datetime, states: tuple[State, ...]) -> None:
    """Raises AlreadyAnswered, Begun."""
    if it.state not in states:
        raise AlreadyAnswered(it.id)
    if it.session.starts_at <= now:
        raise Begun
