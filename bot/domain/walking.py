"""On foot: how far it is, how long it takes, which stops are near."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from bot.domain.timetable import Stop

PACE = 0.85
"""Metres a second in a straight line: an easy 4 km/h, and streets are a third longer than the line."""

METRES_A_DEGREE = 111_195
CELL = 0.01
"""Degrees of the grid: about 1.1 km from south to north."""

Place = tuple[float, float]
"""Latitude and longitude, in degrees."""


def metres(a: Place, b: Place) -> float:
    """In a straight line; exact enough within a town."""
    east = (b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(b[0] - a[0], east) * METRES_A_DEGREE


def seconds(a: Place, b: Place) -> int:
    return math.ceil(metres(a, b) / PACE)


class Surroundings:
    """Stops by where they are."""

    def __init__(self, stops: Sequence[Stop]) -> None:
        self._stops = stops
        self._cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for rank, stop in enumerate(stops):
            self._cells[_cell(stop.latitude, stop.longitude)].append(rank)

    def within(self, place: Place, longest_s: int) -> Iterator[tuple[int, int]]:
        """The stops at most so many seconds away on foot, and the seconds."""
        reach = longest_s * PACE / METRES_A_DEGREE
        wide = reach / max(0.05, math.cos(math.radians(place[0])))
        south, west = _cell(place[0] - reach, place[1] - wide)
        north, east = _cell(place[0] + reach, place[1] + wide)
        for cell in product(range(south, north + 1), range(west, east + 1)):
            for rank in self._cells.get(cell, ()):
                it = self._stops[rank]
                if (walk := seconds(place, (it.latitude, it.longitude))) <= longest_s:
                    yield rank, walk

    def nearest(self, place: Place, longest_s: int) -> int | None:
        return min(self.within(place, longest_s), key=lambda it: it[1], default=(None, 0))[0]


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude / CELL), math.floor(longitude / CELL)
