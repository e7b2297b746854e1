"""Views into messages: sending, changing in place, answering a tap."""

import asyncio
import logging
import re
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from markupsafe import Markup
from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from handlers.screens import Button, Document, Photo, Pin, View
from handlers.telegram.http import KnownNotSent
from handlers.telegram.pace import NOW, Turns
from handlers.telegram.reading import Shown
from handlers.wire import Blocked, NotSent, Rejected, Unknown

log = logging.getLogger(__name__)

LONGEST = 4096
LONGEST_TOAST = 200
SOON = timedelta(seconds=5)
NO_PREVIEW = {"is_disabled": True}

Keyboard = dict[str, list[list[dict[str, str]]]]
"""As it goes over the wire."""


def plain(text: Markup) -> str:
    """What is read: no tags, no entities."""
    return Markup(re.sub(r"<[^>]*>", "", text)).unescape()  # noqa: S704 - compared and measured, never shown


def length(text: Markup) -> int:
    """As Telegram counts: UTF-16 units, after entities."""
    return len(plain(text).encode("utf-16-le")) // 2


def split(text: Markup) -> list[Markup]:
    """Parts that each fit in a message, cut between lines: never silently shortened."""
    if 2 * len(text) <= LONGEST:
        return [text]
    parts: list[list[Markup]] = [[]]
    room = LONGEST
    for line in text.split("\n"):
        needed = length(line) + 1
        if needed > room and parts[-1]:
            parts.append([])
            room = LONGEST
        parts[-1].append(line)
        room -= needed
    return [Markup("\n").join(part) for part in parts]


def keyboard(view: View) -> Keyboard | None:
    rows = [[_button(button) for button in row] for row in view.rows if row]
    return {"inline_keyboard": rows} if rows else None


def _button(button: Button) -> dict[str, str]:
    return {"text": button.label, "url" if button.to.startswith("https://") else "callback_data": button.to}


async def _outcome(sending: Awaitable[Any]) -> Any:
    """Telegram's errors as outcomes of a sending."""
    try:
        return await sending
    except RetryAfter as wait:
        raise NotSent(_timedelta(wait.retry_after)) from None
    except Forbidden as no:
        raise Blocked(no.message) from None
    except BadRequest as no:
        if "chat not found" in no.message.lower():
            raise Blocked(no.message) from None
        raise Rejected(no.message) from None
    except (KnownNotSent, InvalidToken):
        # A token that is revoked is the operator's trouble: nobody has blocked anybody.
        raise NotSent(SOON) from None
    except Exception as cut:  # noqa: BLE001 - an answer without shape too: it has left all the same
        raise Unknown(type(cut).__name__) from None


def _timedelta(wait: int | timedelta) -> timedelta:
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


async def _ready(extra: Pin | Photo | Document) -> Pin | Photo | Document:
    """What is still to be drawn is drawn, where it keeps nobody waiting."""
    if isinstance(extra, Document | Photo) and callable(extra.content):
        return replace(extra, content=await asyncio.to_thread(extra.content))
    return extra


class TelegramWire:
    """Shows views in private chats, at Telegram's pace."""

    def __init__(self, bot: Bot, pace: Turns) -> None:
        self._bot = bot
        self._pace = pace

    async def send(self, account: int, view: View, priority: str = NOW, silent: bool = False) -> None:
        """A new message, and what belongs beside it. The text decides the outcome; raises as `handlers.wire` says."""
        *first, last = split(view.text)
        for part in first:
            await self._text(account, part, None, view, priority, silent)
        await self._text(account, last, keyboard(view), view, priority, silent)
        await self._extras(account, view, priority, silent)

    async def _text(
        self,
        account: int,
        text: Markup,
        buttons: Keyboard | None,
        view: View,
        priority: str,
        silent: bool,
    ) -> None:
        await self._turn(
            account,
            priority,
            lambda: self._say(
                "sendMessage",
                chat_id=account,
                text=text,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
                link_preview_options=NO_PREVIEW,
                disable_notification=silent,
                protect_content=view.private,
            ),
        )

    def _say(self, method: str, **what: object) -> Awaitable[Any]:
        """By the method's name, as JSON: the framework's own would build an object for every button, on the way out
        and again from the answer, which nobody reads."""
        return self._bot.do_api_request(method, api_kwargs=what)

    async def replace(self, shown: Shown, view: View) -> None:
        """Show the view in place of the message that was tapped, unless it shows that already."""
        if shown.keyboard == keyboard(view) and shown.text == plain(view.text):
            return await self._extras(shown.chat_id, view, NOW)
        return await self.change(shown.chat_id, shown.number, view)

    async def change(self, account: int, message_id: int, view: View) -> None:
        """Show the view in place of an earlier one; as a new message where that is not possible."""
        parts = split(view.text)
        if len(parts) > 1:
            return await self.send(account, view)
        await self._pace.turn(None)
        try:
            await _outcome(
                self._say(
                    "editMessageText",
                    text=parts[0],
                    chat_id=account,
                    message_id=message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard(view),
                    link_preview_options=NO_PREVIEW,
                )
            )
        except Rejected as no:
            if "not modified" not in str(no).lower():
                return await self.send(account, view)
        return await self._extras(account, view, NOW)

    async def answer(self, tap: str, view: View | None) -> None:
        """Stop the clock on the button; a toast, or a window for a refusal. Too old a tap needs no answer."""
        toast = (view.toast if view else "")[:LONGEST_TOAST]
        try:
            await _outcome(
                self._say(
                    "answerCallbackQuery",
                    callback_query_id=tap,
                    text=toast or None,
                    show_alert=bool(view and view.alert) or None,
                )
            )
        except (Rejected, Unknown, NotSent, Blocked) as missed:
            log.info("a tap was not answered: %s", type(missed).__name__)

    async def _extras(self, account: int, view: View, priority: str, silent: bool = False) -> None:
        """Pins, pictures and files help, but the text has said it all: their failure undoes nothing, and they ring no
        louder."""
        for extra in view.extras:
            try:
                ready = await _ready(extra)
                await self._turn(
                    account, priority, lambda ready=ready: self._extra(account, ready, view.private, silent)
                )
            except (Rejected, Unknown, NotSent, Blocked) as missed:
                log.warning("something beside a message was not sent: %s", type(missed).__name__)
            except Exception:
                log.exception("something beside a message could not be made")

    def _extra(self, account: int, extra: Pin | Photo | Document, private: bool, silent: bool) -> Awaitable[Any]:
        match extra:
            case Pin():
                place = (extra.latitude, extra.longitude, extra.title, extra.address)
                return self._bot.send_venue(account, *place, disable_notification=silent)
            case Photo():
                return self._bot.send_photo(
                    account,
                    extra.content() if callable(extra.content) else extra.content,
                    caption=extra.caption,
                    parse_mode=ParseMode.HTML,
                    protect_content=private and not extra.passed_on,
                    disable_notification=silent,
                )
            case Document():
                drawn = extra.content() if callable(extra.content) else extra.content
                file = InputFile(drawn, filename=extra.name)
                return self._bot.send_document(
                    account, file, caption=extra.caption, parse_mode=ParseMode.HTML, disable_notification=silent
                )

    async def _turn(self, account: int, priority: str, sending: Any) -> None:
        """One message in its turn; a 429 freezes the chat it names."""
        await self._pace.turn(account, priority)
        try:
            await _outcome(sending())
        except NotSent as wait:
            await self._pace.freeze(account, wait.wait.total_seconds())
            raise
