"""« Proposer à quelqu'un d'autre »: whoever goes along with a group asks the other volunteers of the house to take over. The
first who says yes does; until then whoever asked still goes along."""

from datetime import datetime

from bot.accompanied_outings import ahead, pass_lead
from bot.accompanying import plan_companion
from bot.domain.accompanied_outings import AccompaniedOuting, Companion
from bot.domain.letters import Kind, Letter
from bot.domain.offers import Publication
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Begun, Gone, NobodyElse, NotBriefed, TakenOver
from bot.ports import Store


async def able(store: Store, it: AccompaniedOuting) -> list[Person]:
    """Volunteers of the house who may take over: accepted, briefed, and with no place and no part there themselves."""
    known = await store.people.with_role(Role.VOLUNTEER, it.organisation_id)
    free = [each for each in known if each.is_a(Role.VOLUNTEER) and each.briefed_at and not it.companion(each.id)]
    return [each for each in free if await store.reservations.live(each.id, it.session.id) is None]


async def offer(store: Store, me: Person, outing_id: int, now: datetime) -> AccompaniedOuting:
    """Raises Gone, Begun, AlreadyAnswered, NobodyElse."""
    it = await ahead(store, me, outing_id, now)
    others = await able(store, it)
    if not others:
        raise NobodyElse
    if not await store.accompanied_outings.offer(it.id, me.id, now):
        raise AlreadyAnswered(0)
    for each in others:
        await _write(store, each.id, Kind.SWAP, (it.id,), it, _about(it), now)
    return it


async def keep(store: Store, me: Person, outing_id: int, now: datetime) -> AccompaniedOuting:
    """They go along after all. Raises Gone when somebody has taken over, Begun, AlreadyAnswered."""
    it = await ahead(store, me, outing_id, now)
    if not await store.accompanied_outings.keep(it.id, me.id):
        raise AlreadyAnswered(0)
    return it


async def offered(store: Store, me: Person, outing_id: int, now: datetime) -> tuple[AccompaniedOuting, Companion]:
    """The group, and who asks. Raises Gone, Begun, TakenOver."""
    it = await store.accompanied_outings.get(outing_id)
    if it.organisation_id != me.organisation_id or it.session.publication is not Publication.PUBLISHED:
        raise Gone
    if it.session.starts_at <= now:
        raise Begun
    was = next((each for each in it.companions if it.is_offered_by(each.person_id)), None)
    if was is None or it.companion(me.id):
        raise TakenOver
    return it, was


async def take(store: Store, me: Person, outing_id: int, now: datetime) -> AccompaniedOuting:
    """The first yes. Raises NotBriefed, Gone, Begun, TakenOver."""
    if me.lacks_briefing:
        raise NotBriefed
    it, was = await offered(store, me, outing_id, now)
    if await store.reservations.live(me.id, it.session.id):
        raise Gone
    if not await store.accompanied_outings.hand(it.id, was.person_id, me.id, now):
        raise TakenOver
    if it.leader_id == was.person_id:
        await pass_lead(store, it, me.id, now)
    else:
        await plan_companion(store, me.id, it.session, now)
    await store.letters.withdraw(_about(it), now, "somebody has taken over", Kind.SWAP)
    await _write(store, was.person_id, Kind.SWAPPED, (it.id, me.id), it, f"person:{me.id}", now)
    return await store.accompanied_outings.get(it.id)


def _about(it: AccompaniedOuting) -> str:
    return f"swap:{it.id}"


async def _write(
    store: Store, to: int, kind: Kind, args: tuple[int, ...], it: AccompaniedOuting, about: str, now: datetime
) -> None:
    key = f"{kind}:{to}:{it.id}:{int(now.timestamp())}"
    await store.letters.write(Letter(to, kind, args, now, it.session.starts_at, key, about))
