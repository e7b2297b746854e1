"""Courses that follow the same stops without overtaking one another, together."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import le

from bot.domain.timetable import Mode, Pattern, times
from bot.transit import values
from bot.transit.faults import BadFeed, Ill, Ledger, Why
from bot.transit.package import Package
from bot.transit.trips import MOST_TIMES, Course

LEAST_HEADWAY, MOST_HEADWAY = 30, 4 * 3600


@dataclass(frozen=True)
class Headway:
    """A course that comes again and again, from `begins` to before `ends`."""

    begins: int
    ends: int
    seconds: int
    exact: bool

    @property
    def starts(self) -> range:
        return range(self.begins, self.ends, self.seconds)


@dataclass(frozen=True)
class _Run:
    service: str
    arrivals: "array[int]"
    departures: "array[int]"

    def follows(self, other: "_Run") -> bool:
        """At no stop before the other one."""
        return all(map(le, other.arrivals, self.arrivals)) and all(map(le, other.departures, self.departures))


@dataclass(frozen=True)
class _Kind:
    """What the trips of one pattern have in common."""

    line: str
    mode: Mode
    heading: str
    every_s: int
    step_free: bool | None
    stops: tuple[int, ...]
    boards: bytes
    alights: bytes


def headways(package: Package, ledger: Ledger) -> dict[str, list[Headway]]:
    """Of frequencies.txt, by trip."""
    found: defaultdict[str, list[Headway]] = defaultdict(list)
    if not package.has("frequencies.txt"):
        return found
    needed = ("trip_id", "start_time", "end_time", "headway_secs")
    for line, (trip, begins, ends, every, exact) in package.rows("frequencies.txt", needed, ("exact_times",)):
        try:
            start, end, seconds = values.seconds(begins), values.seconds(ends), values.number(every, MOST_HEADWAY)
            if start is None or end is None or seconds < LEAST_HEADWAY:
                raise ValueError(trip)
        except ValueError:
            ledger.note("frequencies.txt", line, Why.VALUE)
            continue
        found[trip].append(Headway(start, end, seconds, exact == "1"))
    return found


def together(
    courses: Iterable[Course], repeated: Mapping[str, list[Headway]], services: Mapping[str, int]
) -> list[Pattern]:
    """Raises BadFeed when repeating makes more of them than anybody can use."""
    kinds: defaultdict[_Kind, list[_Run]] = defaultdict(list)
    count = 0
    for course in courses:
        again = repeated.get(course.key)
        # Counted before any is made: saying "for ever" takes a line, making it takes minutes.
        count += len(course.stops) * (1 if again is None else sum(len(it.starts) for it in again))
        if count > MOST_TIMES:
            raise BadFeed(Ill.TOO_LARGE, "frequencies.txt")
        for kind, run in _runs(course, again):
            kinds[kind].append(run)
    return [_pattern(kind, lane, services) for kind, runs in kinds.items() for lane in _lanes(runs)]


def _runs(course: Course, repeated: list[Headway] | None) -> Iterator[tuple[_Kind, _Run]]:
    if repeated is None:
        yield _kind(course, 0), _Run(course.trip.service, course.arrivals, course.departures)
        return
    for headway in repeated:
        # Not at fixed times: whoever waits may wait for a whole interval, and arrives so much later.
        wait = 0 if headway.exact else headway.seconds
        kind = _kind(course, wait)
        for start in headway.starts:
            by = start - course.departures[0]
            arrivals = array("i", (at + by + wait for at in course.arrivals))
            yield kind, _Run(course.trip.service, arrivals, array("i", (at + by for at in course.departures)))


def _kind(course: Course, every_s: int) -> _Kind:
    it = course.trip
    return _Kind(it.line, it.mode, it.heading, every_s, it.step_free, course.stops, course.boards, course.alights)


def _lanes(runs: list[_Run]) -> list[list[_Run]]:
    """In each, nobody is overtaken."""
    lanes: list[list[_Run]] = []
    for run in sorted(runs, key=lambda it: (it.departures[0], it.arrivals[-1])):
        lane = next((it for it in lanes if run.follows(it[-1])), None)
        if lane is None:
            lanes.append([run])
        else:
            lane.append(run)
    return lanes


def _pattern(kind: _Kind, lane: list[_Run], services: Mapping[str, int]) -> Pattern:
    return Pattern(
        line=kind.line,
        mode=kind.mode,
        heading=kind.heading,
        stops=kind.stops,
        boards=kind.boards,
        alights=kind.alights,
        services=times([services[run.service] for run in lane]),
        arrivals=times([run.arrivals[rank] for rank in range(len(kind.stops)) for run in lane]),
        departures=times([run.departures[rank] for rank in range(len(kind.stops)) for run in lane]),
        every_s=kind.every_s,
        step_free=kind.step_free,
    )
