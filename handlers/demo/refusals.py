"""What the box refuses, in Telegram's own words, and what a network does to a call."""

from typing import Any


class Refused(Exception):  # noqa: N818 - a refusal is a fact that the caller expects, not an accident
    """An answer that is not a yes: an HTTP status, Telegram's description, and sometimes a delay."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after

    def as_json(self) -> dict[str, Any]:
        """The body that goes with the status."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


class Outage(Exception):  # noqa: N818 - a weather report, not an error of ours
    """The network's fault: the caller gets no answer at all."""


class NotConnected(Outage):
    """The connection was refused: nothing was sent, nothing was done."""


class AnswerLost(Outage):
    """The thing was done, and the answer never arrived."""


def bad_request(reason: str) -> Refused:
    """A 400, with its usual prefix."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """A 403, with its usual prefix."""
    return Refused(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> Refused:
    """A 429 that says how long to wait."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", seconds)


def conflict() -> Refused:
    """What the first poller hears when a second one comes."""
    rest = "terminated by other getUpdates request; make sure that only one bot instance is running"
    return Refused(409, f"Conflict: {rest}")
