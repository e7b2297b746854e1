"""Outings: what is offered, when, where, and how many places are left."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import days_before
from bot.domain.refusals import BookingClosed, Gone, NotEnoughPlaces, TooManyPlaces

MOST_PLACES = 4
"""A household: the person and up to three guests. Two is the norm; an allotment is 2, 4 or 10 places."""


NO_DATE = datetime.fromtimestamp(0, UTC)
"""Of a draft whose date has not been said yet."""


class Publication(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Missing(StrEnum):
    """What a draft still lacks before it can be honoured."""

    DATE = "date"
    VENUE = "venue"
    PLACES = "places"


class Filter(StrEnum):
    """The buttons above the list. The values travel in buttons: never reused."""

    ALL = "all"
    WEEK = "week"
    WEEK_END = "weekend"
    FAMILIES = "families"
    STEP_FREE = "stepfree"
    ACCOMPANIED = "together"


@dataclass(frozen=True)
class Venue:
    id: int
    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    transit: str = ""
    """Stops nearby, in a person's words: "M1 Vieux-Port"."""

    @property
    def address(self) -> str:
        town = " ".join(filter(None, (self.postcode, self.city)))
        return ", ".join(filter(None, (self.street, town)))


@dataclass(frozen=True)
class Offer:
    id: int
    title: str
    venue: Venue
    summary: str = ""
    easy: str = ""
    """The same in two to four short sentences (`bot.domain.plain`)."""
    genre: str = ""
    organiser: str = ""
    audience: str = ""
    min_age: int | None = None
    step_free: bool | None = None
    hearing_loop: bool | None = None
    french_not_needed: bool | None = None
    families: bool | None = None
    accompanied: bool | None = None
    entry: str = ""
    """How one gets in, in the organiser's words."""


@dataclass(frozen=True)
class Session:
    """A dated occurrence with its allotment. All instants in UTC; `zone` says which wall they are shown on."""

    id: int
    offer: Offer
    starts_at: datetime
    zone: str
    publication: Publication = Publication.DRAFT
    ends_at: datetime | None = None
    doors_at: datetime | None = None
    capacity: int | None = None
    open_admission: bool = False
    taken: int = 0
    places_a_person: int = MOST_PLACES
    booking_deadline_at: datetime | None = None
    revision: int = 1
    """Raised by every change that people are told about."""

    @property
    def has_date(self) -> bool:
        return self.starts_at > NO_DATE

    @property
    def closes_at(self) -> datetime:
        """No request after this instant: the deadline that was set, or the start."""
        return min(self.booking_deadline_at or self.starts_at, self.starts_at)

    @property
    def free(self) -> int:
        """Places that can still be asked for at once; open admission always has a household's."""
        if self.open_admission:
            return MOST_PLACES
        return max(0, (self.capacity or 0) - self.taken)

    @property
    def most_places(self) -> int:
        """The most that one person may ask for now."""
        return min(self.places_a_person, self.free, MOST_PLACES)


def is_open(it: Session, now: datetime) -> bool:
    """Published, and still in time to be asked for."""
    return it.publication is Publication.PUBLISHED and now < it.closes_at


def ensure_may_request(it: Session, places: int, now: datetime) -> None:
    """Raises Gone (a draft is nobody's business), BookingClosed, TooManyPlaces or NotEnoughPlaces."""
    if it.publication is Publication.DRAFT:
        raise Gone
    if not is_open(it, now):
        raise BookingClosed
    if not 1 <= places <= it.places_a_person:
        raise TooManyPlaces(it.places_a_person)
    if places > it.free:
        raise NotEnoughPlaces(it.free)


def missing(it: Session, now: datetime) -> list[Missing]:
    """What keeps a draft from being published: only what can be honoured is shown to people (R4)."""
    lacks = []
    if it.closes_at <= now:
        lacks.append(Missing.DATE)
    if not it.offer.venue.name:
        lacks.append(Missing.VENUE)
    if not it.open_admission and not it.capacity:
        lacks.append(Missing.PLACES)
    return lacks


def deadline(it: Session, days: int) -> datetime:
    """The evening so many days before, at 18:00 of the venue's wall; 0 is one hour before the start."""
    if days == 0:
        return it.starts_at - timedelta(hours=1)
    return days_before(it.starts_at, days, time(18), it.zone)
