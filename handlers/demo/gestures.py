"""What people do with their telephones beside writing: links, buttons, blocking."""

import re
import secrets

from handlers.demo.chats import message_json
from handlers.demo.spec import Json
from handlers.demo.state import Query
from handlers.demo.writing import Writing

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_GONE_DATE = 0  # how Telegram dates a message that it no longer shows


class Gestures(Writing):
    """The side of the world that people touch. KeyError: no such person, chat or button."""

    def open_link(self, account_id: int, url: str) -> int | None:
        """Follow a link to this bot and press "Start"; None when the link leads elsewhere."""
        payload = self.start_payload(url)
        return None if payload is None else self.send_text(account_id, f"/start {payload}".strip())

    def start_payload(self, url: str) -> str | None:
        """What a link to this bot says to it; None when the link leads elsewhere."""
        name = re.escape(self.bot.username)
        found = re.fullmatch(rf"(?:https?://)?t\.me/{name}/?(?:\?start=(.*))?", url, re.IGNORECASE)
        if found is None or (found[1] and not _PAYLOAD.fullmatch(found[1])):
            return None
        return found[1] or ""

    def tap(self, account_id: int, message_id: int, which: str | tuple[int, int], chat_id: int | None = None) -> str:
        """Press a button; gives the number of the query, or the address when the button is a link."""
        message = self.chats[chat_id or account_id].find(message_id)
        if message is None:
            raise KeyError(f"message {message_id} is not there")
        button = message.button(which)
        if button.data is None:
            self.open_link(account_id, button.url or "")
            return button.url or button.copy or ""
        return self.press(account_id, button.data, message_id, chat_id)

    def press(self, account_id: int, data: str, message_id: int | None = None, chat_id: int | None = None) -> str:
        """Send any button data, even old, foreign or made up, as if a button had been pressed."""
        chat = self.chats[chat_id or account_id]
        message = chat.find(message_id)
        query = Query(str(secrets.randbits(62)), account_id, chat.id, self.now())
        self.queries[query.id] = query
        gone = {"chat": chat.as_json(), "message_id": message_id or self.next_number(), "date": _GONE_DATE}
        content: Json = {"id": query.id, "from": self.accounts[account_id].as_json(), "data": data}
        content["message"] = message_json(message, chat) if message else gone
        content["chat_instance"] = str(chat.id)
        self.queue.push("callback_query", content)
        self.ring()
        return query.id

    def block(self, account_id: int) -> None:
        """Block the bot."""
        self.allow(account_id, False)

    def unblock(self, account_id: int) -> None:
        """Let the bot write again."""
        self.allow(account_id, True)
