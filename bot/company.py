"""Never alone: how a person wishes to go, « Je vous accompagne », and « Je ne peux plus »."""

from datetime import datetime

from bot import accompanied_outings, deciding, gathering, midway
from bot.accompanying import plan_accompanying, tell_over, write
from bot.domain.company import Wish, places_with_company
from bot.domain.letters import Kind
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Begun, Gone, NoCompanyNeeded
from bot.domain.reservations import Reservation, State
from bot.ports import Store
from bot.reservations import accept, of_mine, request
from bot.seeking import forget, let_go, seek

ASKED = (State.REQUESTED, State.APPROVED)


async def is_first_outing(store: Store, me: Person, now: datetime) -> bool:
    """They have been nowhere yet."""
    return not await store.reservations.has_been_out(me.id, now)


async def ask(store: Store, me: Person, session_id: int, now: datetime) -> Reservation:
    """Places for oneself and for who comes along, and the wish, in one gesture: whoever is asked reads both at once.
    Raises as `request`."""
    places = places_with_company(await store.offers.session(session_id))
    it = await request(store, me, session_id, max(places, 1), now)
    await store.company.wish(it.id, Wish.COMPANY)
    return await _settled(store, await store.reservations.get(it.id), now)


async def say(store: Store, me: Person, reservation_id: int, wish: Wish, now: datetime) -> Reservation:
    """The person says how they wish to go; saying it twice changes nothing. Raises Gone, AlreadyAnswered, Begun."""
    was = await of_mine(store, me, reservation_id)
    _ensure_ahead(was, now, ASKED)
    if not await store.company.wish(was.id, wish):
        return was
    await forget(store, was, now)
    await tell_over(store, was, now)
    it = await _settled(store, await store.reservations.get(was.id), now)
    if it.lacks_company:
        await seek(store, it, now)
    if was.accompanied_by is not None:
        await gathering.gather(store, was.session.id, was.organisation_id, now)
    return it


async def _settled(store: Store, it: Reservation, now: datetime) -> Reservation:
    """Of a place that is given already: the group that it joins by itself, and what is written of company."""
    it = await gathering.join(store, it)
    if it.is_coming:
        await plan_accompanying(store, it, now)
    return it


async def join_group(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« Rejoindre le groupe »: of one among women, which nobody is put into by itself.
    Raises Gone, where there is no room any more too, AlreadyAnswered, Begun."""
    was = await of_mine(store, me, reservation_id)
    _ensure_ahead(was, now, (State.APPROVED,))
    group = await gathering.group_for(store, was)
    if group is None:
        raise Gone
    await forget(store, was, now)
    it = await gathering.put_into(store, group, was)
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
        await _leave_group(store, await store.reservations.get(it.id))
    if not await store.company.accompany(it.id, me.id):
        raise NoCompanyNeeded
    await forget(store, it, now)
    it = await store.reservations.get(it.id)
    if not accepts:
        await write(store, it.person_id, Kind.ACCOMPANIED, it, now)
    await plan_accompanying(store, it, now)
    return it


async def _leave_group(store: Store, it: Reservation) -> None:
    """With the yes they may have joined the house's group by itself; whoever said yes comes along instead."""
    if it.accompanied_by is not None:
        await store.company.let_go(it.id, it.accompanied_by)


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
    await let_go(store, it, now)
    return it


async def stop_all(store: Store, companion_id: int, now: datetime) -> None:
    """They leave the team: everybody whom they were to go with needs somebody else, and whoever is out with them reads
    it."""
    await midway.leave(store, companion_id, now)
    await accompanied_outings.leave_all(store, companion_id, now)
    for it in await store.company.ahead(companion_id, now):
        await let_go(store, it, now)


def _ensure_ahead(it: Reservation, now: datetime, states: tuple[State, ...]) -> None:
    """Raises AlreadyAnswered, Begun."""
    if it.state not in states:
        raise AlreadyAnswered(it.id)
    if it.session.starts_at <= now:
        raise Begun
