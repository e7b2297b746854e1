"""An update as it comes over the wire. What we use of it has the shape that Telegram promises, or it is put aside as it
is: a proxy, a library of another age or a cut connection can make anything of it, and nothing of that is to be guessed.
"""

import json
import logging
from dataclasses import dataclass
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ChatMemberUpdated, Document, Location, Message, Update, User

from bot.ports import Received
from handlers.telegram.essence import essence

log = logging.getLogger(__name__)

KINDS = ("message", "callback_query", "my_chat_member")
LARGEST_ID = 2**53
"""Telegram promises numbers of at most 52 bits; databases hold 63."""


class Unreadable(Exception):  # noqa: N818 - an outcome
    """It has not the shape of an update. Nothing of what it holds is told: it may be personal."""


def kept(update: object) -> Received | None:
    """As it is remembered; None for what has no number to remember it by."""
    if not isinstance(update, dict) or not _is_id(update.get("update_id")):
        log.error("something that is no update has arrived, and is left out")
        return None
    try:
        payload = json.dumps(essence(update))
    except (RecursionError, KeyError, TypeError, ValueError, OverflowError):
        payload = ""
    return Received(update["update_id"], chat_of(update), payload)


def chat_of(update: dict[str, Any]) -> int:
    """The lane of an update: its chat, or who tapped."""
    for kind in KINDS:
        if isinstance(about := update.get(kind), dict):
            message = about.get("message")
            around = (about.get("chat"), message.get("chat") if isinstance(message, dict) else None, about.get("from"))
            known = (it["id"] for it in around if isinstance(it, dict) and _is_id(it.get("id")))
            return next(known, 0)
    return 0


def read(payload: str, bot: Bot) -> Update:
    """Raises Unreadable."""
    try:
        update = Update.de_json(json.loads(payload), bot)
        sound = _is_sound(update)
    except Exception:  # noqa: BLE001 - whatever a library stumbles over in it
        raise Unreadable from None
    if not sound:
        raise Unreadable
    return update


@dataclass(frozen=True)
class Shown:
    """A message of ours that was tapped, and can be changed in place."""

    chat_id: int
    number: int
    text: str | None
    keyboard: object


def shown_under(tap: CallbackQuery) -> Shown | None:
    """None when Telegram does not know it any more: what is said then is a new message."""
    it = tap.message
    if it is None or (shown := it.api_kwargs.get("shown")) is None:
        return None
    return Shown(it.chat.id, it.message_id, shown["text"], shown["keyboard"])


def words(said: str) -> str:
    """Without what cannot be kept: PostgreSQL refuses NUL, UTF-8 half a pair of surrogates."""
    return said.replace("\0", "").encode("utf-8", "replace").decode()


def is_own(chat: Chat, user: User) -> bool:
    """A private conversation with this person, and no other's."""
    return chat.type == Chat.PRIVATE and chat.id == user.id


def _is_sound(update: Update) -> bool:
    user, chat = update.effective_user, update.effective_chat
    return (user is None or _is_user(user)) and (chat is None or _is_chat(chat)) and _says_soundly(update)


def _says_soundly(update: Update) -> bool:
    if update.my_chat_member is not None:
        return _is_sound_change(update.my_chat_member)
    if update.callback_query is not None:
        return _is_sound_tap(update.callback_query)
    return update.message is None or _is_sound_message(update.message)


def _is_sound_change(it: ChatMemberUpdated) -> bool:
    return _is_user(it.from_user) and _is_chat(it.chat) and isinstance(it.new_chat_member.status, str)


def _is_sound_tap(it: CallbackQuery) -> bool:
    known = it.message is None or (_is_chat(it.message.chat) and _is_id(it.message.message_id))
    shown = shown_under(it)
    said = shown is None or isinstance(shown.text, str | None)
    return _is_name(it.id) and _is_user(it.from_user) and isinstance(it.data, str | None) and known and said


def _is_sound_message(it: Message) -> bool:
    sender = it.from_user is None or _is_user(it.from_user)
    beside = _is_sound_file(it.document) and _is_place(it.location)
    return sender and _is_chat(it.chat) and isinstance(it.text, str | None) and beside


def _is_sound_file(it: Document | None) -> bool:
    if it is None:
        return True
    size = it.file_size is None or _is_id(it.file_size)
    return size and _is_name(it.file_id) and isinstance(it.file_name, str | None)


def _is_place(it: Location | None) -> bool:
    """Not a number is on no side of a number."""
    return it is None or (-90 <= it.latitude <= 90 and -180 <= it.longitude <= 180)


def _is_name(it: object) -> bool:
    """Of a tap or a file: never empty."""
    return isinstance(it, str) and bool(it)


def _is_user(it: object) -> bool:
    return isinstance(it, User) and _is_id(it.id)


def _is_chat(it: object) -> bool:
    return isinstance(it, Chat) and _is_id(it.id) and isinstance(it.type, str)


def _is_id(it: object) -> bool:
    return isinstance(it, int) and not isinstance(it, bool) and -LARGEST_ID < it < LARGEST_ID
