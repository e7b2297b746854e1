"""The life of a place: asked, answered, given back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.offers import Session


class State(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Taken back by the person before the answer."""
    EXPIRED = "expired"
    """Nobody answered before the booking closed."""
    CANCELLED = "cancelled"
    """Given back after the yes."""
    CALLED_OFF = "called_off"
    """Ended by the organiser."""


LIVE = frozenset({State.REQUESTED, State.APPROVED})
"""States that hold places (P2: a pending request holds its own)."""

NEXT = {
    State.REQUESTED: frozenset({State.APPROVED, State.REFUSED, State.WITHDRAWN, State.EXPIRED, State.CALLED_OFF}),
    State.APPROVED: frozenset({State.CANCELLED, State.CALLED_OFF}),
}
"""The graph: a state that is not a key here is final."""


class Word(StrEnum):
    """The one tap of the day after. Kept for the person and their referent, never a score."""

    GLAD = "glad"
    FAIR = "fair"
    SAD = "sad"


@dataclass(frozen=True)
class Reservation:
    id: int
    session: Session
    person_id: int
    person: str
    places: int
    state: State
    requested_at: datetime
    referent_id: int | None = None
    decided_at: datetime | None = None
    decided_by: int | None = None
    decider: str = ""
    """The name of who answered: both sides read it (R1)."""
    reason: str = ""
    """Of a refusal: a key of `REASONS`, or the referent's own words (R6)."""
    coming_at: datetime | None = None
    """When the person last said « Je viens »."""
    word: Word | None = None

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_coming(self) -> bool:
        """Approved: what reminders are about."""
        return self.state is State.APPROVED

    def ended_by_person(self) -> State:
        """Where « Annuler ma place » leads from here."""
        return State.CANCELLED if self.state is State.APPROVED else State.WITHDRAWN


REASONS = ("date", "taken", "full", "talk")
"""Reasons a referent chooses with one tap; `handlers/words.py` has their sentences."""
