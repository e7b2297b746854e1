"""What runs where and when, as compactly as a search needs it.

A pattern is a sequence of stops that trips follow without overtaking one another. Times of trips are seconds after
"noon minus twelve hours" of the day of service, on the wall of the feed (GTFS reference, `stop_times.txt`): a bus of
the night before has a time past 24:00:00, and on the two days when clocks change an hour is still an hour.
Two million times are two arrays of integers, never as many objects.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

NOON = timedelta(hours=12)


class Mode(StrEnum):
    """What one rides."""

    BUS = "bus"
    TRAM = "tram"
    METRO = "metro"
    TRAIN = "train"
    FERRY = "ferry"
    CABLE = "cable"


@dataclass(frozen=True, slots=True)
class Stop:
    number: int
    """The same after every refresh of the feed: it is what a person's record and a button keep."""
    name: str
    latitude: float
    longitude: float
    step_free: bool | None = None
    """None: the feed does not say."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`arrivals` and `departures` hold the times at the first stop, one a trip and sorted, then at the second …"""

    line: str
    mode: Mode
    heading: str
    """What the front of the vehicle says."""
    stops: Sequence[int]
    boards: bytes
    """For each stop, 1 where one may get on."""
    alights: bytes
    services: Sequence[int]
    """Of each trip: the days it runs."""
    arrivals: Sequence[int]
    departures: Sequence[int]
    every_s: int = 0
    """Not at fixed times, but so many seconds apart: one waits as long at most, which `arrivals` count."""
    step_free: bool | None = None

    @property
    def trips(self) -> int:
        return len(self.services)


@dataclass(frozen=True, slots=True)
class Link:
    """What the operator says of changing between two stops; `seconds` None forbids it."""

    origin: int
    to: int
    seconds: int | None


@dataclass(frozen=True)
class Feed:
    """One operator's timetable, between two days of service."""

    zone: str
    first_day: date
    last_day: date
    services: Sequence[int]
    """Of each, a bit a day from the first one on."""
    stops: Sequence[Stop]
    patterns: Sequence[Pattern]
    links: Sequence[Link] = ()

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def running(self, day: date) -> bytes:
        """For each service, 1 if it runs on that day."""
        if not self.covers(day):
            return bytes(len(self.services))
        rank = (day - self.first_day).days
        return bytes(days >> rank & 1 for days in self.services)


def zero_hour(day: date, zone: str) -> int:
    """The instant, in seconds of UTC, from which the times of that day of service count."""
    noon = datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)
    return int((noon - NOON).timestamp())


def service_days(since: int, by: int, zone: str) -> Iterator[date]:
    """The days whose trips may be under way between two instants: a trip may run into the third day (48:00:00)."""
    last = datetime.fromtimestamp(by, ZoneInfo(zone)).date()
    day = datetime.fromtimestamp(since, ZoneInfo(zone)).date() - timedelta(days=2)
    while day <= last:
        yield day
        day += timedelta(days=1)


def times(values: Sequence[int]) -> "array[int]":
    """Four bytes each."""
    return array("i", values)
