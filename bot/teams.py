"""A referent leaves: their people, and all that waits, pass to a colleague in one transaction (D6)."""

from datetime import datetime, timedelta

from bot import mornings, rehearsing, small_project
from bot.absences import tell_stand_in
from bot.company import stop_all
from bot.domain.letters import FOLLOWING, Kind, Letter
from bot.domain.people import Person, Role
from bot.domain.refusals import AlreadyAnswered, Gone
from bot.domain.teams import Member
from bot.ports import Store

PASSED_ON = FOLLOWING - {Kind.DIGEST}
"""The letter that tells of the hand-over says what waits: no second summary."""

USEFUL = timedelta(days=30)


async def team(store: Store, me: Person) -> list[Member]:
    """The referents of this coordinator's organisation."""
    return await store.teams.members(me.organisation_id)


async def member(store: Store, me: Person, member_id: int) -> Member:
    """Raises Gone unless it is one of them."""
    for it in await team(store, me):
        if it.id == member_id:
            return it
    raise Gone


async def hand_over(store: Store, me: Person, leaver_id: int, heir_id: int, now: datetime) -> Member:
    """The leaver's access is gone at the next tap; nothing pending is lost. What was handed over.
    Raises Gone, AlreadyAnswered."""
    leaver, heir = await member(store, me, leaver_id), await member(store, me, heir_id)
    if leaver.id == heir.id:
        raise Gone
    people = await store.people.followed_by(leaver.id)
    if not await store.teams.revoke(leaver.id, Role.REFERENT):
        raise AlreadyAnswered(0)
    await _pass_on_people(store, me, leaver, heir, people, now)
    await stop_all(store, leaver.id, now)
    await store.standing.revoke_all_by(leaver.id, now)
    await store.teams.forget_backup(leaver.id)
    await rehearsing.let_go(store, leaver.id, now)
    await store.letters.readdress(leaver.id, heir.id, PASSED_ON)
    await _pass_on_absences(store, leaver, heir, now)
    await store.teams.forget_account(leaver.id)
    await _tell(store, leaver, heir, people, now)
    return leaver


async def _pass_on_people(
    store: Store, me: Person, leaver: Member, heir: Member, people: list[Person], now: datetime
) -> None:
    """The heir may be one of them: nobody follows themselves (D7), so another colleague does."""
    await store.teams.hand_over_people(leaver.id, heir.id)
    for it in people:
        await small_project.part(store, it.id, now)
        await store.starts.settle(it.id)
    if any(it.id == heir.id for it in people):
        others = [it.id for it in await team(store, me) if it.id not in (leaver.id, heir.id)]
        await store.teams.give_person(heir.id, others[0] if others else None)
        await mornings.plan_again(store, heir.id, now)


async def _pass_on_absences(store: Store, leaver: Member, heir: Member, now: datetime) -> None:
    """Their own ends; whoever they stood in for has the heir instead, or nobody when that is the heir."""
    await store.absences.end(leaver.id, now)
    for number in await store.absences.redirect(leaver.id, heir.id, now):
        it = await store.absences.get(number)
        await tell_stand_in(store, it.id, heir.id, it.until_at, now)
    own = await store.absences.of(heir.id, now)
    if own is not None and own.colleague_id == leaver.id:
        await store.absences.end(heir.id, now)


async def handed_to(store: Store, me: Person, leaver_id: int, now: datetime) -> Person:
    """Whose people were handed to me, or to somebody I answer for. Raises Gone for anybody else's number."""
    told = await store.letters.readers(Kind.HANDED_OVER, str(leaver_id))
    if told.isdisjoint({me.id} | await store.people.acts_for(me.id, now)):
        raise Gone
    return await store.people.get(leaver_id)


async def _tell(store: Store, leaver: Member, heir: Member, people: list[Person], now: datetime) -> None:
    """One letter to the heir, one to each person who can read it."""
    await _write(store, heir.id, Kind.HANDED_OVER, (leaver.id,), now)
    for it in people:
        if it.confirmed_at is not None and it.telegram_id is not None:
            await _write(store, it.id, Kind.NEW_REFERENT, (), now)


async def _write(store: Store, to: int, kind: Kind, args: tuple[int, ...], now: datetime) -> None:
    key = f"{kind}:{to}:{':'.join(map(str, args))}:{int(now.timestamp())}"
    await store.letters.write(Letter(to, kind, args, now, now + USEFUL, key, about=f"person:{to}"))
