"""People, what they may be, and whom they follow."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account is allowed to be. The first two are nobody's choice: they are where one stands at the door."""

    STRANGER = "stranger"
    NEWCOMER = "newcomer"
    """Opened an invitation; has not agreed yet, or the referent has not confirmed who it is, or of a volunteer: nobody
    else has said yes."""
    BENEFICIARY = "beneficiary"
    REFERENT = "referent"
    COORDINATOR = "coordinator"
    VOLUNTEER = "volunteer"


STAFF = frozenset({Role.REFERENT, Role.COORDINATOR})
TEAM = STAFF | {Role.VOLUNTEER}
"""Who goes along with others."""


@dataclass(frozen=True)
class Person:
    """Someone known here, with the least that the trade needs (never health, income, phone or reason)."""

    id: int
    name: str
    """A first name or an alias, chosen with the person."""
    organisation_id: int
    organisation: str
    granted: frozenset[Role] = frozenset()
    telegram_id: int | None = None
    language: str | None = None
    referent_id: int | None = None
    agreed_at: datetime | None = None
    confirmed_at: datetime | None = None
    number: int | None = None
    """Two digits that the person and the referent compare before the account is confirmed."""
    expects: str | None = None
    """The screen that the next typed text goes to."""
    reachable: bool = True
    seen_at: datetime | None = None
    backup_id: int | None = None
    """Of a referent: the colleague who answers when they are late; None is any other of the same organisation."""
    digest_hour: int | None = None
    """Of a referent: requests that can wait come together at this hour; None is one by one."""
    vetted_at: datetime | None = None
    """Of a volunteer: when a second person of the team said yes."""
    briefed_at: datetime | None = None
    """Of a volunteer: when they read how to be there."""

    @property
    def roles(self) -> frozenset[Role]:
        """The doors that open now. A beneficiary's open only once the account is confirmed, a volunteer's once a second
        person of the team has said yes."""
        return (self.granted - self.awaits) | {Role.NEWCOMER} if self.awaits else self.granted

    @property
    def awaits(self) -> frozenset[Role]:
        """What they were invited to be, and nobody has said yes to yet."""
        since = ((Role.BENEFICIARY, self.confirmed_at), (Role.VOLUNTEER, self.vetted_at))
        return frozenset(role for role, at in since if at is None and role in self.granted)

    @property
    def lacks_briefing(self) -> bool:
        """Who is of the staff knows the people."""
        return self.is_a(Role.VOLUNTEER) and not self.is_a(*STAFF) and self.briefed_at is None

    def is_a(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    def follows(self, other: "Person") -> bool:
        """A referent acts only for the people they follow, and never for themselves (D7)."""
        return Role.REFERENT in self.roles and other.referent_id == self.id and other.id != self.id


NOBODY = Person(0, "", 0, "", frozenset({Role.STRANGER}))
"""Whoever writes without having been invited."""


def stranger(telegram_id: int) -> Person:
    return replace(NOBODY, telegram_id=telegram_id)
