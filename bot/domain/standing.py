"""A yes given ahead, for one person: for every outing, or for one genre."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.reservations import Reservation


@dataclass(frozen=True)
class StandingYes:
    id: int
    person_id: int
    given_by: int
    giver: str
    given_at: datetime
    genre: str = ""
    """Empty: every outing."""

    def answers(self, it: Reservation) -> bool:
        """Only while its author is the person's referent: nobody else's word was given (D1), nor one's own (D7)."""
        entitled = self.given_by == it.referent_id and self.given_by != it.person_id
        return entitled and self.genre in ("", it.session.offer.genre)


@dataclass(frozen=True)
class Genre:
    """A genre as organisers write it, known by one of its offers: its words may not fit in a button."""

    offer_id: int
    name: str
