"""What a file from outside says of an outing, before a coordinator has looked at it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class VenueDraft:
    """Where, as the file says it; coordinates in degrees (WGS 84) when it has them."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    transit: str = ""


@dataclass(frozen=True)
class SessionDraft:
    """A dated occurrence. `capacity` None and not `open_admission` means: the file does not say."""

    starts_at: datetime
    """Aware, in the zone of the venue."""
    ends_at: datetime | None = None
    doors_at: datetime | None = None
    capacity: int | None = None
    open_admission: bool = False
    places_a_person: int | None = None
    booking_deadline_at: datetime | None = None


@dataclass(frozen=True)
class OfferDraft:
    """An outing and its sessions. The same file read twice gives the same `source_key`s."""

    source_key: str
    rows: tuple[int, ...]
    """Rows of the file (1 is the first line of data, or the first record) that tell of this outing."""
    title: str
    venue: VenueDraft
    sessions: tuple[SessionDraft, ...]
    summary: str = ""
    easy: str = ""
    """The easy version of it."""
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
    """How one gets in, in the words of the file: "liste à l'accueil", "contremarque"."""


class Fault(StrEnum):
    """Why a row, or a whole file, is refused; `handlers/imports.py` has the sentence for each."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_FORMAT = "unknown_format"
    MISSING_COLUMN = "missing_column"
    MISSING_VALUE = "missing_value"
    BAD_DATE = "bad_date"
    BAD_TIME = "bad_time"
    BAD_NUMBER = "bad_number"
    PAST = "past"
    CANCELLED = "cancelled"
    ONLINE = "online"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Trouble:
    """One thing wrong in a file. Row 0 is the file itself; `column` and `value` as the file has them."""

    fault: Fault
    row: int = 0
    column: str = ""
    value: str = ""
    line: int | None = None
    """The number a person sees beside that row in a spreadsheet, where the headings count; 0 in a file that
    numbers nothing (an export, a calendar: then `row` is the rank of the event); None: the same as `row`."""


@dataclass(frozen=True)
class Reading:
    """A whole file, read: every row is in one draft or in one trouble (or both, for some of its dates)."""

    rows: int
    offers: tuple[OfferDraft, ...] = ()
    troubles: tuple[Trouble, ...] = ()
