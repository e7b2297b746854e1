"""The stops of a feed, and what it says of changing between them."""

import hashlib
from collections.abc import Collection, Mapping

from bot.domain.timetable import Link, Stop
from bot.feeds.values import text
from bot.transit import values
from bot.transit.faults import Ledger, Why
from bot.transit.package import Package

LONGEST_NAME = 80
FORBIDDEN = "3"
LONGEST_CHANGE = 3600
_STATION = "1"


def number(feed: str, key: str) -> int:
    """15 digits at most: they fit in a button."""
    return int.from_bytes(hashlib.sha256(f"{feed}\n{key}".encode()).digest()[:6])


def read(package: Package, feed: str, ledger: Ledger) -> dict[str, Stop]:
    """Every stop with a place, by its key in the feed. A platform takes from its station what it does not say."""
    rows = package.rows("stops.txt", ("stop_id", "stop_name", "stop_lat", "stop_lon"), _MORE)
    stations: dict[str, tuple[bool | None, str]] = {}
    stops: dict[str, Stop] = {}
    parents: dict[str, str] = {}
    for line, (key, name, latitude, longitude, kind, parent, wheels) in rows:
        try:
            place = values.place(latitude, longitude)
        except ValueError:
            if kind in ("", "0", _STATION):
                ledger.note("stops.txt", line, Why.VALUE)
            continue
        stops[key] = Stop(number(feed, key), text(name)[:LONGEST_NAME], *place, values.yes_or_no(wheels))
        parents[key] = parent
        if kind == _STATION:
            stations[key] = (stops[key].step_free, stops[key].name)
    return {key: _completed(it, stations.get(parents[key])) for key, it in stops.items()}


_MORE = ("location_type", "parent_station", "wheelchair_boarding")


def _completed(it: Stop, station: tuple[bool | None, str] | None) -> Stop:
    step_free, name = station or (None, "")
    if it.step_free is None:
        it = Stop(it.number, it.name or name, it.latitude, it.longitude, step_free)
    return it


def links(package: Package, ranks: Mapping[str, int], known: Collection[str], ledger: Ledger) -> list[Link]:
    """Of transfers.txt: between two stops that something serves, for everybody."""
    if not package.has("transfers.txt"):
        return []
    found = []
    needed = ("from_stop_id", "to_stop_id", "transfer_type")
    for line, (origin, to, kind, least) in package.rows("transfers.txt", needed, ("min_transfer_time",)):
        if origin not in known or to not in known:
            ledger.note("transfers.txt", line, Why.UNKNOWN)
            continue
        try:
            seconds = values.number(least, LONGEST_CHANGE)
        except ValueError:
            ledger.note("transfers.txt", line, Why.VALUE)
            continue
        if origin in ranks and to in ranks:
            if kind == FORBIDDEN:
                found.append(Link(ranks[origin], ranks[to], None))
            elif kind == "2":
                found.append(Link(ranks[origin], ranks[to], seconds))
    return found
