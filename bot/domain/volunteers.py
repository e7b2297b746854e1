"""Volunteers: somebody of the team invites them, somebody else says yes, and they read how to be there."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import STAFF, Person


@dataclass(frozen=True)
class Volunteer:
    """One of them, as the team sees them."""

    id: int
    name: str
    organisation_id: int
    arrived: bool
    """Has opened the invitation."""
    agreed: bool = False
    """Has said yes to what is kept."""
    inviter_id: int | None = None
    inviter: str = ""
    vetter: str = ""
    vetted_at: datetime | None = None
    briefed_at: datetime | None = None

    @property
    def awaits_a_yes(self) -> bool:
        """Everything before the second person's word is done."""
        return self.arrived and self.agreed and self.vetted_at is None


def may_vet(me: Person, it: Volunteer) -> bool:
    """Two pairs of eyes: somebody of the same team, who neither invited them nor is the volunteer."""
    return me.is_a(*STAFF) and me.organisation_id == it.organisation_id and me.id not in (it.id, it.inviter_id)
