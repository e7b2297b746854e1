"""The life of a place: asked, answered, given back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.attendance import Attendance
from bot.domain.company import Wish
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
    OFFERED = "offered"
    """A freed place, held for someone of the waiting list until they answer."""
    DECLINED = "declined"
    """The freed place was not wanted: the person keeps their rank."""
    LAPSED = "lapsed"
    """The freed place was not answered for in time: it passes on."""


LIVE = frozenset({State.OFFERED, State.REQUESTED, State.APPROVED})
"""States that hold places (P2: a pending request holds its own, and so does a held offer)."""

NEXT = {
    State.OFFERED: frozenset({State.REQUESTED, State.APPROVED, State.DECLINED, State.LAPSED, State.CALLED_OFF}),
    State.REQUESTED: frozenset({State.APPROVED, State.REFUSED, State.WITHDRAWN, State.EXPIRED, State.CALLED_OFF}),
    State.APPROVED: frozenset({State.CANCELLED, State.CALLED_OFF}),
}
"""The graph: a state that is not a key here is final. One way back: what was called off by an edit that is undone
before anybody read of it (`bot.undoing`) is as it was, and its history says so."""


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
    decide_by: datetime | None = None
    """The moment that the person was told; from then on a colleague may answer too (R2)."""
    expires_at: datetime | None = None
    """When it ends by itself, unless it is answered: a request, or a held offer."""
    made_by: int | None = None
    """Who asked in the person's stead, face to face; None: the person did."""
    maker: str = ""
    moved_by: int | None = None
    """Who brought it to its present state."""
    mover: str = ""
    attendance: Attendance | None = None
    organisation_id: int = 0
    """Of the person."""
    wish: Wish | None = None
    """How the person wishes to go; None: they have not said."""
    companion_id: int | None = None
    """Who goes with them, or was to before they wished otherwise."""
    companion: str = ""
    company_turn: int = 0
    """How often the wish or the companion has changed: what is said of it is said once a turn."""

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_coming(self) -> bool:
        """Approved: what reminders are about."""
        return self.state is State.APPROVED

    @property
    def accompanied_by(self) -> int | None:
        return self.companion_id if self.wish is Wish.COMPANY else None

    @property
    def lacks_company(self) -> bool:
        """Wishes for somebody, and nobody has said yes."""
        return self.wish is Wish.COMPANY and self.companion_id is None

    @property
    def moved_for_them(self) -> bool:
        """Its last step was taken by somebody else."""
        return self.moved_by is not None and self.moved_by != self.person_id

    def ended_by_person(self) -> State:
        """Where « Annuler ma place » leads from here."""
        return {State.APPROVED: State.CANCELLED, State.OFFERED: State.DECLINED}.get(self.state, State.WITHDRAWN)


REASONS = ("date", "taken", "full", "talk")
"""Reasons a referent chooses with one tap; `handlers/words.py` has their sentences."""

AHEAD = "ahead"
"""The reason of a yes that was given before the request: a standing yes."""
