"""What an organiser may change in an outing, when people are told of it, and how long it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import instant, wall
from bot.domain.offers import Publication, Session
from bot.domain.refusals import Begun, CalledOff, DeadlineWouldPass, InThePast, Refusal, TooLateToUndo
from bot.domain.reminders import Planned

UNDO_WITHIN = timedelta(hours=1)
TELL_AFTER = timedelta(minutes=5)
"""A notice waits so long before it leaves: only what nobody has read can be undone."""

CANNOT_WAIT = timedelta(hours=2)
"""Nearer to the outing than that, the notice leaves at once."""


class EditKind(StrEnum):
    """The values are in the table: never reused."""

    MOVE = "move"
    PLACES = "places"
    WORDS = "words"
    CANCEL = "cancel"
    IMPORT = "import"
    WISH = "wish"
    """Words typed and shown to their author, not yet put in place."""


class Words(StrEnum):
    """What can be written anew; the values are fields of an offer and travel in buttons."""

    TITLE = "title"
    SUMMARY = "summary"
    EASY = "easy"
    ENTRY = "entry"
    VENUE = "venue"


WRITTEN = (Words.TITLE, Words.SUMMARY, Words.EASY, Words.ENTRY)
"""What somebody types, and a file may say."""


@dataclass(frozen=True)
class Before:
    """What an edit found, so that it can be told (old → new) and undone."""

    sessions: tuple[Session, ...] = ()
    added: tuple[int, ...] = ()
    """Sessions that the edit made."""
    told: tuple[int, ...] = ()
    """Reservations whose people get a letter."""
    referents: tuple[int, ...] = ()
    ended: tuple[tuple[int, str], ...] = ()
    """Reservations that it ended, each with the state they had."""
    left: tuple[int, ...] = ()
    """Ranks of the waiting list that it closed."""
    wish: tuple[str, ...] = ()
    """Of a wish: which words, and what they would be."""
    waiting: tuple[int, ...] = ()
    """Ranks of the waiting list whose people get a letter."""
    held: tuple[int, ...] = ()
    """Of those told: places kept for somebody who had not answered."""

    def session(self, session_id: int) -> Session | None:
        return next((it for it in self.sessions if it.id == session_id), None)


@dataclass(frozen=True)
class Edit:
    id: int
    by_id: int
    at: datetime
    kind: EditKind
    before: Before
    undone_at: datetime | None = None

    @property
    def touched(self) -> frozenset[int]:
        """The sessions that it changed or made."""
        return frozenset({*(it.id for it in self.before.sessions), *self.before.added})

    def ensure_in_time(self, now: datetime) -> None:
        """Raises TooLateToUndo: undone already, not done at all, or more than an hour old."""
        if self.kind is EditKind.WISH or self.undone_at or now >= self.at + UNDO_WITHIN:
            raise TooLateToUndo


@dataclass(frozen=True)
class Consequence:
    """Who will be told and what becomes of the reminders: read before anything is done (R5)."""

    people: int = 0
    referents: int = 0
    reminders: int = 0


def ensure_may_change(it: Session, now: datetime) -> None:
    """Raises CalledOff, Begun. A draft may always be changed."""
    if it.publication is Publication.CANCELLED:
        raise CalledOff
    if it.publication is Publication.PUBLISHED and it.starts_at <= now:
        raise Begun


def may_still_change(it: Session, now: datetime) -> bool:
    try:
        ensure_may_change(it, now)
    except Refusal:
        return False
    return True


def moved(it: Session, starts_at: datetime) -> Session:
    """The same outing at another moment: it lasts as long, and is asked for until as many days before."""
    by = starts_at - it.starts_at
    return replace(
        it,
        starts_at=starts_at,
        ends_at=it.ends_at and it.ends_at + by,
        doors_at=it.doors_at and it.doors_at + by,
        booking_deadline_at=it.booking_deadline_at and _deadline(it, it.booking_deadline_at, starts_at),
    )


def _deadline(it: Session, deadline: datetime, starts_at: datetime) -> datetime:
    """An evening before stays an evening before; on the day itself it stays as many hours before."""
    old, new, closes = wall(it.starts_at, it.zone), wall(starts_at, it.zone), wall(deadline, it.zone)
    if closes.date() == old.date():
        return starts_at - (it.starts_at - deadline)
    return instant(closes.date() + (new.date() - old.date()), closes.time(), it.zone)


def ensure_may_move(it: Session, starts_at: datetime, now: datetime) -> Session:
    """The session as it will be. Raises CalledOff, Begun, InThePast, DeadlineWouldPass."""
    ensure_may_change(it, now)
    if starts_at <= now:
        raise InThePast
    after = moved(it, starts_at)
    if it.publication is Publication.PUBLISHED and after.closes_at <= now < it.closes_at:
        raise DeadlineWouldPass
    return after


def is_told(old: Session, new: Session) -> bool:
    """Whether someone who comes must hear of it: when, where, under which name, how to get in."""
    return bool(differences(old, new))


def raises_revision(old: Session, new: Session) -> bool:
    """Whether a calendar, a reminder or a button that knew the outing as it was has to know."""
    off = Publication.CANCELLED
    return is_told(old, new) or (old.publication is off) is not (new.publication is off)


def differences(old: Session, new: Session) -> list[str]:
    """What people are told about, in the order it is said: "starts_at", "venue", "title", "entry"."""
    found = {
        "starts_at": old.starts_at != new.starts_at,
        "venue": (old.offer.venue.name, old.offer.venue.address) != (new.offer.venue.name, new.offer.venue.address),
        "title": old.offer.title != new.offer.title,
        "entry": old.offer.entry != new.offer.entry,
    }
    return [what for what, differs in found.items() if differs]


def notice_due(now: datetime, *starts: datetime, reminders: Sequence[Planned] = ()) -> datetime:
    """When people are told: in a few minutes; at once when the outing is about to begin, or a reminder is about to
    leave that would say the news first."""
    in_a_few_minutes = now + TELL_AFTER
    hurried = min(starts) - now < CANNOT_WAIT or any(it.due_at <= in_a_few_minutes for it in reminders)
    return now if hurried else in_a_few_minutes
