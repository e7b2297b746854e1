"""The queue of updates: numbered, confirmed by the next offset, and not kept for ever."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.demo.spec import Json

KEPT = {"callback_query": timedelta(seconds=150)}
KEPT_OTHERWISE = timedelta(hours=24)
QUIET_WEEK = timedelta(days=7)
MOST_AT_ONCE = 100
# Telegram sends these only to a bot that names them.
NAMED_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Update:
    """One thing that happened, and until when it is worth telling."""

    id: int
    kind: str
    content: Json
    until: datetime

    def as_json(self) -> Json:
        """An `Update`."""
        return {"update_id": self.id, self.kind: self.content}


@dataclass
class Queue:
    """What the bot has not confirmed yet."""

    now: Callable[[], datetime]
    next_id: int = field(default_factory=lambda: 100_000_000 + secrets.randbelow(800_000_000))
    waiting: list[Update] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    last_at: datetime | None = None
    turn: int = 0
    pollers: int = 0

    def push(self, kind: str, content: Json) -> int | None:
        """Queue an update and give its number; None when the bot does not want that kind."""
        if not self._wants(kind):
            return None
        now = self.now()
        if self.last_at and now - self.last_at >= QUIET_WEEK:
            self.next_id = 100_000_000 + secrets.randbelow(800_000_000)
        update = Update(self.next_id, kind, content, now + KEPT.get(kind, KEPT_OTHERWISE))
        self.waiting.append(update)
        self.next_id, self.last_at = self.next_id + 1, now
        return update.id

    def _wants(self, kind: str) -> bool:
        return kind in self.wanted if self.wanted else kind not in NAMED_ONLY

    def take(self, offset: int, limit: int) -> list[Json]:
        """Confirm what lies before the offset, then show what waits, oldest first."""
        now = self.now()
        self.waiting = [update for update in self.waiting if update.until > now]
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset <= self.next_id + 10:  # an offset far ahead is of another age: numbers began anew
            self.waiting = [update for update in self.waiting if update.id >= offset]
        return [update.as_json() for update in self.waiting[: max(1, min(limit, MOST_AT_ONCE))]]

    def begin_turn(self) -> int:
        """A poller takes the line; the one before will find that its turn is over."""
        self.turn += 1
        return self.turn

    @contextmanager
    def polling(self) -> Iterator[None]:
        """Somebody waits for updates."""
        self.pollers += 1
        try:
            yield
        finally:
            self.pollers -= 1
