"""A coordinator's spreadsheet, .csv or .xlsx: a line a date, columns in any order and under many names.

Row 1 is the first line of data: neither the headings nor the help of our template count. Blank lines are skipped
and keep their number. Lines with the same identifier, or else the same title and venue, are one outing.
"""

import hashlib
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.drafts import Fault, OfferDraft, Reading, SessionDraft, Trouble, VenueDraft
from bot.feeds import addresses, delimited, moments, values, workbook
from bot.feeds.columns import Column
from bot.feeds.faults import Unfit
from bot.feeds.gathering import gathered
from bot.feeds.lines import Line
from bot.feeds.tables import Rows, written_lines
from bot.feeds.values import Cell

MOST_ROWS = 20_000
"""A season of a large city is near 1,000."""


def read_csv(content: bytes, now: datetime, zone: ZoneInfo) -> Reading:
    """Outings of a .csv file, hours on the wall of `zone`."""
    return _read(delimited.cells(content, MOST_ROWS), now, zone)


def read_xlsx(content: bytes, now: datetime, zone: ZoneInfo) -> Reading:
    """Outings of the first visible sheet of an .xlsx file, hours on the wall of `zone`."""
    return _read(workbook.cells(content), now, zone)


def _read(rows: Rows, now: datetime, zone: ZoneInfo) -> Reading:
    """Outings of a table whose headings are among its first lines."""
    lines = written_lines(rows)
    if len(lines) > MOST_ROWS:
        raise Unfit(Fault.TOO_LARGE)
    offers: list[OfferDraft] = []
    troubles: list[Trouble] = []
    for line in lines:
        offer = _offer(line, now, zone)
        offers += [offer] if offer else []
        troubles += line.troubles
    return Reading(len(lines), gathered(offers), tuple(troubles))


def _offer(line: Line, now: datetime, zone: ZoneInfo) -> OfferDraft | None:
    """The outing of one line, or None and the line keeps its troubles."""
    title, venue = line.need(Column.TITLE, values.short), _venue(line)
    session = _session(line, now, zone)
    identifier = line.take(Column.ID, values.short)
    draft = OfferDraft(
        source_key=f"sheet:id:{identifier}" if identifier else _key(title or "", venue.name),
        rows=(line.row,),
        title=title or "",
        venue=venue,
        sessions=(session,) if session else (),
        summary=line.take(Column.SUMMARY, values.long) or "",
        easy=line.take(Column.EASY, values.long) or "",
        genre=line.take(Column.GENRE, values.short) or "",
        organiser=line.take(Column.ORGANISER, values.short) or "",
        audience=line.take(Column.AUDIENCE, values.short) or "",
        min_age=line.take(Column.MIN_AGE, values.age),
        step_free=line.take(Column.STEP_FREE, values.yes_or_no),
        hearing_loop=line.take(Column.HEARING_LOOP, values.yes_or_no),
        french_not_needed=line.take(Column.FRENCH_NOT_NEEDED, values.yes_or_no),
        families=line.take(Column.FAMILIES, values.yes_or_no),
        accompanied=line.take(Column.ACCOMPANIED, values.yes_or_no),
        entry=line.take(Column.ENTRY, values.long) or "",
    )
    return None if line.troubles else draft


def _key(title: str, venue: str) -> str:
    same = f"{values.plain(title)}\n{values.plain(venue)}"
    return "sheet:" + hashlib.sha256(same.encode()).hexdigest()[:16]


def _venue(line: Line) -> VenueDraft:
    """The place; a postcode and a city at the end of the address fill their empty columns."""
    whole = line.take(Column.STREET, values.short) or ""
    street, postcode, city = addresses.split(whole)
    return VenueDraft(
        name=line.need(Column.VENUE, values.short) or "",
        street=street,
        postcode=line.take(Column.POSTCODE, values.postcode) or postcode,
        city=line.take(Column.CITY, values.short) or city,
        latitude=line.take(Column.LATITUDE, lambda cell: values.degrees(cell, 90)),
        longitude=line.take(Column.LONGITUDE, lambda cell: values.degrees(cell, 180)),
        transit=line.take(Column.TRANSIT, values.short) or "",
    )


def _session(line: Line, now: datetime, zone: ZoneInfo) -> SessionDraft | None:
    everyone = bool(line.take(Column.PLACES, values.is_open))
    capacity = None if everyone else line.take(Column.PLACES, values.places)
    places_a_person = line.take(Column.PLACES_A_PERSON, values.places)
    deadline_at = line.take(Column.DEADLINE, lambda cell: _until(cell, zone))
    starts_at = _starts_at(line, zone)
    if starts_at is None:
        return None
    if starts_at <= now:
        line.refuse(Fault.PAST, Column.DATE)
    return SessionDraft(
        starts_at=starts_at,
        ends_at=line.take(Column.END, lambda cell: _end(cell, starts_at, zone)),
        doors_at=line.take(Column.DOORS, lambda cell: moments.moment(starts_at.date(), moments.hour(cell), zone)),
        capacity=capacity,
        open_admission=everyone,
        places_a_person=places_a_person,
        booking_deadline_at=deadline_at,
    )


def _starts_at(line: Line, zone: ZoneInfo) -> datetime | None:
    """The hour of its own column comes before the one beside the date."""
    when = line.need(Column.DATE, lambda cell: moments.day_and_hour(cell, zone))
    if when is None:
        line.take(Column.HOUR, moments.hour)
        return None
    day, beside = when
    if beside and not line.says(Column.HOUR):
        return line.take(Column.DATE, lambda _: moments.moment(day, beside, zone))
    return line.need(Column.HOUR, lambda cell: moments.moment(day, moments.hour(cell), zone))


def _end(cell: Cell, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """An hour of that day, or of the next when it is earlier than the start; or a whole date and hour."""
    if isinstance(cell, datetime) or (isinstance(cell, str) and len(cell) > len("22 heures 15 min")):
        day, clock = moments.day_and_hour(cell, zone)
    else:
        day, clock = starts_at.date(), moments.hour(cell)
    ends_at = moments.moment(day, clock or time(), zone)
    if ends_at <= starts_at and day == starts_at.date():
        ends_at = moments.moment(day + timedelta(days=1), clock or time(), zone)
    if ends_at <= starts_at:
        raise Unfit(Fault.BAD_TIME)
    return ends_at


def _until(cell: Cell, zone: ZoneInfo) -> datetime:
    """A deadline; a day without an hour lasts until its last minute."""
    day, clock = moments.day_and_hour(cell, zone)
    return moments.moment(day, clock or time(23, 59), zone)
