"""Making the way once before: who goes alone for the first time knows the road on the day.

Transport stands among what people name as keeping them at home, beside going alone. One question, one answer, and it is
not asked again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.company import Wish
from bot.domain.reservations import Reservation

SOONEST = timedelta(days=1)
"""Before the outing: later there is no time to make the way twice."""


class Answer(StrEnum):
    """The values stand in the table: never reused."""

    COMPANY = "company"
    """With somebody of the team."""
    PERMANENCE = "permanence"
    """It is prepared where one can come and talk."""
    NO = "no"


@dataclass(frozen=True)
class Rehearsal:
    answer: Answer
    companion_id: int | None = None
    companion: str = ""


def goes_alone(it: Reservation, now: datetime) -> bool:
    """A place ahead, with nobody that we know of, and time enough."""
    return it.is_coming and it.wish in (None, Wish.ALONE) and it.session.starts_at - now >= SOONEST
