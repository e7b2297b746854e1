"""« J'accompagne » and « Je ne peux plus », of an outing: whoever comes along takes a house's group, not a person."""

import secrets
from datetime import datetime, timedelta

from bot.accompanying import plan_alert, plan_companion, write
from bot.domain.accompanied_outings import AccompaniedOuting, Sign
from bot.domain.letters import Kind
from bot.domain.offers import Publication, Session
from bot.domain.people import Person
from bot.domain.refusals import Begun, EnoughCompanions, Gone, NotBriefed
from bot.gathering import gather, people_of
from bot.ports import Store
from bot.seeking import forget, let_go

PAGE = 5
READ_AFTER = timedelta(days=3)
"""Of an outing that has begun, at most; the window of `bot.domain.accompanied_outings` closes sooner."""


async def wanted(store: Store, me: Person, page: int, now: datetime) -> tuple[list[Session], bool]:
    """« Sorties à accompagner », a page counted from 1, and whether there are more."""
    offset = (page - 1) * PAGE
    found = await store.accompanied_outings.wanted(me.organisation_id, me.id, now, offset, PAGE + 1)
    return found[:PAGE], len(found) > PAGE


async def to_take(store: Store, me: Person, session_id: int, now: datetime) -> Session:
    """Raises Gone (nobody's business), Begun, EnoughCompanions."""
    it = await store.offers.session(session_id)
    if it.publication is not Publication.PUBLISHED or await store.reservations.live(me.id, it.id):
        raise Gone
    if it.starts_at <= now:
        raise Begun
    if not await _is_wanted(store, me, it.id):
        raise EnoughCompanions
    return it


async def _is_wanted(store: Store, me: Person, session_id: int) -> bool:
    group = await store.accompanied_outings.of(session_id, me.organisation_id)
    if group is not None:
        return group.companion(me.id) is None and group.lacks_companions > 0
    return bool(await store.company.lacking(session_id, me.organisation_id))


async def take(store: Store, me: Person, session_id: int, now: datetime) -> AccompaniedOuting:
    """« J'accompagne »: the first who takes it leads; twice is once.
    Raises NotBriefed, Gone, Begun, EnoughCompanions."""
    if me.lacks_briefing:
        raise NotBriefed
    there = await store.accompanied_outings.of(session_id, me.organisation_id)
    if there is not None and there.companion(me.id):
        return there
    it = await to_take(store, me, session_id, now)
    group = await store.accompanied_outings.make(it.id, me.organisation_id, secrets.choice(list(Sign)), None)
    return await add(store, group, me.id, now)


async def add(store: Store, group: AccompaniedOuting, person_id: int, now: datetime) -> AccompaniedOuting:
    """They come along; where nobody leads yet, they do, and whoever lacks company goes with them."""
    await store.accompanied_outings.join(group.id, person_id, now)
    await plan_companion(store, person_id, group.session, now)
    if await store.accompanied_outings.lead(group.id, None, person_id):
        await gather(store, group.session.id, group.organisation_id, now)
    return await store.accompanied_outings.get(group.id)


async def mine(store: Store, me: Person, now: datetime) -> list[AccompaniedOuting]:
    """« J'accompagne », soonest first; what has begun stays a while."""
    return await going_on(store, me.id, now - READ_AFTER)


async def going_on(store: Store, person_id: int, since: datetime) -> list[AccompaniedOuting]:
    """Those that begin after `since`, but for cancelled ones."""
    known = await store.accompanied_outings.of_companion(person_id, since)
    return [it for it in known if it.session.publication is Publication.PUBLISHED]


async def of_mine(store: Store, me: Person, outing_id: int) -> AccompaniedOuting:
    """Raises Gone unless this person comes along."""
    it = await store.accompanied_outings.get(outing_id)
    if it.companion(me.id) is None:
        raise Gone
    return it


async def mine_at(store: Store, me: Person, session_id: int) -> AccompaniedOuting | None:
    """The group that this person goes along with there."""
    it = await store.accompanied_outings.of(session_id, me.organisation_id)
    return it if it is not None and it.companion(me.id) else None


async def ahead(store: Store, me: Person, outing_id: int, now: datetime) -> AccompaniedOuting:
    """Raises Gone, Begun."""
    it = await of_mine(store, me, outing_id)
    if it.session.publication is not Publication.PUBLISHED:
        raise Gone
    if it.session.starts_at <= now:
        raise Begun
    return it


async def leave(store: Store, me: Person, outing_id: int, now: datetime) -> AccompaniedOuting:
    """« Je ne peux plus ». The group as it was. Raises Gone, Begun."""
    it = await ahead(store, me, outing_id, now)
    await part(store, it, me.id, now)
    return it


async def leave_all(store: Store, person_id: int, now: datetime) -> None:
    """They leave the team; of a cancelled outing too, which may be on again."""
    for it in await store.accompanied_outings.of_companion(person_id, now):
        await part(store, it, person_id, now)


async def part(store: Store, it: AccompaniedOuting, person_id: int, now: datetime) -> None:
    """They do not come along any more. The next companion leads, if there is one; else everybody lacks company again."""
    await store.accompanied_outings.leave(it.id, person_id)
    if it.leader_id == person_id:
        await _lead_on(store, it, now)
    if await _has_no_purpose(store, it):
        await store.accompanied_outings.remove(it.id)
    elif not await store.company.lacking(it.session.id, it.organisation_id):
        # Of people who lack company again the coordinators read at once.
        turn = f"group:{it.id}:{int(now.timestamp())}"
        await plan_alert(store, it.session, it.organisation_id, now, turn)


async def _lead_on(store: Store, it: AccompaniedOuting, now: datetime) -> None:
    next_one = it.next_leader()
    if next_one is not None:
        await pass_lead(store, it, next_one.person_id, now)
        return
    people = await people_of(store, it)
    await store.accompanied_outings.lead(it.id, it.leader_id, None)
    for each in people:
        await let_go(store, each, now)


async def pass_lead(store: Store, it: AccompaniedOuting, to: int, now: datetime) -> None:
    """Somebody else leads from now on: everybody of the group goes with them, and reads who comes."""
    people = await people_of(store, it)
    await store.accompanied_outings.lead(it.id, it.leader_id, to)
    for each in people:
        await store.company.pass_on(each.id, it.leader_id or 0, to)
        await forget(store, each, now)
        passed = await store.reservations.get(each.id)
        await write(store, passed.person_id, Kind.ACCOMPANIED, passed, now)
    await plan_companion(store, to, it.session, now)


async def _has_no_purpose(store: Store, it: AccompaniedOuting) -> bool:
    """It came to be by itself, and the last who came along is gone."""
    left = await store.accompanied_outings.get(it.id)
    return left.made_by is None and not left.companions
