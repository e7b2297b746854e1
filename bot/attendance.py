"""Roll call: came, excused, absent. What follows an absence is a kind message, and nothing else (R7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.accompanied_outings import first_name, shows_people
from bot.domain.attendance import DAYS, Attendance, may_call_the_roll, told_at
from bot.domain.guests import initials
from bot.domain.letters import Kind, Letter
from bot.domain.offers import Session
from bot.domain.people import STAFF, Person, Role
from bot.domain.refusals import Gone
from bot.domain.reservations import Reservation
from bot.ports import Store

KIND_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Begun:
    """An outing whose roll can be called, and how many ticks are missing."""

    session: Session
    missing: int


async def roll(store: Store, me: Person, session_id: int, now: datetime) -> list[Reservation]:
    """Whom this person may tick: a coordinator everybody, a referent the people they answer for, whoever leads the people
    they go with. Raises Gone when that is nobody."""
    mine = await _mine(store, me, now)
    found = [it for it in await store.roll.of_session(session_id) if _may_tick(me, mine, it, now)]
    if not found:
        raise Gone
    return found


async def begun(store: Store, me: Person, now: datetime) -> list[Begun]:
    """The outings of the last days that have somebody to tick, the latest first."""
    mine = await _mine(store, me, now)
    together: dict[int, list[Reservation]] = {}
    for it in await store.roll.begun(now - DAYS, now):
        if _may_tick(me, mine, it, now):
            together.setdefault(it.session.id, []).append(it)
    return [Begun(found[0].session, sum(it.attendance is None for it in found)) for found in together.values()]


async def tick(store: Store, me: Person, reservation_id: int, to: Attendance, now: datetime) -> Reservation:
    """One person's coming. Raises Gone for somebody else's people, before the start, and after the week."""
    it = await store.reservations.get(reservation_id)
    if (
        not it.is_coming
        or not may_call_the_roll(it.session, now)
        or not _may_tick(me, await _mine(store, me, now), it, now)
    ):
        raise Gone
    await store.roll.tick(it.id, to, me.id, now)
    if to is Attendance.ABSENT:
        await store.letters.write(_kind_word(it, now))
    return it


async def excuse(store: Store, me: Person, it: Reservation, now: datetime) -> Reservation:
    """Who says after the start that they cannot come: noted for the roll, unless it was called already."""
    if it.attendance is None and may_call_the_roll(it.session, now):
        await store.roll.tick(it.id, Attendance.EXCUSED, me.id, now)
    return await store.reservations.get(it.id)


def name_for(me: Person, it: Reservation) -> str:
    """The people of other organisations stand there by their initials; a volunteer reads first names."""
    if not me.is_a(*STAFF):
        return first_name(it.person)
    return it.person if it.organisation_id == me.organisation_id else initials(it.person)


async def _mine(store: Store, me: Person, now: datetime) -> frozenset[int]:
    return await store.people.acts_for(me.id, now)


def _may_tick(me: Person, mine: frozenset[int], it: Reservation, now: datetime) -> bool:
    answers = me.is_a(Role.COORDINATOR) or (it.referent_id in mine and it.person_id != me.id)
    return answers or _leads(me, it, now)


def _leads(me: Person, it: Reservation, now: datetime) -> bool:
    """A volunteer in their days only."""
    return it.accompanied_by == me.id and (me.is_a(*STAFF) or shows_people(it.session, now))


def _kind_word(it: Reservation, now: datetime) -> Letter:
    due_at = told_at(now, it.session.zone)
    return Letter(
        to=it.person_id,
        kind=Kind.MISSED,
        args=(it.id,),
        due_at=due_at,
        late_at=due_at + KIND_FOR,
        key=f"missed:{it.id}:{due_at.date()}",
        about=f"reservation:{it.id}",
    )
