"""A Feed as a few bytes a stop time, and back. Our own writing: nothing in it is ever run, as a pickle would be."""

import json
import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

from bot.domain.timetable import Feed, Link, Mode, Pattern, Stop

_LENGTH = 8


def packed(feed: Feed) -> bytes:
    """Headings as JSON, then all times, four bytes each; the whole deflated."""
    head = {
        "zone": feed.zone,
        "first_day": feed.first_day.isoformat(),
        "last_day": feed.last_day.isoformat(),
        "services": [f"{bits:x}" for bits in feed.services],
        "stops": [astuple(stop) for stop in feed.stops],
        "patterns": [_heading(it) for it in feed.patterns],
        "links": [astuple(link) for link in feed.links],
    }
    words = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    body = b"".join(_bytes(part) for it in feed.patterns for part in _parts(it))
    return zlib.compress(len(words).to_bytes(_LENGTH) + words + body)


def unpacked(content: bytes) -> Feed:
    """What `packed` wrote."""
    whole = memoryview(zlib.decompress(content))
    end = _LENGTH + int.from_bytes(whole[:_LENGTH])
    head = json.loads(bytes(whole[_LENGTH:end]))
    return Feed(
        zone=head["zone"],
        first_day=date.fromisoformat(head["first_day"]),
        last_day=date.fromisoformat(head["last_day"]),
        services=tuple(int(bits, 16) for bits in head["services"]),
        stops=tuple(Stop(*it) for it in head["stops"]),
        patterns=tuple(_patterns(head["patterns"], whole[end:])),
        links=tuple(Link(*it) for it in head["links"]),
    )


def _heading(it: Pattern) -> list[Any]:
    together = it.arrivals == it.departures
    kind = [it.line, it.mode, it.heading, it.every_s, it.step_free]
    return [*kind, list(it.boards), list(it.alights), len(it.stops), it.trips, together]


def _parts(it: Pattern) -> Iterator[Sequence[int]]:
    yield it.stops
    yield it.services
    yield it.departures
    if it.arrivals != it.departures:
        yield it.arrivals


def _bytes(part: Sequence[int]) -> bytes:
    whole = array("i", part)
    if sys.byteorder == "big":
        whole.byteswap()
    return whole.tobytes()


def _patterns(headings: list[list[Any]], body: memoryview) -> Iterator[Pattern]:
    at = 0

    def take(count: int) -> "array[int]":
        nonlocal at
        whole = array("i")
        whole.frombytes(body[at : at + 4 * count])
        at += 4 * count
        if sys.byteorder == "big":
            whole.byteswap()
        return whole

    for line, mode, heading, every_s, step_free, boards, alights, length, trips, together in headings:
        stops, services, departures = take(length), take(trips), take(length * trips)
        # Most vehicles stop for no time that a timetable knows: one array serves for both.
        arrivals = departures if together else take(length * trips)
        yield Pattern(
            line,
            Mode(mode),
            heading,
            stops,
            bytes(boards),
            bytes(alights),
            services,
            arrivals,
            departures,
            every_s,
            step_free,
        )
