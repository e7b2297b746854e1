"""How a person gets to an outing and home again, from what is kept: their stop, and the operators' timetables."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot import reservations
from bot.domain.calendar import wall
from bot.domain.journeys import Journey
from bot.domain.leaving import ensure_sensible, last_word_at, usual_moments
from bot.domain.meeting import alone_with
from bot.domain.network import Network
from bot.domain.offers import Session
from bot.domain.people import Person
from bot.domain.refusals import Gone
from bot.domain.reminders import Stage
from bot.domain.reservations import Reservation
from bot.domain.setting_out import (
    Means,
    Start,
    be_there_by,
    first_way_back,
    night_ends,
    out_by,
    way_back,
    way_there,
)
from bot.domain.stop_names import called
from bot.domain.timetable import Feed, Stop
from bot.domain.walking import Place
from bot.ports import KeptTimetable, Store
from bot.telling import about, reminder_key
from bot.transit import unpacked

FROM_A_POSITION = 25 * 60
"""Seconds on foot: a position further than that from every stop is at sea, or in another town."""
EARLIER = (timedelta(), timedelta(minutes=15), timedelta(minutes=30))
MOST_MOMENTS = 3


class Unknown(StrEnum):
    """Why there is no way to show."""

    NO_TIMETABLE = "no_timetable"
    NO_PLACE = "no_place"
    """Nobody has said where on the map the venue is."""
    NO_START = "no_start"
    NOT_THAT_DAY = "not_that_day"
    """No timetable says what runs on the day of the outing."""
    STOP_GONE = "stop_gone"


@dataclass(frozen=True)
class Ways:
    """There and back; None where nothing runs. `unknown`: nobody can tell, and why."""

    start: Start
    unknown: Unknown | None = None
    there: Journey | None = None
    back: Journey | None = None
    """The last one."""
    soon: Journey | None = None
    """The first one, where it was asked for."""
    until: date | None = None
    """The last day that is known."""

    @property
    def known(self) -> bool:
        return self.unknown is None


class Networks:
    """What was built of timetables, kept while they are the same: a second of work, some megabytes."""

    def __init__(self, most: int = 2) -> None:
        self._most = most
        self._known: dict[tuple[str, ...], Network] = {}

    async def of(self, store: Store, kept: list[KeptTimetable]) -> Network:
        key = tuple(it.digest for it in kept)
        if key not in self._known:
            contents = [await store.timetables.content(it.digest) for it in kept]
            network = await asyncio.to_thread(_built, contents)
            self._known = dict(list(self._known.items())[-self._most + 1 :]) | {key: network}
        return self._known[key]


NETWORKS = Networks()


def _built(contents: list[bytes]) -> Network:
    feeds: list[Feed] = [unpacked(content) for content in contents]
    return Network(feeds)


async def network_on(store: Store, day: date) -> Network | None:
    """Of the timetables that know that day."""
    kept = [it for it in await store.timetables.all() if it.first_day <= day <= it.last_day]
    return await NETWORKS.of(store, kept) if kept else None


async def home(store: Store, person_id: int, now: datetime, zone: str) -> Place | None:
    """Where the stop is that they start from; None where they named none, or today's timetables do not know it."""
    stop = (await store.starts.of(person_id)).stop
    if stop is None:
        return None
    try:
        it = await stop_numbered(store, stop, now, zone)
    except Gone:
        return None
    return it.latitude, it.longitude


async def ways(store: Store, person_id: int, it: Session, soon: bool = False) -> Ways:
    """There and back, or why nobody can tell; with `soon`, also the first way back."""
    start = await store.starts.of(person_id)
    kept = await store.timetables.all()
    place = _place(it)
    if not kept:
        return Ways(start, Unknown.NO_TIMETABLE)
    if place is None:
        return Ways(start, Unknown.NO_PLACE)
    if start.stop is None:
        return Ways(start, Unknown.NO_START)
    network = await network_on(store, wall(it.starts_at, it.zone).date())
    if network is None:
        return Ways(start, Unknown.NOT_THAT_DAY, until=max(kept_one.last_day for kept_one in kept))
    if start.stop not in network.rank_of:
        return Ways(start, Unknown.STOP_GONE)
    rank = network.rank_of[start.stop]
    by = await _by(store, person_id, it)
    there, back = await asyncio.to_thread(_both, network, rank, place, it, by, start.means)
    known = Ways(start, None, there, back)
    if not soon or back is None:
        return known
    out = out_by(it)
    night = night_ends(out, it.zone)
    return replace(known, soon=await asyncio.to_thread(first_way_back, network, rank, place, out, night, start.means))


