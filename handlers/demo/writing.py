"""What people write to the bot: texts, files, places; each becomes the update that Telegram would make of it."""

from typing import Any

from handlers.demo.accounts import Account
from handlers.demo.attachments import picture_size, picture_type
from handlers.demo.chats import Chat, Message, message_json
from handlers.demo.entities import typed
from handlers.demo.formatting import Formatted
from handlers.demo.spec import Json
from handlers.demo.state import State


class Writing(State):
    """People, their chats, and all that can be put in a typing box."""

    def person(
        self, telegram_id: int, first_name: str, language_code: str | None = None, username: str | None = None
    ) -> Account:
        """Somebody with a telephone, who has not written to the bot yet."""
        account = Account(telegram_id, first_name, language_code, username)
        self.accounts[telegram_id] = account
        self.chats[telegram_id] = Chat(telegram_id, "private", first_name, account)
        return account

    def group(self, chat_id: int, title: str, by: int) -> Chat:
        """A group to which somebody adds the bot."""
        chat = self.chats[chat_id] = Chat(chat_id, "group", title)
        self.member_changed(chat, self.accounts[by], "left", "member")
        return chat

    def send_text(self, account_id: int, text: str, chat_id: int | None = None, **more: Any) -> int:
        """Type a text (to the bot, or in a group) and give the number of the message."""
        return self._write(account_id, typed(text), {}, chat_id, **more)

    def edit_text(self, account_id: int, message_id: int, text: str) -> None:
        """Correct what one wrote to the bot."""
        chat, said = self.chats[account_id], typed(text)
        message = next(m for m in chat.visible if m.id == message_id and not m.from_bot)
        message.text, message.entities, message.edited_at = said.text, said.entities, self.now()
        self.queue.push("edited_message", message_json(message, chat))
        self.ring()

    def send_document(self, account_id: int, filename: str, content: bytes, caption: str = "", mime: str = "") -> int:
        """Attach a file."""
        kept = self.files.keep("documents", (filename, content, mime))
        document = {**kept.as_json(), "file_name": filename, "mime_type": kept.mime}
        return self._write(account_id, typed(caption), {"document": document})

    def send_photo(self, account_id: int, content: bytes, caption: str = "") -> int:
        """Send a picture."""
        kept = self.files.keep("photos", ("photo.jpg", content, picture_type(content) or "image/jpeg"))
        width, height = picture_size(content)
        size = {**kept.as_json(), "width": width, "height": height}
        return self._write(account_id, typed(caption), {"photo": [size]})

    def send_voice(self, account_id: int, content: bytes = b"OggS", seconds: int = 3) -> int:
        """Send a voice message."""
        kept = self.files.keep("voice", ("voice.oga", content, "audio/ogg"))
        voice = {**kept.as_json(), "duration": seconds, "mime_type": kept.mime}
        return self._write(account_id, Formatted(), {"voice": voice})

    def send_sticker(self, account_id: int, emoji: str = "🙂") -> int:
        """Send a sticker."""
        kept = self.files.keep("stickers", ("sticker.webp", b"RIFF", "image/webp"))
        looks = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
        return self._write(account_id, Formatted(), {"sticker": {**kept.as_json(), **looks, "emoji": emoji}})

    def send_contact(self, account_id: int, phone_number: str, first_name: str | None = None) -> int:
        """Share a contact: one's own, unless a name is given."""
        contact: Json = {"phone_number": phone_number}
        contact["first_name"] = first_name or self.accounts[account_id].first_name
        if first_name is None:
            contact["user_id"] = account_id
        return self._write(account_id, Formatted(), {"contact": contact})

    def send_location(self, account_id: int, latitude: float, longitude: float) -> int:
        """Share a place on the map."""
        where = {"latitude": latitude, "longitude": longitude}
        return self._write(account_id, Formatted(), {"location": where})

    def allow(self, account_id: int, allowed: bool) -> None:
        """Block the bot, or let it write again."""
        account = self.accounts[account_id]
        if account.blocked != allowed:
            return
        account.blocked = not allowed
        before, after = ("kicked", "member") if allowed else ("member", "kicked")
        self.member_changed(self.chats[account_id], account, before, after)

    def member_changed(self, chat: Chat, by: Account, before: str, after: str) -> None:
        """The bot is let in, or shown the door."""

        def member(status: str) -> Json:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"user": self.bot.as_json(), "status": status, **until}

        content = {"chat": chat.as_json(), "from": by.as_json(), "date": int(self.now().timestamp())}
        content |= {"old_chat_member": member(before), "new_chat_member": member(after)}
        self.queue.push("my_chat_member", content)
        self.ring()

    def _write(self, account_id: int, said: Formatted, media: Json, chat_id: int | None = None, **more: Any) -> int:
        account = self.accounts[account_id]
        if account.blocked:  # a telephone lets nobody write to whom they blocked: it unblocks first
            self.allow(account_id, True)
        chat = self.chats[chat_id or account_id]
        account.started = account.started or chat.account is account
        message = Message(self.next_number(), chat.id, account, self.now(), said.text, "", said.entities, media)
        chat.messages.append(message)
        if chat.keyboard and chat.keyboard.one_time:
            chat.keyboard = None
        self.queue.push("message", {**message_json(message, chat), **more})
        self.ring()
        return message.id
