"""A way from here to there by public transport, to be there in time.

Rounds from the goal backwards, one for each vehicle (RAPTOR: Delling, Pajor, Werneck, "Round-Based Public Transit
Routing", 2012): after the first, the latest moment at which one can get on anywhere to arrive with one vehicle; after
the second, with two. At most two changes: who sets out again after a long time does not do three.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.network import CHANGING, Network
from bot.domain.timetable import Feed, Mode, Pattern, service_days, zero_hour

MOST_CHANGES = 2

EARLY = 5 * 60
"""Seconds at the first stop before the vehicle: nobody is asked to run."""

NEVER = -(2**62)


Ends = Mapping[int, int]
"""The stops around one end of a journey, and the seconds to walk there."""


@dataclass(frozen=True)
class Errand:
    """From where to where; not before `since`, there at `by`: seconds of UTC."""

    origin: Ends
    goal: Ends
    since: int
    by: int
    without: frozenset[Mode] = frozenset()
    step_free: bool = False
    """Nothing that is known to have steps."""


@dataclass(frozen=True)
class Ride:
    line: str
    mode: Mode
    heading: str
    origin: str
    leaves_at: datetime
    to: str
    arrives_at: datetime
    every_s: int
    step_free: bool | None


@dataclass(frozen=True)
class Journey:
    """Walk, ride, walk, ride … walk. `walks_s` has one more item than `rides`."""

    leaves_at: datetime
    """From the place itself; EARLY at the first stop."""
    arrives_at: datetime
    rides: tuple[Ride, ...]
    walks_s: tuple[int, ...]
    by: datetime

    @property
    def changes(self) -> int:
        return max(0, len(self.rides) - 1)

    @property
    def cost_s(self) -> float:
        """What a way costs in seconds: from leaving until one is expected, a quarter of an hour for each change, and
        every minute on foot three times. Fewer changes and less walking come before minutes saved."""
        return (self.by - self.leaves_at).total_seconds() + 15 * 60 * self.changes + 2 * sum(self.walks_s)


@dataclass(frozen=True, slots=True)
class _Run:
    """A pattern on one day of service."""

    pattern: Pattern
    zero: int
    running: bytes

    def latest(self, position: int, by: int, after: int, floor: int) -> int:
        """The last trip that is there by then and after `floor`; `after` when none is later than that one."""
        it, start = self.pattern, position * self.pattern.trips
        rank = bisect_right(it.arrivals, by - self.zero, start, start + it.trips) - 1
        while rank > start + after and it.arrivals[rank] + self.zero > floor:
            if self.running[it.services[rank - start]]:
                return rank - start
            rank -= 1
        return after

    def first(self, position: int, ready: int) -> int:
        """The first trip that leaves from there then or later; one does."""
        it, start = self.pattern, position * self.pattern.trips
        rank = bisect_left(it.departures, ready - self.zero, start, start + it.trips)
        while not self.running[it.services[rank - start]]:
            rank += 1
        return rank - start


@dataclass(frozen=True, slots=True)
class _Boarding:
    """`on` and `off` are positions in the pattern."""

    at: int
    run: _Run
    trip: int
    on: int
    off: int

    def sooner(self, ready: int) -> "_Boarding":
        """The same way on the first vehicle that can be caught."""
        return replace(self, trip=self.run.first(self.on, ready))


@dataclass(frozen=True, slots=True)
class _Step:
    """Off at a stop by `at`, then `seconds` to the next boarding at `stop`; -1: to the goal."""

    at: int
    stop: int
    seconds: int

    @property
    def walk_s(self) -> int:
        return self.seconds if self.stop < 0 else max(0, self.seconds - CHANGING)


_Round = tuple[Mapping[int, _Step], Mapping[int, _Boarding]]


class Search:
    """One errand."""

    def __init__(self, network: Network, errand: Errand) -> None:
        self._net = network
        self._errand = errand
        self._barred = _with_steps(network) if errand.step_free else frozenset()
        self._days = [list(_days(feed, errand)) for feed in network.feeds]
        self._runs: dict[int, list[_Run]] = {}
        self._best = [NEVER] * len(network.stops)
        """The latest boarding at each stop, whatever the number of vehicles so far."""
        self._leave = errand.since - 1
        """The latest departure from the origin so far."""

    def ways(self) -> Iterator[Journey]:
        """The latest departure with one vehicle, with two, with three, each later than the one before."""
        steps = {stop: _Step(self._errand.by - walk, -1, walk) for stop, walk in self._errand.goal.items()}
        rounds: list[_Round] = []
        for changes in range(MOST_CHANGES + 1):
            boardings = self._ride(steps, last=changes == MOST_CHANGES)
            rounds.append((steps, boardings))
            first = max(self._errand.origin.keys() & boardings, key=lambda it: self._leaving(it, boardings), default=-1)
            if first >= 0 and self._leaving(first, boardings) > self._leave:
                self._leave = self._leaving(first, boardings)
                yield self._told(first, rounds)
            if changes < MOST_CHANGES:
                steps = self._walk(boardings)

    def _leaving(self, stop: int, boardings: Mapping[int, _Boarding]) -> int:
        return boardings[stop].at - EARLY - self._errand.origin[stop]

    def _walk(self, boardings: Mapping[int, _Boarding]) -> dict[int, _Step]:
        """By when one must be off the vehicle before, at every stop from which one can walk to a boarding."""
        steps: dict[int, _Step] = {}
        for stop, boarding in boardings.items():
            for near, seconds in self._net.walks_to[stop].items():
                if near not in steps or steps[near].at < boarding.at - seconds:
                    steps[near] = _Step(boarding.at - seconds, stop, seconds)
        return steps

    def _ride(self, steps: Mapping[int, _Step], last: bool) -> dict[int, _Boarding]:
        """The latest boarding at every stop from which a vehicle is there in time for one of the steps."""
        boardings: dict[int, _Boarding] = {}
        near_origin = {number for stop in self._errand.origin for number, _ in self._net.calls[stop]}
        for number, end in self._ends(steps).items():
            if not last or number in near_origin:
                for run in self._runs_of(number):
                    self._follow(run, end, steps, boardings)
        return boardings

    def _ends(self, steps: Mapping[int, _Step]) -> dict[int, int]:
        """For each pattern that is of use, the last position at which one may get off."""
        ends: dict[int, int] = {}
        for stop in steps.keys() - self._barred:
            for number, position in self._net.calls[stop]:
                if ends.get(number, 0) < position:
                    ends[number] = position
        return ends

    def _runs_of(self, number: int) -> list[_Run]:
        if number not in self._runs:
            self._runs[number] = list(self._running(number))
        return self._runs[number]

    def _running(self, number: int) -> Iterator[_Run]:
        """The days on which this pattern has something between the two instants."""
        it = self._net.patterns[number]
        if it.mode in self._errand.without or (self._errand.step_free and it.step_free is False):
            return
        for zero, running in self._days[self._net.of_feed[number]]:
            if zero + it.arrivals[-1] > self._errand.since and zero + it.departures[0] < self._errand.by:
                yield _Run(it, zero, running)

    def _follow(self, run: _Run, end: int, steps: Mapping[int, _Step], boardings: dict[int, _Boarding]) -> None:
        """Along one pattern, from the last useful stop to the first. The innermost loop of all: few names, no calls
        that are not needed."""
        it, zero, trips = run.pattern, run.zero, run.pattern.trips
        best, leave, barred = self._best, self._leave, self._barred
        trip, off = -1, -1
        for position in range(end, -1, -1):
            stop = it.stops[position]
            if stop in barred:
                continue
            if trip >= 0 and it.boards[position]:
                at = zero + it.departures[position * trips + trip]
                if at <= leave:
                    trip = -1  # from the stops before, this one leaves earlier still
                elif at > best[stop]:
                    best[stop] = at
                    boardings[stop] = _Boarding(at, run, trip, position, off)
            if (step := steps.get(stop)) is not None and position and it.alights[position]:
                later = run.latest(position, step.at, trip, leave)
                if later > trip:
                    trip, off = later, position

    def _told(self, first: int, rounds: Sequence[_Round]) -> Journey:
        """In the order of the person. After the first vehicle, each is the first that can be caught: whoever waits
        for the last one waits in the street."""
        rides: list[Ride] = []
        walks = [self._errand.origin[first]]
        stop, ready = first, 0
        for steps, boardings in reversed(rounds):
            boarding = boardings[stop].sooner(ready) if rides else boardings[stop]
            ride, off = _ridden(self._net, boarding)
            step = steps[off]
            ready = int(ride.arrives_at.timestamp()) + step.seconds
            rides.append(ride)
            walks.append(step.walk_s)
            stop = step.stop
        return Journey(_moment(self._leave), _moment(ready), tuple(rides), tuple(walks), _moment(self._errand.by))


def _with_steps(network: Network) -> frozenset[int]:
    return frozenset(rank for rank, stop in enumerate(network.stops) if stop.step_free is False)


def _days(feed: Feed, errand: Errand) -> Iterator[tuple[int, bytes]]:
    """The days of service that matter: from when their times count, and what runs."""
    for day in service_days(errand.since, errand.by, feed.zone):
        if feed.covers(day):
            yield zero_hour(day, feed.zone), feed.running(day)


def _ridden(network: Network, it: _Boarding) -> tuple[Ride, int]:
    """The ride, and the stop where it ends."""
    pattern, trips = it.run.pattern, it.run.pattern.trips
    on, off = pattern.stops[it.on], pattern.stops[it.off]
    ride = Ride(
        line=pattern.line,
        mode=pattern.mode,
        heading=pattern.heading,
        origin=network.stops[on].name,
        leaves_at=_moment(it.run.zero + pattern.departures[it.on * trips + it.trip]),
        to=network.stops[off].name,
        arrives_at=_moment(it.run.zero + pattern.arrivals[it.off * trips + it.trip]),
        every_s=pattern.every_s,
        step_free=_together(pattern.step_free, network.stops[on].step_free, network.stops[off].step_free),
    )
    return ride, off


def _together(*known: bool | None) -> bool | None:
    """Only if each is."""
    return False if False in known else None if None in known else True


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
