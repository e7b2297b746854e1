"""« Faire le trajet une fois avant »: offered to who goes alone for the first time, with somebody or at a permanence."""

from datetime import date, datetime

from bot import deciding, permanences
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person, Role
from bot.domain.permanences import Moment
from bot.domain.refusals import AlreadyAnswered, Begun, Gone, NoCompanyNeeded, TooLate
from bot.domain.rehearsals import Answer, Rehearsal, goes_alone
from bot.domain.reservations import Reservation
from bot.ports import Store
from bot.reservations import of_mine
from bot.telling import about


async def is_offered(store: Store, it: Reservation, now: datetime) -> bool:
    """Once; to who has never been out alone."""
    if not goes_alone(it, now) or await store.rehearsals.of(it.id) is not None:
        return False
    return not await store.rehearsals.is_over(it.person_id, now)


async def near(store: Store, me: Person, it: Reservation, now: datetime) -> Moment | None:
    """The next permanence before the outing, of which one can still be reminded."""
    shown, _ = await permanences.ahead(store, me, now)
    return next((each for each in shown if now < each.reminder_at and each.closes_at < it.session.starts_at), None)


async def answer(store: Store, me: Person, reservation_id: int, said: Answer, now: datetime) -> Reservation:
    """Raises Gone, AlreadyAnswered; whoever is to make the way with them is asked."""
    it = await of_mine(store, me, reservation_id)
    if not await is_offered(store, it, now):
        raise AlreadyAnswered(it.id)
    if not await store.rehearsals.add(it.id, said, now):
        raise AlreadyAnswered(it.id)
    if said is not Answer.NO:
        await _ask(store, it, now)
    return it


async def at_permanence(
    store: Store, me: Person, reservation_id: int, permanence_id: int, day: date, now: datetime
) -> Moment:
    """With its reminder. Raises Gone, AlreadyAnswered, TooLate."""
    it = await answer(store, me, reservation_id, Answer.PERMANENCE, now)
    found = await permanences.remind(store, me, permanence_id, day, now)
    if found.closes_at >= it.session.starts_at:
        raise TooLate
    return found


async def wished(store: Store, me: Person, reservation_id: int, now: datetime) -> tuple[Reservation, Rehearsal]:
    """For who answers for the person. Raises Gone, Begun."""
    it, said = await store.reservations.get(reservation_id), await store.rehearsals.of(reservation_id)
    if said is None or said.answer is Answer.NO:
        raise Gone
    await deciding.ensure_may_answer(store, me, it, now)
    if not it.is_coming or it.session.starts_at <= now:
        raise Begun
    return it, said


async def go_along(store: Store, me: Person, reservation_id: int, now: datetime) -> Reservation:
    """« Je fais le trajet avec … »: the first who says so does. Raises Gone, Begun, NoCompanyNeeded."""
    it, said = await wished(store, me, reservation_id, now)
    if said.companion_id != me.id:
        if not await store.rehearsals.take(it.id, me.id):
            raise NoCompanyNeeded
        await _write(store, it.person_id, Kind.REHEARSED, it, now, str(me.id))
    return it


async def let_go(store: Store, companion_id: int, now: datetime) -> None:
    """They leave the team: who answers for the person now is asked."""
    for number in await store.rehearsals.let_go(companion_id, now):
        await _ask(store, await store.reservations.get(number), now, f"after {companion_id}")


async def _ask(store: Store, it: Reservation, now: datetime, why: str = "") -> None:
    """The referent; where there is none, the coordinators."""
    asked = [it.referent_id]
    if it.referent_id is None:
        known = await store.people.with_role(Role.COORDINATOR, it.organisation_id)
        asked = [each.id for each in known if each.id != it.person_id]
    for to in asked:
        await _write(store, to or 0, Kind.REHEARSAL, it, now, why)


async def _write(store: Store, to: int, kind: Kind, it: Reservation, now: datetime, why: str) -> None:
    key = f"{kind}:{to}:{it.id}:{why}"
    await store.letters.write(Letter(to, kind, (it.id,), now, it.session.starts_at, key, about(it)))
