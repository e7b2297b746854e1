"""What lies on a coordinator's desk until it is dealt with: a file that was sent, a message to participants."""

from dataclasses import dataclass
from datetime import datetime

LARGEST_FILE = 2_000_000
"""Bytes of a file that is sent in the chat (D9)."""

LONGEST_NOTE = 1000
"""Characters of a message to participants: the outing's own lines stand beside it in one message."""


@dataclass(frozen=True)
class Upload:
    id: int
    by_id: int
    at: datetime
    filename: str
    done_at: datetime | None = None


@dataclass(frozen=True)
class Note:
    id: int
    session_id: int
    by_id: int
    words: str
    sent_at: datetime | None = None
