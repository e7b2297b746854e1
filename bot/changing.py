"""What an organiser changes in an outing that people may already count on. Each gesture is weighed first (who will be
told), then done in one transaction: the outing, its reminders, and one letter a person."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot import deciding, notices
from bot.catalogue import MOST_CAPACITY
from bot.domain.changes import (
    Before,
    Consequence,
    Edit,
    EditKind,
    Words,
    ensure_may_change,
    ensure_may_move,
    is_told,
    raises_revision,
)
from bot.domain.offers import Offer, Publication, Session
from bot.domain.people import Person
from bot.domain.refusals import BadNumber, BelowTaken, Gone, Otherwise, SameMoment
from bot.domain.reservations import Reservation, State
from bot.domain.waiting import Entry
from bot.freed import recounted
from bot.ports import Store


@dataclass(frozen=True)
class Plan:
    """A change as it would be now: the sessions before and after, and whom it concerns."""

    old: list[Session]
    new: list[Session]
    concerned: list[Reservation]
    waiting: list[Entry]
    """Who waits for a place there, and has none yet."""
    team: tuple[int, ...]
    """Of the team, who is told as well."""
    consequence: Consequence

    def before(self, added: tuple[int, ...] = ()) -> Before:
        """What an edit by this plan found; `added` are the sessions that it made."""
        return Before(
            sessions=tuple(self.old),
            added=added,
            told=tuple(it.id for it in self.concerned),
            held=tuple(it.id for it in self.concerned if it.state is State.OFFERED),
            waiting=tuple(it.id for it in self.waiting),
            referents=self.team,
        )


async def weigh_move(store: Store, session_id: int, starts_at: datetime, now: datetime) -> Plan:
    """Raises Gone, CalledOff, Begun, InThePast, DeadlineWouldPass, SameMoment."""
    it = await store.offers.session(session_id)
    after = ensure_may_move(it, starts_at, now)
    await ensure_free(store, it.offer.id, starts_at, it.id)
    return await weigh(store, [it], [after], now)


async def ensure_free(store: Store, offer_id: int, starts_at: datetime, but: int | None = None) -> None:
    """Raises SameMoment: an offer has one session at a time."""
    if await store.changes.at(offer_id, starts_at) not in (None, but):
        raise SameMoment


async def weigh(store: Store, old: list[Session], new: list[Session], now: datetime) -> Plan:
    """Who would be told of these sessions becoming those."""
    concerned: list[Reservation] = []
    waiting: list[Entry] = []
    reminders = 0
    told = [(was, it) for was, it in zip(old, new, strict=True) if is_told(was, it)]
    for was, it in told:
        here = await store.changes.live(was.id)
        concerned += here
        waiting += [each for each in await store.waiting.line(was.id) if not each.held]
        reminders += await notices.replanned(store, here, it, now)
    team = await notices.team_of(store, concerned, [was for was, _ in told])
    return Plan(old, new, concerned, waiting, team, consequence_of(concerned, team, reminders, waiting))


def consequence_of(
    concerned: list[Reservation], team: tuple[int, ...], reminders: int, waiting: list[Entry]
) -> Consequence:
    people = {it.person_id for it in concerned} | {it.person_id for it in waiting}
    return Consequence(len(people), len(team), reminders)


async def move(store: Store, me: Person, session_id: int, starts_at: datetime, seen: int, now: datetime) -> Edit:
    """To another moment. `seen` is the number of people that was shown: Otherwise when it is no longer so."""
    plan = await weigh_move(store, session_id, starts_at, now)
    _ensure_as_seen(plan, seen)
    return await _put(store, me, EditKind.MOVE, plan, now)


async def rewrite(store: Store, me: Person, plan: Plan, seen: int, now: datetime) -> Edit:
    """Other words for the offer, in all of its sessions to come. Raises Otherwise."""
    _ensure_as_seen(plan, seen)
    await store.changes.put_offer(plan.new[0].offer)
    return await _put(store, me, EditKind.WORDS, plan, now)


def _ensure_as_seen(plan: Plan, seen: int) -> None:
    if plan.consequence.people != seen:
        raise Otherwise


async def _put(store: Store, me: Person, kind: EditKind, plan: Plan, now: datetime) -> Edit:
    edit = await store.edits.add(
        me.id,
        kind,
        plan.before(),
        now,
    )
    for was, it in zip(plan.old, plan.new, strict=True):
        await put_session(store, was, it, now)
        await recounted(store, was, now)
    await notices.tell_change(store, edit, now)
    return edit


async def put_session(store: Store, was: Session, it: Session, now: datetime) -> None:
    """Compare and set on the revision that was read; what waits for an answer gets the clock of the new date.
    Raises Otherwise, BelowTaken."""
    if not it.open_admission and (it.capacity or 0) < it.taken:
        raise BelowTaken(it.taken)
    if was.starts_at != it.starts_at:
        await store.changes.make_room(it.offer.id, it.starts_at)
    if not await store.changes.put_session(it, told=raises_revision(was, it)):
        raise Otherwise
    if was.starts_at != it.starts_at:
        await store.changes.ask_the_venue_again(it.id)
    if was.closes_at != it.closes_at and it.publication is Publication.PUBLISHED:
        for unanswered in await store.changes.live(it.id):
            await _count_again(store, unanswered, now)


async def _count_again(store: Store, it: Reservation, now: datetime) -> None:
    if it.state is State.REQUESTED:
        await deciding.restart(store, it, now)
    elif it.state is State.OFFERED and it.expires_at and it.expires_at > it.session.closes_at:
        await store.reservations.hold_until(it.id, it.session.closes_at)


async def wish(store: Store, me: Person, session_id: int, what: Words, value: str, now: datetime) -> Edit:
    """Words that were typed and are shown before they are put in place. Raises Gone, CalledOff, Begun."""
    it = await store.offers.session(session_id)
    ensure_may_change(it, now)
    return await store.edits.add(me.id, EditKind.WISH, Before(sessions=(it,), wish=(what.value, value)), now)


async def weigh_wish(store: Store, me: Person, wish_id: int, now: datetime) -> tuple[Edit, Plan]:
    """Raises Gone (not theirs, or taken up), CalledOff, Begun."""
    edit = await store.edits.get(wish_id)
    if edit.kind is not EditKind.WISH or edit.by_id != me.id or edit.undone_at is not None:
        raise Gone
    it = await store.offers.session(edit.before.sessions[0].id)
    ensure_may_change(it, now)
    after = await _worded(store, it.offer, *edit.before.wish)
    sessions = await store.changes.of_offer(it.offer.id, now)
    old = sessions if it.id in {each.id for each in sessions} else [it, *sessions]
    return edit, await weigh(store, old, [replace(each, offer=after) for each in old], now)


async def _worded(store: Store, offer: Offer, what: str, value: str) -> Offer:
    match Words(what):
        case Words.TITLE:
            return replace(offer, title=value)
        case Words.SUMMARY:
            return replace(offer, summary=value)
        case Words.EASY:
            return replace(offer, easy=value)
        case Words.ENTRY:
            return replace(offer, entry=value)
        case Words.VENUE:
            return replace(offer, venue=await store.drafting.venue(int(value)))


async def grant(store: Store, me: Person, wish_id: int, seen: int, now: datetime) -> Edit:
    """The wish is put in place. Raises what `weigh_wish` raises, and Otherwise."""
    wished, plan = await weigh_wish(store, me, wish_id, now)
    done = await rewrite(store, me, plan, seen, now)
    if not await store.edits.close(wished.id, now):
        raise Gone
    return done


async def set_places(store: Store, me: Person, session_id: int, capacity: int | None, now: datetime) -> Edit | None:
    """The allotment; None is open admission. No place that was given changes; more places go to the list first.

    Raises Gone, CalledOff, Begun, BadNumber, BelowTaken (P5).
    """
    if capacity is not None and not 1 <= capacity <= MOST_CAPACITY:
        raise BadNumber
    it = await store.offers.session(session_id)
    ensure_may_change(it, now)
    if (it.capacity, it.open_admission) == (capacity, capacity is None):
        return None
    if not await store.offers.set_places(session_id, capacity):
        raise BelowTaken((await store.offers.session(session_id)).taken)
    if it.publication is Publication.DRAFT:
        return None
    await recounted(store, it, now)
    return await store.edits.add(me.id, EditKind.PLACES, Before(sessions=(it,)), now)
