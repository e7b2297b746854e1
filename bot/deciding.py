"""A request with a clock (R2): who is asked and when, and who may answer at the moment of the tap (D1, D6, D7)."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import standing
from bot.absences import stand_in
from bot.domain.deciding import Clock, clock, coordinator_at
from bot.domain.digests import digest_at, next_hour
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person, Role
from bot.domain.refusals import Gone
from bot.domain.reservations import Reservation
from bot.ports import Store
from bot.telling import tell

CLOCKED = (Kind.NUDGE, Kind.BACKUP, Kind.COORDINATOR)
"""What the clock says while nobody answers."""

DIGEST_HOLDS = timedelta(days=3)
"""It is drawn from what still waits: late, it is as true as on time."""


async def ask(store: Store, it: Reservation, now: datetime) -> Reservation:
    """A request is put to its referent: a yes given ahead answers at once, or the clock starts."""
    if yes := await standing.answering(store, it):
        return await standing.answer(store, it, yes, now)
    return await start(store, it, now)


async def start(store: Store, it: Reservation, now: datetime) -> Reservation:
    """The referent is asked, and the clock runs. Every letter of it is about the reservation: they go when it ends."""
    times = clock(it.session, now)
    await store.reservations.set_clock(it.id, times.decide_by, times.expires_at)
    asked_at = await _ask_referent(store, it, times, now)
    await _plan(store, it, times, asked_at, now)
    return replace(it, decide_by=times.decide_by, expires_at=times.expires_at)


async def restart(store: Store, it: Reservation, now: datetime) -> Reservation:
    """The session's moments have changed: the same request, counted again from when it was made (L4)."""
    times = clock(it.session, it.requested_at)
    await store.reservations.set_clock(it.id, times.decide_by, times.expires_at)
    unasked = await _waits_for_a_digest(store, it, now) or await _waits_for_the_coordinators(store, it)
    for kind in CLOCKED:
        await store.letters.withdraw(f"reservation:{it.id}", now, "the session has changed", kind)
    asked_at = await _ask_referent(store, it, times, now) if unasked else now
    await _plan(store, it, times, asked_at, now)
    return await store.reservations.get(it.id)


async def _waits_for_a_digest(store: Store, it: Reservation, now: datetime) -> bool:
    """Nobody was asked yet; and by now it may be too urgent to wait for the others."""
    if it.referent_id is None:
        return False
    hour = (await store.people.get(it.referent_id)).digest_hour
    return hour is not None and next_hour(hour, it.requested_at, it.session.zone) > now


async def _waits_for_the_coordinators(store: Store, it: Reservation) -> bool:
    """Without a referent: nobody has read of it."""
    return it.referent_id is None and not await store.letters.was_said(f"reservation:{it.id}", Kind.COORDINATOR)


async def _ask_referent(store: Store, it: Reservation, times: Clock, now: datetime) -> datetime:
    """At once, or in the digest when the referent wishes one and it can wait. When that is. Without a referent it is the
    coordinators who are asked."""
    if it.referent_id is None:
        await _ask_coordinators(store, it, times, now)
        return now
    referent = await store.people.get(it.referent_id)
    zone = it.session.zone
    at = digest_at(referent.digest_hour, it.session.starts_at, times.decide_by, now, zone)
    if at is None:
        await tell(store, referent.id, Kind.REQUEST, it, now, "asked")
        return now
    key = f"digest:{referent.id}:{int(at.timestamp())}"
    await store.letters.write(Letter(referent.id, Kind.DIGEST, (), at, at + DIGEST_HOLDS, key))
    return at


async def _ask_coordinators(store: Store, it: Reservation, times: Clock, now: datetime) -> None:
    """Until they are asked once more."""
    for each in await _coordinators(store, it):
        key = f"{Kind.COORDINATOR}:{each.id}:{it.id}:asked:{int(now.timestamp())}:{it.session.revision}"
        letter = Letter(
            each.id, Kind.COORDINATOR, (it.id,), now, times.coordinator_at, key, about=f"reservation:{it.id}"
        )
        await store.letters.write(letter)


async def _plan(store: Store, it: Reservation, times: Clock, asked_at: datetime, now: datetime) -> None:
    """What is said as long as nobody answers; a nudge before the referent was asked would make no sense."""
    for kind, to, due_at, late_at in await _letters(store, it, times):
        if kind is Kind.NUDGE and due_at <= asked_at:
            continue
        # With the plan's moment and the session's revision: a clock set again, even as it was, may say its own.
        key = f"{kind}:{to}:{it.id}:{int(due_at.timestamp())}:{int(now.timestamp())}:{it.session.revision}"
        await store.letters.write(Letter(to, kind, (it.id,), due_at, late_at, key, about=f"reservation:{it.id}"))


