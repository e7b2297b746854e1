"""An .ics calendar (RFC 5545): each VEVENT is an outing, or some more dates of one (same UID).

An hour without a zone is on the wall of the zone that is given. RDATE is not read.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vCategory, vDDDLists, vDDDTypes, vGeo, vRecur

from bot.domain.drafts import Fault, OfferDraft, Reading, SessionDraft, Trouble, VenueDraft
from bot.feeds import addresses, recurrence
from bot.feeds.faults import Unfit
from bot.feeds.gathering import by_date, gathered
from bot.feeds.moments import in_zone
from bot.feeds.values import LONGEST_TITLE, text, unmarked

# What the parser takes long for: some 150 µs a component, 25 a line, 5 a mark. A season of a large city is near 1,000
# events of 15 lines; the same in a hostile order would keep it busy for ten seconds.
MOST_COMPONENTS = 3_000
"""Events, zones, alarms."""
MOST_LINES = 20_000
"""A folded one counts once."""
MOST_MARKS = 40_000
"""Commas and semicolons: a date, a word or a parameter each."""


def read(content: bytes, now: datetime, zone: ZoneInfo) -> Reading:
    """Each event is in one draft, with its dates after `now`, or in one trouble; row 1 is the first event."""
    events = _events(content)
    moved = _moved(events, zone)
    offers: list[OfferDraft] = []
    troubles: list[Trouble] = []
    for row, event in enumerate(events, start=1):
        try:
            offers.append(_offer(event, row, moved, now, zone))
        except Unfit as unfit:
            troubles.append(unfit.of_record(row))
        except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
            # The parser keeps some damaged properties, which break only when they are used.
            troubles.append(Unfit(Fault.UNREADABLE).of_record(row))
    return Reading(len(events), gathered(offers), tuple(troubles))


def _events(content: bytes) -> list[Event]:
    _ensure_modest(content)
    try:
        calendars = Calendar.from_ical(content, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except Exception:  # noqa: BLE001 - whatever a strange file provokes in the parser, the answer is the same
        raise Unfit(Fault.UNREADABLE) from None
    if not events:
        raise Unfit(Fault.EMPTY)
    return [event for event in events if isinstance(event, Event)]


def _ensure_modest(content: bytes) -> None:
    lines = content.count(b"\n") - content.count(b"\n ") - content.count(b"\n\t")
    marks = content.count(b",") + content.count(b";")
    if content.upper().count(b"BEGIN:") > MOST_COMPONENTS or lines > MOST_LINES or marks > MOST_MARKS:
        raise Unfit(Fault.TOO_LARGE)


def _moved(events: list[Event], zone: ZoneInfo) -> set[tuple[str, datetime]]:
    """Dates of a series that an event of their own tells about: (UID, instant in UTC)."""
    told = set()
    for event in events:
        replaced = event.get("RECURRENCE-ID")
        if isinstance(replaced, vDDDTypes) and isinstance(replaced.dt, datetime):
            told.add((_words(event, "UID"), _instant(replaced.dt, zone)))
    return told


def _offer(event: Event, row: int, moved: set[tuple[str, datetime]], now: datetime, zone: ZoneInfo) -> OfferDraft:
    uid, title = _needed(event, "UID"), _needed(event, "SUMMARY")
    if _words(event, "STATUS").upper() == "CANCELLED":
        raise Unfit(Fault.CANCELLED, "STATUS", title)
    venue = addresses.place(_needed(event, "LOCATION"))
    latitude, longitude = _coordinates(event)
    without = {at for of, at in moved if of == uid and "RECURRENCE-ID" not in event}
    return OfferDraft(
        source_key=f"ics:{uid}",
        rows=(row,),
        title=title,
        venue=VenueDraft(venue.name, venue.street, venue.postcode, venue.city, latitude, longitude),
        sessions=_sessions(event, without, now, zone),
        summary=unmarked(_raw(event, "DESCRIPTION")),
        genre=_genre(event),
        organiser=_organiser(event),
    )


def _first(event: Event, name: str) -> Any:
    """A property that is given twice counts once."""
    value = event.get(name)
    return value[0] if isinstance(value, list) and value else value


def _raw(event: Event, name: str) -> str:
    value = _first(event, name)
    return str(value) if isinstance(value, str) else ""


def _words(event: Event, name: str) -> str:
    return text(_raw(event, name))


def _needed(event: Event, name: str) -> str:
    words = _words(event, name)
    if not words:
        raise Unfit(Fault.MISSING_VALUE, name)
    if len(words) > LONGEST_TITLE:
        raise Unfit(Fault.TOO_LONG, name, words)
    return words


def _coordinates(event: Event) -> tuple[float, float] | tuple[None, None]:
    point = _first(event, "GEO")
    if isinstance(point, vGeo) and abs(point.latitude) <= 90 and abs(point.longitude) <= 180:
        return point.latitude, point.longitude
    return None, None


def _genre(event: Event) -> str:
    categories = _first(event, "CATEGORIES")
    named = [text(str(name)) for name in categories.cats] if isinstance(categories, vCategory) else []
    return next((name for name in named if name and len(name) <= LONGEST_TITLE), "")


def _organiser(event: Event) -> str:
    """The name that is shown, never the address."""
    organiser = _first(event, "ORGANIZER")
    return unmarked(str(organiser.params.get("CN", "")), LONGEST_TITLE) if isinstance(organiser, vCalAddress) else ""


def _sessions(event: Event, without: set[datetime], now: datetime, zone: ZoneInfo) -> tuple[SessionDraft, ...]:
    first = _start(event, zone)
    length = _length(event, first, zone)
    rule = _first(event, "RRULE")
    if isinstance(rule, vRecur):
        starts = recurrence.times(rule, first, without | set(_excluded(event, zone)), now)
    elif rule is not None:
        raise Unfit(Fault.BAD_DATE, "RRULE", str(rule))
    else:
        starts = [first] if first > now else []
    if not starts:
        raise Unfit(Fault.PAST, "DTSTART", text(first.astimezone(zone)))
    return by_date(_session(at, length, zone) for at in starts)


def _session(at: datetime, length: timedelta | None, zone: ZoneInfo) -> SessionDraft:
    end = (at.astimezone(UTC) + length).astimezone(zone) if length else None
    return SessionDraft(at.astimezone(zone), end)


def _start(event: Event, zone: ZoneInfo) -> datetime:
    """Aware, on the wall of the event, where its series keeps its hour."""
    start = _first(event, "DTSTART")
    if start is None:
        raise Unfit(Fault.MISSING_VALUE, "DTSTART")
    if not isinstance(start, vDDDTypes):
        raise Unfit(Fault.BAD_DATE, "DTSTART", str(start))
    if not isinstance(start.dt, datetime):
        raise Unfit(Fault.BAD_TIME, "DTSTART")
    try:
        here = in_zone(start.dt, zone)
    except Unfit as unfit:
        raise Unfit(unfit.fault, "DTSTART", text(start.dt)) from None
    return start.dt if start.dt.tzinfo else here


def _length(event: Event, first: datetime, zone: ZoneInfo) -> timedelta | None:
    """How long it lasts, when it says so and within a day; a longer one is an opening period, not a session."""
    end, duration = _first(event, "DTEND"), _first(event, "DURATION")
    length = timedelta()
    if isinstance(end, vDDDTypes) and isinstance(end.dt, datetime):
        length = _instant(end.dt, zone) - first.astimezone(UTC)
    elif isinstance(duration, vDDDTypes) and isinstance(duration.dt, timedelta):
        length = duration.dt
    return length if timedelta() < length <= timedelta(days=1) else None


def _excluded(event: Event, zone: ZoneInfo) -> Iterator[datetime]:
    value = event.get("EXDATE")
    for dates in value if isinstance(value, list) else [value]:
        if isinstance(dates, vDDDLists):
            yield from (_instant(each.dt, zone) for each in dates.dts if isinstance(each.dt, datetime))
        elif dates is not None:
            raise Unfit(Fault.BAD_DATE, "EXDATE", str(dates))


def _instant(at: datetime, zone: ZoneInfo) -> datetime:
    """In UTC; a date that cannot be, or is out of reach, becomes the end of time and matches nothing."""
    try:
        return in_zone(at, zone).astimezone(UTC)
    except Unfit:
        return datetime.max.replace(tzinfo=UTC)
