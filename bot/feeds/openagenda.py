"""The public export of OpenAgenda: a JSON list of events, some of whose fields are JSON again, in a string.

Codes of status and attendance, and of accessibility ("mi", "hi"): https://developers.openagenda.com
An event says neither how many places there are nor, reliably, whether it is free: its drafts are to be completed.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias, TypeGuard
from zoneinfo import ZoneInfo

from bot.domain.drafts import Fault, OfferDraft, Reading, SessionDraft, Trouble, VenueDraft
from bot.feeds import addresses
from bot.feeds.faults import Unfit
from bot.feeds.gathering import by_date, gathered
from bot.feeds.moments import in_zone
from bot.feeds.values import LONGEST_TEXT, LONGEST_TITLE, MOST_AGE, text, unmarked

Record: TypeAlias = dict[str, Any]

_SCHEDULED, _MOVED_ONLINE, _POSTPONED, _CANCELLED = 1, 3, 4, 6
_ONLINE = 2

MOST_MARKS = 300_000
"""`{`, `[` and `,`: there is one for each value, which can take fifty times more room than its letters. An event has
some 120; a season of a large city is near 1,000 events."""


def read(content: bytes, now: datetime, zone: ZoneInfo) -> Reading:
    """Each event is in one draft, with its dates after `now`, or in one trouble; row 1 is the first event."""
    offers: list[OfferDraft] = []
    troubles: list[Trouble] = []
    records = _records(content)
    for row, record in enumerate(records, start=1):
        try:
            offers.append(_offer(record, row, now, zone))
        except Unfit as unfit:
            troubles.append(unfit.of_record(row))
    return Reading(len(records), gathered(offers), tuple(troubles))


def _records(content: bytes) -> list[Any]:
    if sum(map(content.count, (b"{", b"[", b","))) > MOST_MARKS:
        raise Unfit(Fault.TOO_LARGE)
    try:
        records = json.loads(content)
    except (ValueError, RecursionError):
        raise Unfit(Fault.UNREADABLE) from None
    if not isinstance(records, list):
        raise Unfit(Fault.UNREADABLE)
    if not records:
        raise Unfit(Fault.EMPTY)
    return records


def _offer(record: object, row: int, now: datetime, zone: ZoneInfo) -> OfferDraft:
    if not isinstance(record, dict):
        raise Unfit(Fault.UNREADABLE)
    uid, title = _needed(record, "uid"), _needed(record, "title_fr")
    _ensure_happens(record, title)
    access = _words(record, "accessibility").split(";")
    return OfferDraft(
        source_key=f"openagenda:{uid}",
        rows=(row,),
        title=title,
        venue=_venue(record),
        sessions=_sessions(record, now, zone),
        summary=_summary(record),
        # Keywords are no genre: actors, districts, slogans, the title again.
        genre=_words(record, "category"),
        organiser=_words(record, "contributor_organization") or _words(record, "originagenda_title"),
        min_age=_min_age(record),
        # A code that is absent says nothing: most events were never described.
        step_free="mi" in access or None,
        hearing_loop="hi" in access or None,
        entry=_entry(record),
    )


def _words(record: Record, field: str, longest: int = LONGEST_TITLE) -> str:
    value = record.get(field)
    return unmarked(value, longest) if isinstance(value, str) else ""


def _needed(record: Record, field: str) -> str:
    value = record.get(field)
    words = text(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not words:
        raise Unfit(Fault.MISSING_VALUE, field)
    if len(words) > LONGEST_TITLE:
        raise Unfit(Fault.TOO_LONG, field, words)
    return words


def _inner(record: Record, field: str) -> Any:
    """A field that is JSON in a string, or already what that string would say; None when it cannot be read."""
    value = record.get(field)
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return None


def _code(record: Record, field: str) -> int | None:
    value = _inner(record, field)
    code = value.get("id") if isinstance(value, dict) else value
    return code if isinstance(code, int) else None


def _ensure_happens(record: Record, title: str) -> None:
    status = _code(record, "status")
    if status in (_CANCELLED, _POSTPONED):
        raise Unfit(Fault.CANCELLED, "status", title)
    if status == _MOVED_ONLINE:
        raise Unfit(Fault.ONLINE, "status", title)
    if _code(record, "attendancemode") == _ONLINE:
        raise Unfit(Fault.ONLINE, "attendancemode", title)


def _venue(record: Record) -> VenueDraft:
    city, postcode = _words(record, "location_city"), _words(record, "location_postalcode")
    latitude, longitude = _coordinates(record.get("location_coordinates"))
    return VenueDraft(
        name=_needed(record, "location_name"),
        street=addresses.street_only(_words(record, "location_address"), city),
        postcode=postcode,
        city=city,
        latitude=latitude,
        longitude=longitude,
        transit=_words(record, "location_access_fr"),
    )


def _coordinates(point: object) -> tuple[float, float] | tuple[None, None]:
    if isinstance(point, dict):
        latitude, longitude = point.get("lat"), point.get("lon")
        if _is_degrees(latitude, 90) and _is_degrees(longitude, 180) and (latitude or longitude):
            return float(latitude), float(longitude)
    return None, None


def _is_degrees(value: object, most: int) -> TypeGuard[float]:
    # NaN, which Python's reader of JSON lets in, is in no interval.
    return isinstance(value, int | float) and -most <= value <= most


def _sessions(record: Record, now: datetime, zone: ZoneInfo) -> tuple[SessionDraft, ...]:
    timings = _inner(record, "timings")
    if not isinstance(timings, list) or not timings:
        raise Unfit(Fault.BAD_DATE, "timings", str(record.get("timings") or ""))
    ahead = by_date(session for session in _dated(timings, zone) if session.starts_at > now)
    if not ahead:
        raise Unfit(Fault.PAST, "timings", _words(record, "daterange_fr"))
    return ahead


def _dated(timings: list[Any], zone: ZoneInfo) -> Iterable[SessionDraft]:
    for timing in timings:
        try:
            begin = in_zone(datetime.fromisoformat(timing["begin"]), zone)
            end = in_zone(datetime.fromisoformat(timing["end"]), zone) if timing.get("end") else None
        except (TypeError, KeyError, ValueError, AttributeError, Unfit):
            raise Unfit(Fault.BAD_DATE, "timings", str(timing)) from None
        yield SessionDraft(begin, end if end and end > begin else None)


def _summary(record: Record) -> str:
    short = _words(record, "description_fr", LONGEST_TEXT)
    return short or _words(record, "longdescription_fr", LONGEST_TEXT)


def _min_age(record: Record) -> int | None:
    age = record.get("age_min")
    return age if isinstance(age, int) and 0 < age <= MOST_AGE else None


def _entry(record: Record) -> str:
    """What the event says of getting in: "Complet" if it is, its conditions, where to register."""
    status = _inner(record, "status")
    label = status.get("label") if isinstance(status, dict) and status.get("id") != _SCHEDULED else None
    said = [label["fr"]] if isinstance(label, dict) and isinstance(label.get("fr"), str) else []
    said += [_words(record, "conditions_fr", LONGEST_TEXT), *_contacts(_inner(record, "registration"))]
    return unmarked(" · ".join(words for words in said if words))


def _contacts(registration: object) -> list[str]:
    contacts = registration if isinstance(registration, list) else []
    values = [contact.get("value") for contact in contacts if isinstance(contact, dict)]
    return [value for value in values if isinstance(value, str)]
