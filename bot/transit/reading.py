"""A whole feed, or why there is none."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.timetable import Feed, Pattern
from bot.feeds.values import text
from bot.transit import days, patterns, places, trips, values
from bot.transit.days import Days
from bot.transit.faults import BadFeed, Broken, Ill, Ledger
from bot.transit.package import Package


@dataclass(frozen=True)
class Reading:
    """What a file says. `feed` None: nothing that can be used, and `ill` or `ended` says why."""

    name: str = ""
    """Of the operator, or as it was called: a refreshed feed of that name takes the place of the former."""
    feed: Feed | None = None
    ill: Ill | None = None
    what: str = ""
    """The file or column that is missing."""
    ended: date | None = None
    """The last day of a feed that is over."""
    broken: Sequence[Broken] = ()
    broken_count: int = 0


def read(path: Path, now: datetime, zone: str, name: str = "") -> Reading:
    """`now` is aware; `zone` is of a feed that does not tell its own. Raises OSError when the file cannot be opened."""
    ledger = Ledger()
    try:
        package = Package(path, ledger)
        try:
            reading = _read(package, now.astimezone(ZoneInfo(zone)).date(), zone, name or path.stem, bool(name), ledger)
        finally:
            package.close()
    except BadFeed as bad:
        reading = Reading(ill=bad.ill, what=bad.what)
    return replace(reading, broken=tuple(ledger.shown), broken_count=ledger.count)


def _read(package: Package, today: date, zone: str, name: str, called: bool, ledger: Ledger) -> Reading:
    agency, zone = _agency(package, zone)
    name = name if called else agency or name
    calendar = days.read(package, today, ledger)
    until = min(filter(None, (calendar.last_known, _until(package))), default=None)
    if until is None:
        return Reading(name, ill=Ill.EMPTY)
    if until < today:
        return Reading(name, ended=until)
    feed = _feed(package, calendar, zone, name, min(until, calendar.last), ledger)
    return Reading(name, feed) if feed.patterns else Reading(name, ill=Ill.EMPTY)


def _agency(package: Package, zone: str) -> tuple[str, str]:
    """The name of the first operator, and the zone of all."""
    if not package.has("agency.txt"):
        return "", zone
    for _, (name, own) in package.rows("agency.txt", ("agency_name", "agency_timezone")):
        try:
            ZoneInfo(own)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            own = zone
        return text(name)[: places.LONGEST_NAME], own
    return "", zone


def _until(package: Package) -> date | None:
    """The operator may say that the feed ends before its calendar does."""
    if not package.has("feed_info.txt"):
        return None
    for _, (until,) in package.rows("feed_info.txt", (), ("feed_end_date",)):
        try:
            return values.day(until)
        except ValueError:
            return None
    return None


def _feed(package: Package, calendar: Days, zone: str, name: str, last: date, ledger: Ledger) -> Feed:
    stops = places.read(package, name, ledger)
    known = trips.read(package, calendar.bits, ledger)
    services = {service: rank for rank, service in enumerate(calendar.bits)}
    repeated = patterns.headways(package, ledger)
    found = patterns.together(trips.courses(package, known, stops, ledger), repeated, services)
    served = sorted({stop for pattern in found for stop in pattern.stops})
    keys = list(stops)
    ranks = {keys[stop]: rank for rank, stop in enumerate(served)}
    return Feed(
        zone=zone,
        first_day=calendar.first,
        last_day=last,
        services=tuple(calendar.bits.values()),
        stops=tuple(stops[key] for key in ranks),
        patterns=_renumbered(found, {stop: rank for rank, stop in enumerate(served)}),
        links=tuple(places.links(package, ranks, stops, ledger)),
    )


def _renumbered(found: Sequence[Pattern], ranks: dict[int, int]) -> tuple[Pattern, ...]:
    return tuple(replace(it, stops=array("i", (ranks[stop] for stop in it.stops))) for it in found)
