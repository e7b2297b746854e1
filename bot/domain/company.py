"""Company: whether somebody goes alone, with someone close, or would rather have somebody with them.

Going alone is what people name first among what keeps them at home, and company brings them out (KulturistenHoch2, the
ambassadors of Article 27): so the first outing proposes it, and who accompanies is reminded as the person is.
"""

from datetime import datetime, time
from enum import StrEnum

from bot.domain.calendar import days_before
from bot.domain.offers import Session
from bot.domain.reminders import Planned, Stage, plan


class Wish(StrEnum):
    """How a person wishes to go. The values travel in buttons and stand in the table: never reused."""

    ALONE = "alone"
    GUEST = "guest"
    """With somebody of their own."""
    COMPANY = "company"
    """With somebody of the team."""


NOT_TOLD = frozenset(Stage) - {Stage.EVE, Stage.HOURS}
"""To who accompanies, the day before and three hours before are enough."""

ENOUGH = 2
"""Places to ask for with company: one is for who comes along."""


def companion_reminders(it: Session, since: datetime) -> list[Planned]:
    """Those that remain for who accompanies somebody there."""
    return plan(it, since, stopped=NOT_TOLD)


def alerted_at(it: Session) -> datetime:
    """When the coordinators hear of whoever still has nobody to go with: three days before, in the morning, which leaves
    time to find somebody."""
    return days_before(it.starts_at, 3, time(9), it.zone)


def places_with_company(it: Session) -> int:
    """0: none are left."""
    return min(ENOUGH, it.most_places)
