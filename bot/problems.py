"""« Signaler un problème »: on the day or around it, by either side of a meeting. The house's coordinators read it at once,
at night too, and the referents of the people concerned; the first who sees to it says so, and whoever told reads who.

Whom one meets is not told: they may be the problem.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import meeting, typed
from bot.absences import stand_in
from bot.domain.accompanied_outings import shows_people
from bot.domain.letters import Kind, Letter
from bot.domain.meeting import Concern, Meeting, Problem, alone_with
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Gone, NobodyToTell
from bot.ports import Store

LONGEST = 200
USEFUL = timedelta(days=2)


async def ensure_may_tell(store: Store, me: Person, session_id: int, now: datetime) -> Meeting:
    """Either side of a meeting, and who was to be accompanied and is not any more. Raises Gone."""
    it = await _left_alone(store, me, session_id) or await meeting.of(store, me, session_id, now)
    if not shows_people(it.session, now):
        raise Gone
    return it


async def _left_alone(store: Store, me: Person, session_id: int) -> Meeting | None:
    it = await store.reservations.live(me.id, session_id)
    return Meeting(alone_with(it), (it,), False, {}) if it is not None and it.is_coming and it.lacks_company else None


async def tell(store: Store, me: Person, session_id: int, what: Concern, now: datetime) -> Problem:
    """One tap, and it has left; twice the same is one as long as nobody sees to it. Raises Gone, NobodyToTell."""
    it = await ensure_may_tell(store, me, session_id, now)
    told = await readers(store, me, it, now)
    if not told:
        raise NobodyToTell
    number = await store.problems.waiting(session_id, me.id, what)
    if number is None:
        number = await store.problems.add(session_id, it.group.organisation_id, me.id, what, now)
    for each in told:
        await _write(store, each, Kind.PROBLEM, number, now)
    return await store.problems.get(number)


async def add_words(store: Store, me: Person, session_id: int, problem_id: int, text: str, now: datetime) -> None:
    """What no button says; it leaves anew. Raises Gone, BadWords."""
    met, it = await ensure_may_tell(store, me, session_id, now), await store.problems.get(problem_id)
    if (it.person_id, it.session.id) != (me.id, session_id):
        raise Gone
    await store.problems.say(it.id, typed.words(text, LONGEST))
    for each in await readers(store, me, met, now):
        await _write(store, each, Kind.PROBLEM, it.id, now, event=int(now.timestamp()))


async def stays_between(store: Store, me: Person, it: Meeting, now: datetime) -> bool:
    """Nobody whom they meet is told."""
    return set(it.others(me.id)).isdisjoint(await readers(store, me, it, now))


async def readers(store: Store, me: Person, it: Meeting, now: datetime) -> list[int]:
    """Of the house, but not whom they meet, unless there is nobody else; never oneself."""
    coordinators = await store.people.with_role(Role.COORDINATOR, it.group.organisation_id)
    known = {each.id for each in coordinators}
    for place in it.places:
        if place.referent_id is not None:
            known.add(await stand_in(store, place.referent_id, now, besides=place.person_id))
    known -= {me.id}
    return sorted(known - set(it.others(me.id)) or known)


async def _write(store: Store, to: int, kind: Kind, number: int, now: datetime, event: int = 0) -> None:
    letter = Letter(
        to=to,
        kind=kind,
        args=(number,),
        due_at=now,
        late_at=now + USEFUL,
        key=f"{kind}:{to}:{number}:{event}",
        about=f"problem:{number}",
    )
    await store.letters.write(letter)


async def read(store: Store, me: Person, problem_id: int, now: datetime) -> tuple[Problem, Meeting | None]:
    """By who was told, as long as they are of the house; with the meeting, if there still is one: to a coordinator all
    of its people, to a referent those they answer for. Raises Gone for anybody else."""
    it = await store.problems.get(problem_id)
    told = await store.letters.readers(Kind.PROBLEM, str(it.id))
    if me.id not in told or me.organisation_id != it.organisation_id:
        raise Gone
    found = await meeting.at(store, await store.people.get(it.person_id), it.session.id)
    if found is None or me.is_a(Role.COORDINATOR):
        return it, found
    mine = await store.people.acts_for(me.id, now)
    return it, replace(found, places=tuple(each for each in found.places if each.referent_id in mine))


async def take(store: Store, me: Person, problem_id: int, now: datetime) -> Problem:
    """« Je m'en occupe »: the first one does, and whoever told reads it. Raises Gone, AlreadyAnswered."""
    it, _ = await read(store, me, problem_id, now)
    if not await store.problems.take(it.id, me.id):
        raise AlreadyAnswered(0)
    await _write(store, it.person_id, Kind.PROBLEM_TAKEN, it.id, now)
    return await store.problems.get(it.id)


async def answered(store: Store, me: Person, problem_id: int) -> Problem:
    """What I told, and who sees to it. Raises Gone."""
    it = await store.problems.get(problem_id)
    if it.person_id != me.id or it.taken_by is None:
        raise Gone
    return it
