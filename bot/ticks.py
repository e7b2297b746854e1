"""Ticks: whoever welcomes counts how many came, where nobody is on a list.

Every tap counts, the same button tapped twice too: it is a counter in the hand of somebody at a door, and five people
who come in together are five quick taps, before the first answer is back. A button that carried the number it leads to
would lose four of them, and one of two people who count at once; nobody would see it. What a nervous finger counts too
much is seen, for the answer to each tap says the number, and is taken back with one. An update that arrives twice is
still one tap: the inbox knows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import permanences
from bot.domain.accompanied_outings import shows_people
from bot.domain.attendance import DAYS
from bot.domain.calendar import wall
from bot.domain.offers import Session
from bot.domain.people import STAFF, Person
from bot.domain.permanences import Moment, Permanence
from bot.domain.refusals import Gone
from bot.domain.ticks import EARLY, FEW, ONE, Door, Welcome, begins_at, door_of, may_count
from bot.ports import Store

MOST = 30
"""Of a week's outings in open admission that one looks through."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Welcomed:
    """What goes on at a door, and how many this house has counted there."""

    it: Session | Moment
    n: int


async def doors(store: Store, me: Person, now: datetime) -> list[Welcomed]:
    """Where I may count now, the latest first."""
    found: list[Session | Moment] = [*await _sessions(store, me, now), *await _moments(store, me, now)]
    mine = sorted((it for it in found if may_count(it, now)), key=begins_at, reverse=True)
    counted = await store.ticks.counted(me.organisation_id, (now - DAYS - DAY).date())
    return [Welcomed(it, counted.get(door_of(it), 0)) for it in mine]


async def _sessions(store: Store, me: Person, now: datetime) -> list[Session]:
    if me.is_a(*STAFF):
        return await store.ticks.open_sessions(now - DAYS, now + EARLY, MOST)
    groups = await store.accompanied_outings.of_companion(me.id, now - DAYS)
    return [it.session for it in groups if shows_people(it.session, now)]


async def _moments(store: Store, me: Person, now: datetime) -> list[Moment]:
    house = await store.permanences.of_house(me.organisation_id)
    return [moment for it in house if _welcomes_at(me, it) for moment in lately(it, now)]


def lately(it: Permanence, now: datetime) -> Iterator[Moment]:
    """Its days that can be counted now, the latest first."""
    today = wall(now, it.zone).date()
    for n in range(1, -DAYS.days - 1, -1):
        moment = it.on(today + timedelta(days=n))
        if moment is not None and may_count(moment, now):
            yield moment


def _welcomes_at(me: Person, it: Permanence) -> bool:
    """Staff of the house; of volunteers, whose name people read there."""
    return me.is_a(*STAFF) or it.welcomer_id == me.id


async def at(store: Store, me: Person, door: Door, now: datetime) -> Welcomed:
    """Raises Gone: not there, not now, or somebody else's to count."""
    it = await _there(store, me, door)
    if door_of(it) != door or not may_count(it, now) or not await _welcomes(store, me, it, now):
        raise Gone
    return Welcomed(it, await store.ticks.of(door, me.organisation_id))


async def _there(store: Store, me: Person, door: Door) -> Session | Moment:
    if door.kind is Welcome.PERMANENCE:
        return await permanences.moment(store, me, door.number, door.day)
    return await store.offers.session(door.number)


async def _welcomes(store: Store, me: Person, it: Session | Moment, now: datetime) -> bool:
    """A volunteer where they go along with the house's group, in their days; staff anywhere."""
    if isinstance(it, Moment):
        return _welcomes_at(me, it.permanence)
    if me.is_a(*STAFF):
        return True
    group = await store.accompanied_outings.of(it.id, me.organisation_id)
    return group is not None and group.companion(me.id) is not None and shows_people(it, now)


async def more(store: Store, me: Person, door: Door, people: int, now: datetime) -> int:
    """One more, or a few; how many there are now. Raises Gone."""
    await at(store, me, door, now)
    if people not in (ONE, FEW):
        raise Gone
    return await store.ticks.add(door, me.organisation_id, people)


async def one_less(store: Store, me: Person, door: Door, now: datetime) -> int:
    """Never below zero, whoever else takes back; how many there are now. Raises Gone."""
    await at(store, me, door, now)
    await store.ticks.take_back(door, me.organisation_id)
    return await store.ticks.of(door, me.organisation_id)
