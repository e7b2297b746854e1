"""How fast Telegram lets a bot speak, and in what order: answers to a tap, then decisions, then reminders (L10).

Telegram allows about 30 messages a second a bot and 1 a second a chat; a 429 freezes the chat it names, and no other.
"""

import asyncio
import heapq
import itertools
from dataclasses import dataclass, field
from typing import Protocol

A_SECOND = 28.0
A_CHAT = 1.0

LATE = 0.03
"""Seconds by which a turn may come late and be made good by the next: or thousands of letters would take longer than they
must. No second has more than A_SECOND + 1 turns."""

NOW = "0"
"""The priority of an answer to a gesture; letters have their own, later in the alphabet."""


@dataclass(order=True)
class _Waiting:
    priority: str
    arrival: int
    chat: int | None = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Turns(Protocol):
    """Whoever hands out turns: `Pace` to one process, `shared_pace.SharedPace` to all."""

    async def turn(self, chat: int | None, priority: str = NOW) -> None:
        """Wait until a message may leave for this chat; None is a change of a message, which no chat counts."""

    async def freeze(self, chat: int, seconds: float) -> None:
        """Telegram told this chat to wait."""


class Pace:
    """Hands out turns. `a_second` messages over all, one every `a_chat` seconds in a chat."""

    def __init__(self, a_second: float = A_SECOND, a_chat: float = A_CHAT) -> None:
        self._gap = 1.0 / a_second
        self._a_chat = a_chat
        self._free_at = 0.0
        self._chats: dict[int, float] = {}
        self._queue: list[_Waiting] = []
        self._arrivals = itertools.count()
        self._alarm: asyncio.TimerHandle | None = None

    async def turn(self, chat: int | None, priority: str = NOW) -> None:
        waiting = _Waiting(priority, next(self._arrivals), chat, asyncio.get_running_loop().create_future())
        heapq.heappush(self._queue, waiting)
        self._serve()
        await waiting.turn

    async def freeze(self, chat: int, seconds: float) -> None:
        self._chats[chat] = max(self._chats.get(chat, 0.0), asyncio.get_running_loop().time() + seconds)

    def _serve(self) -> None:
        """Give the next turn, or set the alarm for when there can be one."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        while self._queue and now >= self._free_at and (ready := self._first_ready(now)):
            self._free_at = max(self._free_at, now - LATE) + self._gap
            if ready.chat is not None:
                self._chats[ready.chat] = now + self._a_chat
            ready.turn.set_result(None)
        self._forget(now)
        if self._queue:
            self._alarm = loop.call_at(max(self._free_at, self._earliest(now)), self._serve)

    def _first_ready(self, now: float) -> _Waiting | None:
        """The most urgent one whose chat is free; those before it keep their place."""
        passed = []
        found = None
        while self._queue and found is None:
            waiting = heapq.heappop(self._queue)
            if waiting.turn.done():
                continue
            if self._chats.get(waiting.chat or 0, 0.0) <= now:
                found = waiting
            else:
                passed.append(waiting)
        for waiting in passed:
            heapq.heappush(self._queue, waiting)
        return found

    def _earliest(self, now: float) -> float:
        return min((self._chats.get(waiting.chat or 0, 0.0) for waiting in self._queue), default=now)

    def _forget(self, now: float) -> None:
        if len(self._chats) > 1000:
            self._chats = {chat: at for chat, at in self._chats.items() if at > now}
