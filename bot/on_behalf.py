"""What a referent does in a person's stead, face to face: ask (which is also the yes), give back, move. The history
says who did it, and the person reads it."""

from datetime import datetime

from bot.domain.letters import Kind
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Gone
from bot.domain.reservations import Reservation, State
from bot.following import followed
from bot.ports import Store
from bot.reservations import accept, give_back, request
from bot.telling import tell


async def agreed(store: Store, me: Person, person_id: int, now: datetime) -> Person:
    """Somebody followed who said yes to what is kept, and is confirmed. Raises Gone."""
    person = await followed(store, me, person_id, now)
    if not person.is_a(Role.BENEFICIARY):
        raise Gone
    return person


async def place(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """A place of somebody followed. Raises Gone."""
    it = await store.reservations.get(reservation_id)
    await followed(store, me, it.person_id, now)
    return it


async def ask(store: Store, me: Person, person_id: int, session_id: int, places: int, now: datetime) -> Reservation:
    """Places for somebody, approved in the same gesture: who asks is who decides.

    Raises Gone, BookingClosed, TooManyPlaces, NotEnoughPlaces, AlreadyAnswered.
    """
    person = await agreed(store, me, person_id, now)
    if live := await store.reservations.live(person.id, session_id):
        raise AlreadyAnswered(live.id)
    asked = await request(store, person, session_id, places, now, made_by=me)
    if asked.state is State.REQUESTED:
        return await accept(store, me, asked.id, now)
    return asked


async def cancel(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """Give back the places of somebody; a request that waits is answered instead. Raises Gone, AlreadyAnswered,
    Begun."""
    it = await place(store, me, reservation_id, now)
    if not it.is_coming:
        raise AlreadyAnswered(it.id)
    await give_back(store, it, me, now)
    await tell(store, it.person_id, Kind.DECISION, it, now, State.CANCELLED)
    if it.referent_id != me.id:
        await tell(store, it.referent_id, Kind.OUTCOME, it, now, State.CANCELLED)
    return await store.reservations.get(it.id)


async def move(
    store: Store, me: Person, reservation_id: int, session_id: int, places: int, now: datetime
) -> Reservation:
    """Another outing in place of this one, or nothing at all. Raises as `cancel` and `ask`."""
    former = await place(store, me, reservation_id, now)
    if former.session.id == session_id:
        raise AlreadyAnswered(former.id)
    await cancel(store, me, reservation_id, now)
    return await ask(store, me, former.person_id, session_id, places, now)
