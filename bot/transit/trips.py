"""Trips and their times, as rows say them: gaps filled in, what runs backwards left out."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from bot.domain.timetable import Mode, Stop
from bot.feeds.values import text
from bot.transit import values
from bot.transit.faults import BadFeed, Ill, Ledger, Why
from bot.transit.package import Package

MOST_TIMES = 10_000_000
LONGEST_LINE, LONGEST_HEADING = 40, 80
_MISSING = -1

_BASIC = {
    0: Mode.TRAM, 1: Mode.METRO, 2: Mode.TRAIN, 3: Mode.BUS, 4: Mode.FERRY, 5: Mode.CABLE, 6: Mode.CABLE,
    7: Mode.CABLE, 11: Mode.BUS, 12: Mode.TRAIN,
}  # fmt: skip
_EXTENDED = {1: Mode.TRAIN, 4: Mode.METRO, 9: Mode.TRAM, 10: Mode.FERRY, 12: Mode.FERRY, 13: Mode.CABLE, 14: Mode.CABLE}
"""Hundreds of the extended route types; what is not here runs on the road."""


@dataclass(frozen=True)
class Trip:
    """`times` has arrival and departure in turn, in seconds; `stops` are keys' ranks."""

    line: str
    mode: Mode
    heading: str
    service: str
    step_free: bool | None


@dataclass(frozen=True)
class Course:
    """A trip with its stops and times, in seconds, each as long as the other."""

    key: str
    trip: Trip
    stops: tuple[int, ...]
    boards: bytes
    alights: bytes
    arrivals: "array[int]"
    departures: "array[int]"


def mode(kind: int) -> Mode:
    return _BASIC.get(kind) or _EXTENDED.get(kind // 100, Mode.BUS)


def read(package: Package, bits: Mapping[str, int], ledger: Ledger) -> dict[str, Trip | None]:
    """By key; None for one that never runs in the time that is kept."""
    lines = dict(_lines(package, ledger))
    trips: dict[str, Trip | None] = {}
    more = ("trip_headsign", "wheelchair_accessible")
    for line, (key, route, service, heading, wheels) in package.rows(
        "trips.txt", ("trip_id", "route_id", "service_id"), more
    ):
        if route not in lines or service not in bits:
            ledger.note("trips.txt", line, Why.UNKNOWN)
            continue
        said = text(heading)[:LONGEST_HEADING]
        trips[key] = Trip(*lines[route], said, service, values.yes_or_no(wheels)) if bits[service] else None
    return trips


def _lines(package: Package, ledger: Ledger) -> Iterator[tuple[str, tuple[str, Mode]]]:
    more = ("route_short_name", "route_long_name")
    for line, (key, kind, short, long) in package.rows("routes.txt", ("route_id", "route_type"), more):
        try:
            yield key, (text(short or long or key)[:LONGEST_LINE], mode(values.number(kind, 2000)))
        except ValueError:
            ledger.note("routes.txt", line, Why.VALUE)


class _Times:
    """All rows of stop_times.txt that can be used, six integers each."""

    def __init__(self) -> None:
        self.order = array("q")
        """Of each row: its trip and its place in it, as one number."""
        self.lines, self.stops, self.arrivals, self.departures = array("i"), array("i"), array("i"), array("i")
        self.kinds = bytearray()
        """1: one may get on; 2: one may get off."""

    def sorted(self) -> list[int]:
        return sorted(range(len(self.order)), key=self.order.__getitem__)


_COLUMNS = ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time")
_NOT = "1"
"""No pickup, no drop off. By telephone or with the driver (2, 3) still is a way."""


def courses(
    package: Package, trips: Mapping[str, Trip | None], stops: Mapping[str, Stop], ledger: Ledger
) -> Iterator[Course]:
    """Every trip that can be ridden, with its times."""
    keys, ranks = list(trips), {key: rank for rank, key in enumerate(stops)}
    times = _gathered(package, {key: rank for rank, key in enumerate(keys)}, trips, ranks, ledger)
    for rank, rows in groupby(times.sorted(), key=lambda row: times.order[row] >> 32):
        trip = trips[keys[rank]]
        if trip is not None and (course := _course(keys[rank], trip, list(rows), times, ledger)):
            yield course


def _gathered(
    package: Package,
    numbers: Mapping[str, int],
    trips: Mapping[str, Trip | None],
    ranks: Mapping[str, int],
    ledger: Ledger,
) -> _Times:
    times = _Times()
    for line, (key, stop, place, arrival, departure, on, off) in package.rows(
        "stop_times.txt", _COLUMNS, ("pickup_type", "drop_off_type")
    ):
        if key not in numbers or stop not in ranks:
            ledger.note("stop_times.txt", line, Why.UNKNOWN)
            continue
        if trips[key] is None:
            continue
        try:
            there, gone = values.seconds(arrival), values.seconds(departure)
            order = numbers[key] << 32 | values.number(place, 2**31)
        except ValueError:
            ledger.note("stop_times.txt", line, Why.VALUE)
            continue
        there = gone if there is None else there
        times.order.append(order)
        times.lines.append(line)
        times.stops.append(ranks[stop])
        times.arrivals.append(_MISSING if there is None else there)
        times.departures.append(_MISSING if there is None else there if gone is None else gone)
        times.kinds.append((on != _NOT) | (off != _NOT) << 1)
        if len(times.order) > MOST_TIMES:
            raise BadFeed(Ill.TOO_LARGE, "stop_times.txt")
    return times


def _course(key: str, trip: Trip, rows: list[int], times: _Times, ledger: Ledger) -> Course | None:
    """None for a trip that runs backwards, does not say when it begins or ends, or has a single stop."""
    arrivals = array("i", (times.arrivals[row] for row in rows))
    departures = array("i", (times.departures[row] for row in rows))
    if _MISSING in (arrivals[0], arrivals[-1]):
        ledger.note("stop_times.txt", times.lines[rows[0]], Why.VALUE)
        return None
    _fill_in(arrivals, departures)
    wrong = next((rank for rank, row in enumerate(rows) if _backwards(rank, row, rows, times, arrivals, departures)), 0)
    if wrong or len(rows) < 2:
        ledger.note("stop_times.txt", times.lines[rows[wrong]], Why.ORDER)
        return None
    return Course(
        key=key,
        trip=trip,
        stops=tuple(times.stops[row] for row in rows),
        boards=bytes(times.kinds[row] & 1 for row in rows),
        alights=bytes(times.kinds[row] >> 1 for row in rows),
        arrivals=arrivals,
        departures=departures,
    )


def _backwards(
    rank: int, row: int, rows: list[int], times: _Times, arrivals: "array[int]", departures: "array[int]"
) -> bool:
    if departures[rank] < arrivals[rank]:
        return True
    return rank > 0 and (departures[rank - 1] > arrivals[rank] or times.order[rows[rank - 1]] == times.order[row])


def _fill_in(arrivals: "array[int]", departures: "array[int]") -> None:
    """Stops between two known times are passed evenly."""
    known = 0
    for rank in range(1, len(arrivals)):
        if arrivals[rank] == _MISSING:
            continue
        for between in range(known + 1, rank):
            part = (arrivals[rank] - departures[known]) * (between - known) // (rank - known)
            arrivals[between] = departures[between] = departures[known] + part
        known = rank