async def _by(store: Store, person_id: int, it: Session) -> datetime:
    """When they should be there: who goes with a group, or with somebody of the team, is there when they meet."""
    mine = await store.reservations.live(person_id, it.id)
    if mine is None or mine.accompanied_by is None:
        return be_there_by(it)
    group = await store.accompanied_outings.of(it.id, mine.organisation_id)
    met = group if group and group.companion(mine.accompanied_by) else alone_with(mine)
    return be_there_by(it, met.meet_at)


def _place(it: Session) -> Place | None:
    venue = it.offer.venue
    return None if venue.latitude is None or venue.longitude is None else (venue.latitude, venue.longitude)


def _both(
    network: Network, start: int, place: Place, it: Session, by: datetime, means: frozenset[Means]
) -> tuple[Journey | None, Journey | None]:
    out = out_by(it)
    there = way_there(network, start, place, by, means)
    return there, way_back(network, start, place, out, night_ends(out, it.zone), means)


async def moments(store: Store, it: Reservation, now: datetime) -> list[datetime]:
    """Two or three moments to leave at, soonest first: of the timetable where it is known."""
    found = {_to_the_minute(way) for way in await earlier_ways(store, it) if _to_the_minute(way) > now}
    return sorted(found) or usual_moments(it.session, now)[-MOST_MOMENTS:]


async def earlier_ways(store: Store, it: Reservation) -> list[Journey]:
    """The way to the outing, and those that are there a quarter of an hour and half an hour sooner."""
    known = await ways(store, it.person_id, it.session)
    place, stop = _place(it.session), known.start.stop
    network = await network_on(store, wall(it.session.starts_at, it.session.zone).date())
    if known.there is None or place is None or stop is None or network is None:
        return []
    by, rank = await _by(store, it.person_id, it.session), network.rank_of[stop]

    def found() -> list[Journey | None]:
        return [way_there(network, rank, place, by - sooner, known.start.means) for sooner in EARLIER]

    return [way for way in await asyncio.to_thread(found) if way is not None]


async def way_at(store: Store, it: Reservation, known: Ways, chosen: datetime | None) -> Journey | None:
    """The way that leaves when the person said; else the one that is best."""
    if chosen is None or known.there is None or _to_the_minute(known.there) == chosen:
        return known.there
    return next((way for way in await earlier_ways(store, it) if _to_the_minute(way) == chosen), None)


def _to_the_minute(way: Journey) -> datetime:
    """As it is said, and as a button keeps it."""
    return way.leaves_at.replace(second=0)


async def leave_at(store: Store, me: Person, reservation_id: int, leaves_at: datetime, now: datetime) -> Reservation:
    """The person's own plan: the last reminder moves with it, in the same transaction. Raises Gone."""
    it = await reservations.of_mine(store, me, reservation_id)
    if not it.is_coming:
        raise Gone
    ensure_sensible(it.session, leaves_at, now)
    await store.leavings.put(it.id, it.session.revision, leaves_at)
    await store.letters.answer(about(it))
    await store.letters.move(reminder_key(it, Stage.HOURS), last_word_at(leaves_at, now))
    return it


async def chosen(store: Store, it: Reservation) -> datetime | None:
    """When the person said they would leave."""
    return await store.leavings.of(it.id, it.session.revision)


async def ended(store: Store, now: datetime, zone: str) -> date | None:
    """The last day of the timetables that are kept, where that is past: their stops are not asked any more."""
    last = max((it.last_day for it in await store.timetables.all()), default=None)
    return last if last is not None and last < wall(now, zone).date() else None


async def stops_called(store: Store, words: str, now: datetime, zone: str) -> list[Stop]:
    """Up to five stops with such a name."""
    network = await network_on(store, wall(now, zone).date())
    if network is None:
        return []
    return await asyncio.to_thread(called, network.stops, words)


async def stop_near(store: Store, place: Place, now: datetime, zone: str) -> Stop | None:
    """The nearest stop, if there is one that one could walk to; the position itself is not kept."""
    network = await network_on(store, wall(now, zone).date())
    rank = None if network is None else network.around.nearest(place, FROM_A_POSITION)
    return None if network is None or rank is None else network.stops[rank]


async def stop_numbered(store: Store, number: int, now: datetime, zone: str) -> Stop:
    """Raises Gone."""
    network = await network_on(store, wall(now, zone).date())
    if network is None or number not in network.rank_of:
        raise Gone
    return network.stops[network.rank_of[number]]


async def start_from(store: Store, person: Person, number: int, now: datetime, zone: str) -> Stop:
    """Raises Gone: no such stop any more."""
    stop = await stop_numbered(store, number, now, zone)
    before = await store.starts.of(person.id)
    await store.starts.put(person.id, replace(before, stop=stop.number, name=stop.name))
    return stop


async def move_so(store: Store, person: Person, means: Means, yes: bool) -> None:
    before = await store.starts.of(person.id)
    after = before.means | {means} if yes else before.means - {means}
    await store.starts.put(person.id, replace(before, means=after))
