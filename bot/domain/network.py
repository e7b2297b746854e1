"""All the feeds of a town as one network: who stops where, and which stops one can change between on foot."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.timetable import Feed, Pattern, Stop
from bot.domain.walking import Surroundings

CHANGE_ON_FOOT = 8 * 60
"""The longest walk between two vehicles, in seconds."""

CHANGING = 3 * 60
"""To get off, look around and wait: what a change takes at least, in seconds."""


class Network:
    """Built once for a set of feeds, then only read."""

    def __init__(self, feeds: Sequence[Feed]) -> None:
        self.feeds = tuple(feeds)
        self.stops: list[Stop] = []
        self.patterns: list[Pattern] = []
        self.of_feed: list[int] = []
        """For each pattern, the rank of its feed."""
        starts = [self._add(rank, feed) for rank, feed in enumerate(feeds)]
        self.rank_of: Mapping[int, int] = {stop.number: rank for rank, stop in enumerate(self.stops)}
        self.calls = self._calls()
        self.around = Surroundings(self.stops)
        self.walks_to = [self._walks_to(stop) for stop in self.stops]
        for feed, start in zip(feeds, starts, strict=True):
            self._link(feed, start)

    def _add(self, rank: int, feed: Feed) -> int:
        start = len(self.stops)
        self.stops += feed.stops
        for pattern in feed.patterns:
            self.patterns.append(replace(pattern, stops=array("i", (stop + start for stop in pattern.stops))))
            self.of_feed.append(rank)
        return start

    def _calls(self) -> list[list[tuple[int, int]]]:
        """For each stop, the patterns that call there and at which place of theirs."""
        calls: list[list[tuple[int, int]]] = [[] for _ in self.stops]
        for number, pattern in enumerate(self.patterns):
            for position, stop in enumerate(pattern.stops):
                calls[stop].append((number, position))
        return calls

    def _walks_to(self, stop: Stop) -> dict[int, int]:
        """From where one can change to a vehicle here, and what it takes in seconds; the stop itself is among them."""
        here = stop.latitude, stop.longitude
        return {rank: walk + CHANGING for rank, walk in self.around.within(here, CHANGE_ON_FOOT)}

    def _link(self, feed: Feed, start: int) -> None:
        """What the operator says of a change goes before what the map says."""
        for link in feed.links:
            walks = self.walks_to[link.to + start]
            if link.seconds is None:
                walks.pop(link.origin + start, None)
            else:
                walks[link.origin + start] = max(link.seconds, CHANGING)
