"""The way to an outing and the last way back, for one person: from where they start, and how they move."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain import walking
from bot.domain.calendar import days_before
from bot.domain.journeys import Ends, Errand, Journey, Search
from bot.domain.network import CHANGE_ON_FOOT, Network
from bot.domain.offers import Session
from bot.domain.timetable import Mode
from bot.domain.walking import Place

MARGIN = timedelta(minutes=10)
"""At the door so long before it matters."""
BEFORE_THE_START = timedelta(minutes=15)
"""Where no opening of doors is known, one is there so long before the start."""
OUT_OF_THE_DOOR = timedelta(minutes=10)
"""From the end to the street."""
LONGEST_WAY = timedelta(hours=4)

NEAR, FAR, WALK_15 = CHANGE_ON_FOOT, 20 * 60, 15 * 60
"""Seconds on foot at either end: what nobody minds, what one accepts when there is nothing nearer, what was asked."""
SOON = (30, 45, 60, 90, 120, 180)
"""Minutes within which one is home, tried in this order."""
LONGEST_ON_FOOT = 2 * 60 * 60


class Means(StrEnum):
    """How a person moves. The values travel in buttons and are kept: never reused."""

    ON_FOOT = "foot"
    STEP_FREE = "stepfree"
    WALK_15 = "walk15"
    NO_METRO = "nometro"


@dataclass(frozen=True)
class Start:
    """Where a person sets out from: a stop, never a position. `name` says which, should the stop be gone."""

    stop: int | None = None
    name: str = ""
    means: frozenset[Means] = frozenset()


@dataclass(frozen=True)
class FormerStart:
    """What there was before somebody else chose."""

    start: Start
    by_id: int
    by: str
    """Their name."""


def be_there_by(it: Session, meet_at: datetime | None = None) -> datetime:
    """The opening of the doors, or a while before the start, less a margin; where a group meets sooner, that."""
    by = it.doors_at or it.starts_at - BEFORE_THE_START
    return min(by, meet_at or by) - MARGIN


def out_by(it: Session) -> datetime:
    """In the street again; where the end is not known, counted from the start."""
    return (it.ends_at or it.starts_at) + OUT_OF_THE_DOOR


def night_ends(after: datetime, zone: str) -> datetime:
    """Four o'clock of the wall: what leaves later is the next morning's. Two hours are left in any case."""
    today = days_before(after, 0, time(4), zone)
    four = today if after < today else days_before(after, -1, time(4), zone)
    return max(four, after + timedelta(hours=2))


def way_there(
    network: Network, start: int, venue: Place, by: datetime, means: frozenset[Means], since: datetime | None = None
) -> Journey | None:
    """The best way to be there by then, or None. `start` is the rank of a stop; all in UTC."""
    home = network.stops[start].latitude, network.stops[start].longitude
    ways = _ways(network, _around_stop(network, start), venue, (since or by - LONGEST_WAY, by), means, back=False)
    return _best([*ways, *_on_foot(home, venue, by, means)])


def way_back(
    network: Network, start: int, venue: Place, since: datetime, by: datetime, means: frozenset[Means]
) -> Journey | None:
    """The last way from the venue to the stop, leaving not before `since`."""
    home = network.stops[start].latitude, network.stops[start].longitude
    ways = _ways(network, _around_stop(network, start), venue, (since, by), means, back=True)
    return _best([it for it in (*ways, *_on_foot(venue, home, by, means)) if it.leaves_at >= since])


def first_way_back(
    network: Network, start: int, venue: Place, since: datetime, by: datetime, means: frozenset[Means]
) -> Journey | None:
    """The way that is home soonest, to the quarter of an hour, when one need not wait for the last one."""
    for minutes in SOON:
        if (
            way := way_back(network, start, venue, since, min(by, since + timedelta(minutes=minutes)), means)
        ) is not None:
            return way
    return way_back(network, start, venue, since, by, means)


def _best(ways: list[Journey]) -> Journey | None:
    return min(ways, key=lambda it: (it.cost_s, it.changes), default=None)


def _around_stop(network: Network, start: int) -> Ends:
    it = network.stops[start]
    return dict(network.around.within((it.latitude, it.longitude), NEAR))


def _ways(
    network: Network, home: Ends, venue: Place, between: tuple[datetime, datetime], means: frozenset[Means], back: bool
) -> Iterator[Journey]:
    """With little walking first; with more where that leaves later or is the only way."""
    if Means.ON_FOOT in means:
        return
    since, by = (int(at.timestamp()) for at in between)
    for longest in (NEAR, WALK_15 if Means.WALK_15 in means else FAR):
        there = dict(network.around.within(venue, longest))
        origin, goal = (there, home) if back else (home, there)
        without = frozenset({Mode.METRO}) if Means.NO_METRO in means else frozenset()
        errand = Errand(origin, goal, since, by, without, Means.STEP_FREE in means)
        yield from (it for it in Search(network, errand).ways() if _short_enough(it, means))


def _short_enough(it: Journey, means: frozenset[Means]) -> bool:
    """All the walking of a way, together."""
    return Means.WALK_15 not in means or sum(it.walks_s) <= WALK_15


def _on_foot(a: Place, b: Place, by: datetime, means: frozenset[Means]) -> list[Journey]:
    """The walk itself, where it is short, or all that the person wants."""
    seconds = walking.seconds(a, b)
    longest = WALK_15 if Means.WALK_15 in means else LONGEST_ON_FOOT if Means.ON_FOOT in means else FAR
    if seconds > longest:
        return []
    return [Journey(by - timedelta(seconds=seconds), by, (), (seconds,), by)]
