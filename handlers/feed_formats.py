"""Outings for everybody's eyes, as JSON and as a calendar: what they are, when, where, and whether places are left.

About nobody. Left out on purpose: who has asked and how many have, how one gets in, whose outing it is (an organiser may
be a person's name), with whom one can go. `bot/operating/README.md` tells the meaning of each field.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Event
from markupsafe import Markup

from bot.domain.offers import Offer, Publication, Session, Venue
from handlers.agenda import calendar, entry
from handlers.text import Translator, clean

LONGEST_SUMMARY = 1000


class Places(StrEnum):
    """Whether there are any, never how many: a number that goes down by one tells that somebody has just asked."""

    OPEN = "open"
    """Everybody may come in."""
    LEFT = "left"
    FULL = "full"
    CLOSED = "closed"
    """It is too late to ask."""
    CANCELLED = "cancelled"


def places(it: Session, now: datetime) -> Places:
    if it.publication is Publication.CANCELLED:
        return Places.CANCELLED
    if it.open_admission:
        return Places.OPEN
    if it.closes_at <= now:
        return Places.CLOSED
    return Places.LEFT if it.free else Places.FULL


def presentable(it: Session) -> Session:
    """Without what no reader should have to expect in a line of text."""
    venue = it.offer.venue
    venue = replace(
        venue,
        name=clean(venue.name),
        street=clean(venue.street),
        postcode=clean(venue.postcode),
        city=clean(venue.city),
        transit=clean(venue.transit),
    )
    offer = replace(
        it.offer,
        venue=venue,
        title=clean(it.offer.title),
        summary=clean(it.offer.summary, LONGEST_SUMMARY),
        genre=clean(it.offer.genre),
        audience=clean(it.offer.audience),
    )
    return replace(it, offer=offer)


def told(it: Session, now: datetime) -> dict[str, object]:
    """One outing, as JSON."""
    return {
        "id": it.id,
        "revision": it.revision,
        "status": "cancelled" if it.publication is Publication.CANCELLED else "confirmed",
        "title": it.offer.title,
        "starts_at": _wall(it.starts_at, it.zone),
        "ends_at": _wall(it.ends_at, it.zone),
        "doors_at": _wall(it.doors_at, it.zone),
        "timezone": it.zone,
        "ask_until": None if it.open_admission else _wall(it.closes_at, it.zone),
        "places": places(it, now),
        "venue": _venue(it.offer.venue),
        **_about(it.offer),
    }


def _wall(at: datetime | None, zone: str) -> str | None:
    return at.astimezone(ZoneInfo(zone)).isoformat() if at else None


def _venue(it: Venue) -> dict[str, object]:
    names = ("name", "street", "postcode", "city", "latitude", "longitude", "transit")
    return {name: getattr(it, name) for name in names}


def _about(it: Offer) -> dict[str, object]:
    names = ("summary", "genre", "audience", "min_age", "families", "step_free", "hearing_loop", "french_not_needed")
    return {name: getattr(it, name) for name in names}


def as_json(outings: Sequence[dict[str, object]], at: datetime) -> bytes:
    """`<` is escaped: no title ends the script of a page that it is pasted into."""
    whole = json.dumps({"version": 1, "updated_at": at.isoformat(), "outings": outings}, ensure_ascii=False, indent=1)
    return whole.replace("<", "\\u003c").encode()


def as_calendar(sessions: Sequence[Session], t: Translator, now: datetime) -> bytes:
    """With the zones that its hours are on."""
    whole = calendar(_entry(it, t, now) for it in sessions)
    whole.add("method", "PUBLISH")
    if sessions:
        last = max(it.starts_at for it in sessions).date() + timedelta(days=366)
        whole.add_missing_timezones(now.date() - timedelta(days=366), last)
    return bytes(whole.to_ical())


def _entry(it: Session, t: Translator, now: datetime) -> Event:
    made = entry(it, now, ZoneInfo(it.zone))
    state = places(it, now)
    made.add("status", "CANCELLED" if state is Places.CANCELLED else "CONFIRMED")
    said = _words(t)[state].unescape()
    made.add("description", "\n".join(filter(None, (said, it.offer.summary))))
    return made


def _words(t: Translator) -> dict[Places, Markup]:
    return {
        Places.OPEN: t("Entrée libre."),
        Places.LEFT: t("Il reste des places."),
        Places.FULL: t("C'est complet."),
        Places.CLOSED: t("Les demandes de places sont terminées."),
        Places.CANCELLED: t("Cette sortie est annulée."),
    }
