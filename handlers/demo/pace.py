"""How fast a bot may talk: so many a second over all, so many a second in one chat."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.demo.refusals import too_many_requests

SECOND = timedelta(seconds=1)
# A bot that leaves exactly one second between two messages may see them arrive a little closer.
CHAT_WINDOW = timedelta(seconds=0.9)


@dataclass
class Pace:
    """Sliding windows; None is no limit."""

    overall: int | None = None
    per_chat: int | None = None
    _all: deque[datetime] = field(default_factory=deque)
    _chats: dict[int, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))

    def spend(self, chat_id: int, now: datetime) -> None:
        """Count one message, or refuse it with the seconds to wait."""
        windows = ((self._all, self.overall, SECOND), (self._chats[chat_id], self.per_chat, CHAT_WINDOW))
        for sent, limit, window in windows:
            _forget(sent, now - window)
            if limit is not None and len(sent) >= limit:
                raise too_many_requests(max(1, math.ceil((sent[0] + window - now).total_seconds())))
        self._all.append(now)
        self._chats[chat_id].append(now)


def _forget(sent: deque[datetime], before: datetime) -> None:
    while sent and sent[0] <= before:
        sent.popleft()
