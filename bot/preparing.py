"""A coordinator prepares their house's group at an outing: where and when it meets, for whom, with how many of the team.

Whoever may have read where to meet reads it again when it changes.
"""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import accompanied_outings as groups
from bot import typed
from bot.accompanying import plan_alert
from bot.domain.accompanied_outings import MOST_COMPANIONS, SMALL, AccompaniedOuting, Sign
from bot.domain.letters import Kind, Letter
from bot.domain.offers import Publication, Session
from bot.domain.people import Person
from bot.domain.refusals import Begun, Gone
from bot.gathering import gather, people_of
from bot.ports import Store

LONGEST_POINT = 200
MOST_MINUTES = 180


async def prepare(store: Store, me: Person, session_id: int, now: datetime) -> AccompaniedOuting:
    """The group, with the defaults where there was none; from now on it is wanted until enough of the team come along.
    Raises Gone, Begun."""
    it = await _ahead(store, session_id, now)
    made = await store.accompanied_outings.make(it.id, me.organisation_id, secrets.choice(list(Sign)), me.id)
    await plan_alert(store, it, me.organisation_id, now, turn=f"group:{made.id}")
    return made


async def of_house(store: Store, me: Person, session_id: int) -> AccompaniedOuting:
    """Raises Gone where there is none."""
    it = await store.accompanied_outings.of(session_id, me.organisation_id)
    if it is None:
        raise Gone
    return it


async def set_point(store: Store, me: Person, session_id: int, text: str, now: datetime) -> None:
    """Where they meet, in words; none: in front of the venue. Raises Gone, Begun, BadWords."""
    await _settle(store, me, session_id, now, meeting_point=text and typed.words(text, LONGEST_POINT))


async def set_moment(store: Store, me: Person, session_id: int, minutes: int, now: datetime) -> None:
    """So many minutes before the start; 0: the default. Raises Gone, Begun."""
    if minutes > MOST_MINUTES:
        raise Gone
    await _settle(store, me, session_id, now, minutes_before=minutes or None)


async def set_minimum(store: Store, me: Person, session_id: int, companions: int, now: datetime) -> None:
    """Raises Gone, Begun."""
    if not 1 <= companions <= MOST_COMPANIONS:
        raise Gone
    await _settle(store, me, session_id, now, minimum=companions)


async def set_women_only(store: Store, me: Person, session_id: int, yes: bool, now: datetime) -> None:
    """A label. Raises Gone, Begun."""
    await _settle(store, me, session_id, now, women_only=yes)


async def set_small(store: Store, me: Person, session_id: int, yes: bool, now: datetime) -> None:
    """Nobody who is in it already has to go. Raises Gone, Begun."""
    await _settle(store, me, session_id, now, most=SMALL if yes else None)


async def _settle(store: Store, me: Person, session_id: int, now: datetime, **how: Any) -> None:
    session = await _ahead(store, session_id, now)
    was = await of_house(store, me, session_id)
    it = replace(was, **how)
    await store.accompanied_outings.settle(it)
    await store.accompanied_outings.make(session.id, it.organisation_id, it.sign, me.id)
    await plan_alert(store, session, it.organisation_id, now, turn=f"group:{it.id}:{int(now.timestamp())}")
    if (was.meeting_point, was.meet_at) != (it.meeting_point, it.meet_at):
        await _tell_meeting(store, it, now)
    await gather(store, session.id, it.organisation_id, now)


async def _tell_meeting(store: Store, it: AccompaniedOuting, now: datetime) -> None:
    """To whoever goes with the group, and whoever of the team comes along."""
    for place in await people_of(store, it):
        await _write(store, place.person_id, Kind.MEETING_CHANGED, place.id, it, now)
    for companion in it.companions:
        await _write(store, companion.person_id, Kind.GROUP_CHANGED, it.id, it, now)


async def _write(store: Store, to: int, kind: Kind, number: int, it: AccompaniedOuting, now: datetime) -> None:
    letter = Letter(
        to=to,
        kind=kind,
        args=(number,),
        due_at=now,
        late_at=it.session.starts_at,
        key=f"{kind}:{to}:{it.id}:{int(now.timestamp())}",
        about=f"meeting:{it.id}:{to}",
    )
    await store.letters.withdraw(letter.about, now, "the meeting has changed again", kind)
    await store.letters.write(letter)


async def set_leader(store: Store, me: Person, session_id: int, person_id: int, now: datetime) -> None:
    """One of those who come along, or oneself: nobody is sent. Raises Gone, Begun."""
    await _ahead(store, session_id, now)
    it = await of_house(store, me, session_id)
    if person_id == me.id and it.companion(me.id) is None:
        if await store.reservations.live(me.id, session_id):
            raise Gone
        it = await groups.add(store, it, me.id, now)
    if it.companion(person_id) is None:
        raise Gone
    if it.leader_id != person_id:
        await groups.pass_lead(store, it, person_id, now)


async def _ahead(store: Store, session_id: int, now: datetime) -> Session:
    it = await store.offers.session(session_id)
    if it.publication is not Publication.PUBLISHED:
        raise Gone
    if it.starts_at <= now:
        raise Begun
    return it
