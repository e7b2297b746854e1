"""An agenda on the web that an organisation follows: read once a day, and nothing of it is published by itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit


class WhyNot(StrEnum):
    """Why an agenda could not be fetched; `handlers/agenda_words.py` has the sentence for each."""

    NO_ADDRESS = "no_address"
    NOT_HTTPS = "not_https"
    WITH_A_PASSWORD = "with_a_password"  # noqa: S105 - a reason
    UNKNOWN_HOST = "unknown_host"
    """The operator has not named it."""
    NOT_PUBLIC = "not_public"
    """Its name leads into somebody's own network."""
    TOO_MANY_STEPS = "too_many_steps"
    """It leads from one address to another without end."""
    REFUSED = "refused"
    """It answers, and not with an agenda."""
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    UNTRUSTED = "untrusted"
    """Its certificate is not the one of that name."""
    AWAY = "away"
    GARBLED = "garbled"
    EMPTY = "empty"


class Unfetched(Exception):  # noqa: N818 - a fact about a site, and no error of ours
    """`host`: of the address that was asked; the address itself may hold a key, and is nowhere in it."""

    def __init__(self, why: WhyNot, host: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.host = host


@dataclass(frozen=True)
class Fetched:
    """The bytes of an agenda, and the kind of file that they are: ".json", ".ics", or "" when nothing says so."""

    content: bytes
    extension: str


@dataclass(frozen=True)
class Agenda:
    """`hour`: of the town's wall, every day. `failures`: days in a row on which it could not be read, and why."""

    id: int
    organisation_id: int
    organisation: str
    url: str
    hour: int
    read_at: datetime | None = None
    failures: int = 0
    why: WhyNot | None = None
    shown: frozenset[str] = frozenset()
    """Marks of what was proposed last, so that nothing is proposed twice."""

    @property
    def host(self) -> str:
        return host_of(self.url)

    def filename(self, extension: str) -> str:
        """As of a file that was sent: the same every day, so that a newer one takes the place of the older."""
        return f"{self.host} {self.id}{extension}"


def host_of(url: str) -> str:
    """All that may be shown of an address; empty when there is none in it."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
