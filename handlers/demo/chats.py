"""A chat and its transcript: what can be read on a telephone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from handlers.demo.accounts import Account, BotAccount
from handlers.demo.keyboards import Button, ReplyKeyboard, Rows
from handlers.demo.spec import Json

Sender = Account | BotAccount


@dataclass
class Message:
    """One bubble. `text` is plain (a caption, under a picture); `html` is what the bot wrote."""

    id: int
    chat_id: int
    sender: Sender
    sent_at: datetime
    text: str = ""
    html: str = ""
    entities: list[Json] = field(default_factory=list)
    media: Json = field(default_factory=dict)
    buttons: Rows = field(default_factory=list)
    markup: Json | None = None
    reply_to: int | None = None
    edited_at: datetime | None = None
    silent: bool = False
    protected: bool = False
    deleted: bool = False
    editable: bool = True

    @property
    def from_bot(self) -> bool:
        """Did the bot write it?"""
        return isinstance(self.sender, BotAccount)

    @property
    def kind(self) -> str:
        """`text`, `photo`, `document`, `venue`, `voice`, `sticker`, `contact` or `location`."""
        return next(iter(self.media), "text")

    @property
    def labels(self) -> list[str]:
        """What its buttons say, in reading order."""
        return [button.text for row in self.buttons for button in row]

    def button(self, which: str | tuple[int, int]) -> Button:
        """The button with that label, or at that row and column; KeyError when there is none."""
        if isinstance(which, tuple):
            return self.buttons[which[0]][which[1]]
        for row in self.buttons:
            for button in row:
                if button.text == which:
                    return button
        raise KeyError(f"no button {which!r} on message {self.id}; there are {self.labels}")


@dataclass(frozen=True)
class Toast:
    """The short answer to a tap: a passing line, or an alert to close."""

    id: int
    query_id: str
    text: str
    alert: bool
    shown_at: datetime


@dataclass
class Chat:
    """A conversation with the bot, alone or in a group."""

    id: int
    type: str
    title: str
    account: Account | None = None
    messages: list[Message] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    keyboard: ReplyKeyboard | None = None
    typing_until: datetime | None = None

    @property
    def visible(self) -> list[Message]:
        """The transcript without what was deleted."""
        return [message for message in self.messages if not message.deleted]

    def from_bot(self) -> Iterator[Message]:
        """What the bot said here, the newest first."""
        return (message for message in reversed(self.visible) if message.from_bot)

    def find(self, message_id: int | None) -> Message | None:
        """A message that is still there."""
        return next((m for m in reversed(self.messages) if m.id == message_id and not m.deleted), None)

    def as_json(self) -> Json:
        """A `Chat`."""
        if self.account is None:
            return {"id": self.id, "type": self.type, "title": self.title}
        named = {"username": self.account.username} if self.account.username else {}
        return {"id": self.id, "type": self.type, "first_name": self.account.first_name, **named}


def message_json(message: Message, chat: Chat) -> Json:
    """A `Message`."""
    text, marks = ("caption", "caption_entities") if message.media else ("text", "entities")
    answered = chat.find(message.reply_to)
    found: Json = {
        "message_id": message.id,
        "from": message.sender.as_json(),
        "chat": chat.as_json(),
        "date": int(message.sent_at.timestamp()),
        "edit_date": message.edited_at and int(message.edited_at.timestamp()),
        text: message.text,
        marks: message.entities,
        "reply_markup": message.markup,
        "has_protected_content": message.protected,
        "reply_to_message": answered and message_json(answered, chat),
    }
    return {**{name: value for name, value in found.items() if value}, **message.media}