async def _letters(store: Store, it: Reservation, times: Clock) -> list[tuple[Kind, int, datetime, datetime]]:
    """To whom and when, and from when on it is too late for each: then the next one speaks."""
    known = await _coordinators(store, it)
    told = [(Kind.COORDINATOR, each.id, times.coordinator_at, times.expires_at) for each in known]
    if it.referent_id is None:
        others = [each.id for each in await backups(store, it)][:1]
        return [*((Kind.BACKUP, to, times.decide_by, times.expires_at) for to in others), *told]
    first, second = times.nudges
    return [
        (Kind.NUDGE, it.referent_id, first, second),
        (Kind.NUDGE, it.referent_id, second, times.decide_by),
        (Kind.BACKUP, it.referent_id, times.decide_by, times.expires_at),
        *told,
    ]


async def _coordinators(store: Store, it: Reservation) -> list[Person]:
    """Of the person's house; never the person."""
    known = await store.people.with_role(Role.COORDINATOR, it.organisation_id)
    return [each for each in known if each.id != it.person_id]


async def ensure_may_answer(store: Store, me: Person, it: Reservation, now: datetime) -> None:
    """Raises Gone unless this person answers for the request now: the referent; who stands in for them; from the
    promised moment on the backup, and later a coordinator, as long as it had not been answered. Without a referent a
    coordinator may at once. Never oneself."""
    if it.person_id == me.id or not await _may_answer(store, me, it, now):
        raise Gone


async def _may_answer(store: Store, me: Person, it: Reservation, now: datetime) -> bool:
    acts_for = await store.people.acts_for(me.id, now)
    if it.referent_id is not None:
        if it.referent_id in acts_for:
            return True
        if me.id == await stand_in(store, it.referent_id, now, besides=it.person_id) and me.id != it.referent_id:
            return True
    if it.referent_id is None and me.is_a(Role.COORDINATOR) and await _same_house(store, me, it):
        return True
    asked_until = it.decided_at or now
    if it.decide_by is None or it.expires_at is None or asked_until < it.decide_by:
        return False
    if not acts_for.isdisjoint(each.id for each in await backups(store, it)):
        return True
    late = coordinator_at(it.decide_by, it.expires_at, it.session.zone) <= asked_until
    return late and me.is_a(Role.COORDINATOR) and await _same_house(store, me, it)


async def _same_house(store: Store, me: Person, it: Reservation) -> bool:
    return (await store.people.get(it.person_id)).organisation_id == me.organisation_id


async def backups(store: Store, it: Reservation) -> list[Person]:
    """Who answers when the referent is late: the colleague they named, or any other of the same organisation."""
    house = (await store.people.get(it.person_id)).organisation_id
    others = [
        each
        for each in await store.people.with_role(Role.REFERENT, house)
        if each.id not in (it.referent_id, it.person_id)
    ]
    if it.referent_id is None:
        return others
    named = (await store.people.get(it.referent_id)).backup_id
    return [each for each in others if each.id == named] or others


async def backup_to_ask(store: Store, it: Reservation, now: datetime) -> int | None:
    """One of them, for one person always the same; rather one whom messages reach and who is not away."""
    known = await backups(store, it)
    able = [each for each in known if each.telegram_id and each.reachable]
    here = [each for each in able if await store.absences.colleague(each.id, now) is None]
    choice = here or able or known
    return choice[it.person_id % len(choice)].id if choice else None


async def to_answer(store: Store, me: Person, now: datetime) -> list[Reservation]:
    """Everything that waits for this person's word, most urgent first."""
    found: dict[int, Reservation] = {}
    for referent_id in await store.people.acts_for(me.id, now):
        found |= {it.id: it for it in await store.reservations.to_answer(referent_id)}
    for it in await store.reservations.late(me.organisation_id, now):
        if it.id not in found and await _may_answer(store, me, it, now):
            found[it.id] = it
    return sorted((it for it in found.values() if it.person_id != me.id), key=_urgency)


def _urgency(it: Reservation) -> tuple[datetime, int]:
    return it.expires_at or it.session.closes_at, it.id
