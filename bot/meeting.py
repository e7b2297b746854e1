"""The day itself, for both sides: what each may know of the other, « Arrivé » and « Rentré »."""

from datetime import datetime

from bot.domain.accompanied_outings import closes_at, shows_people
from bot.domain.letters import Kind, Letter
from bot.domain.meeting import Meeting, Step, alone_with, may_say, said_until
from bot.domain.offers import Publication
from bot.domain.people import STAFF, TEAM, Person
from bot.domain.refusals import Gone, Overtaken
from bot.ports import Store


async def of(store: Store, me: Person, session_id: int, now: datetime) -> Meeting:
    """As a companion, or as somebody who is accompanied. Raises Gone for everybody else, when the day after is over, and
    for a volunteer before their days."""
    it = await at(store, me, session_id)
    if it is None or now >= closes_at(it.session) or it.session.publication is not Publication.PUBLISHED:
        raise Gone
    if it.leads and not me.is_a(*STAFF) and not shows_people(it.session, now):
        raise Gone
    return it


async def at(store: Store, who: Person, session_id: int) -> Meeting | None:
    """Theirs, whoever asks and whenever."""
    return await _as_companion(store, who, session_id) or await _as_accompanied(store, who, session_id)


async def _as_companion(store: Store, me: Person, session_id: int) -> Meeting | None:
    """Of the group that they come along with; else of the people whom they go with, without a group. Nobody's who has
    left the team, whatever else they are here."""
    if not me.is_a(*TEAM):
        return None
    group = await store.accompanied_outings.of(session_id, me.organisation_id)
    if group is not None and group.companion(me.id) is None:
        group = None
    leaders = {me.id} if group is None else {me.id, group.leader_id or me.id}
    places = [it for leader in sorted(leaders) for it in await store.company.of(leader, session_id)]
    if group is None and places:
        group = alone_with(places[0])
    if group is None:
        return None
    return Meeting(group, tuple(places), True, await store.arrivals.of(group.session))


async def _as_accompanied(store: Store, me: Person, session_id: int) -> Meeting | None:
    it = await store.reservations.live(me.id, session_id)
    if it is None or not it.is_coming or it.accompanied_by is None:
        return None
    group = await store.accompanied_outings.of(session_id, it.organisation_id)
    if group is None or group.companion(it.accompanied_by) is None:
        group = alone_with(it)
    return Meeting(group, (it,), False, await store.arrivals.of(it.session))


async def say(store: Store, me: Person, session_id: int, step: Step, now: datetime) -> Meeting:
    """« Arrivé », « Rentré »: the other side reads it without a sound; saying it twice changes nothing. Raises Gone."""
    it = await of(store, me, session_id, now)
    if not may_say(step, it.group, now):
        raise Gone
    await store.arrivals.say(it.session, me.id, step, now)
    for each in it.others(me.id):
        await store.letters.write(_told(it, each, me, step, now))
    return await of(store, me, session_id, now)


def _told(it: Meeting, to: int, by: Person, step: Step, now: datetime) -> Letter:
    return Letter(
        to=to,
        kind=Kind.ARRIVED,
        args=(it.session.id, by.id, step),
        due_at=now,
        late_at=said_until(step, it.session),
        key=f"{Kind.ARRIVED}:{to}:{it.session.id}:{it.session.revision}:{by.id}:{step}",
        about=f"person:{by.id}",
    )


async def heard(store: Store, me: Person, session_id: int, person_id: int, step: Step, now: datetime) -> Meeting:
    """The letter's meeting. Raises Gone unless I meet this person there, Overtaken when they go on their way without me."""
    it = await of(store, me, session_id, now)
    if person_id not in it.others(me.id):
        raise Gone
    if (person_id, step) not in it.said:
        raise Overtaken("the outing was moved")
    return it
