"""Everything that exists in the box, and the bell that rings when some of it changed."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import NamedTuple

from handlers.demo.accounts import Account, BotAccount
from handlers.demo.attachments import Shelf
from handlers.demo.chats import Chat, Message, Toast
from handlers.demo.faults import Weather
from handlers.demo.pace import Pace
from handlers.demo.profile import Profile
from handlers.demo.spec import Json
from handlers.demo.updates import Queue


class Refusal(NamedTuple):
    """Something the bot asked that was a mistake (400), or a method that does not exist."""

    method: str
    params: Json
    description: str


class Webhook(NamedTuple):
    """Where the bot wants its updates brought, and what it wants to be shown."""

    url: str
    secret: str


@dataclass
class Query:
    """A tap that waits for its answer."""

    id: str
    account_id: int
    chat_id: int
    tapped_at: datetime


class State:
    """The memory of the world. Synchronous; it waits for nothing and reads no clock but the one given."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        token: str = "",
        username: str = "passerelle_demo_bot",
        first_name: str = "Passerelle",
        overall_per_second: int | None = None,
        per_chat_per_second: int | None = None,
    ) -> None:
        self.now = now
        self.bot = BotAccount(token or f"{7_000_000_001}:{secrets.token_urlsafe(26)}", username, first_name)
        self.accounts: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.refusals: list[Refusal] = []
        self.files, self.profile, self.weather = Shelf(), Profile(), Weather()
        self.queue = Queue(now)
        self.webhook: Webhook | None = None
        self.pace = Pace(overall_per_second, per_chat_per_second)
        self.changes = 0
        self._listeners: list[Callable[[], None]] = []
        self._numbers = count(1)

    @property
    def token(self) -> str:
        """What opens the Bot API of this world."""
        return self.bot.token

    def chat(self, chat_id: int) -> Chat:
        """A conversation; a private one has the number of its person."""
        return self.chats[chat_id]

    def transcript(self, chat_id: int) -> list[Message]:
        """What can be read in a chat, oldest first."""
        return self.chats[chat_id].visible

    def toasts(self, chat_id: int) -> list[Toast]:
        """The short answers to taps, oldest first."""
        return self.chats[chat_id].toasts

    def next_number(self) -> int:
        """A new number for a message or a toast."""
        return next(self._numbers)

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be called after every change; calling what is given back ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def ring(self) -> None:
        """Something changed."""
        self.changes += 1
        for listener in list(self._listeners):
            listener()
