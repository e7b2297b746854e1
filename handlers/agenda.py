"""An outing as an entry of a calendar: for who goes there, and in the feed for everybody."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from icalendar import Calendar, Event

from bot.domain.offers import Session
from handlers.text import Translator
from handlers.words import how_to_get_in

USUAL_LENGTH = timedelta(hours=2)
"""Shown in a calendar when nobody said when it ends."""


def entry(it: Session, stamped: datetime, zone: tzinfo = UTC) -> Event:
    """One VEVENT; a later revision of the same outing replaces it, in the feed and in a person's agenda alike."""
    made = Event()
    made.add("uid", f"session-{it.id}@passerelle")
    made.add("sequence", it.revision)
    made.add("dtstamp", stamped)
    made.add("dtstart", it.starts_at.astimezone(zone))
    made.add("dtend", (it.ends_at or it.starts_at + USUAL_LENGTH).astimezone(zone))
    made.add("summary", it.offer.title)
    made.add("location", ", ".join(filter(None, (it.offer.venue.name, it.offer.venue.address))))
    return made


def calendar(entries: Iterable[Event]) -> Calendar:
    whole = Calendar()
    whole.add("prodid", "-//Passerelle//FR")
    whole.add("version", "2.0")
    for each in entries:
        whole.add_component(each)
    return whole


def event(it: Session, t: Translator, now: datetime) -> bytes:
    """For who goes there: with how to get in."""
    own = entry(it, now)
    own.add("description", how_to_get_in(it, t).unescape())
    return bytes(calendar([own]).to_ical())
