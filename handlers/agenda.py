"""An outing as a calendar file."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from bot.domain.offers import Session
from handlers.text import Translator
from handlers.words import how_to_get_in

USUAL_LENGTH = timedelta(hours=2)
"""Shown in a calendar when nobody said when it ends."""


def event(it: Session, t: Translator, now: datetime) -> bytes:
    """One VEVENT; a later revision of the same outing replaces it."""
    entry = Event()
    entry.add("uid", f"session-{it.id}@passerelle")
    entry.add("sequence", it.revision)
    entry.add("dtstamp", now)
    entry.add("dtstart", it.starts_at)
    entry.add("dtend", it.ends_at or it.starts_at + USUAL_LENGTH)
    entry.add("summary", it.offer.title)
    entry.add("location", ", ".join(filter(None, (it.offer.venue.name, it.offer.venue.address))))
    entry.add("description", how_to_get_in(it, t).unescape())
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelle//FR")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
