"""The telephones on the page: whose they are, and what can be read on them."""

from dataclasses import asdict, dataclass

from handlers.demo.chats import Chat, Message
from handlers.demo.keyboards import Button
from handlers.demo.spec import Json
from handlers.demo.world import World


@dataclass(frozen=True)
class Phone:
    """A telephone to show: an account of the world, a name and a few words on who that is.

    `hint` is what to do first, shown until its owner has done something: more than a bare /start, or a tap with an answer.
    """

    account_id: int
    name: str
    caption: str
    hint: str = ""


def phone_json(world: World, phone: Phone) -> Json:
    """All that the page draws of one telephone."""
    account, chat = world.accounts[phone.account_id], world.chat(phone.account_id)
    spoken = account.language_code
    return {
        **asdict(phone),
        "hint": phone.hint if _outside(chat) else "",
        "started": account.started,
        "blocked": account.blocked,
        "typing": chat.typing_until is not None and chat.typing_until > world.now(),
        "description": world.profile.word("description", spoken),
        "commands": world.profile.commands_for(chat.id, spoken),
        "keyboard": chat.keyboard and asdict(chat.keyboard),
        "messages": [message_view(message, chat) for message in chat.visible],
        "toasts": [{"id": t.id, "text": t.text, "alert": t.alert} for t in chat.toasts[-20:]],
    }


def _outside(chat: Chat) -> bool:
    """Neither a link opened, nor a code written, nor a gesture answered; what was deleted since was said all the same."""
    return not chat.toasts and all(message.from_bot or message.text == "/start" for message in chat.messages)


def message_view(message: Message, chat: Chat) -> Json:
    """One bubble. Plain text and entities travel apart: the page never has HTML to trust."""
    answered = chat.find(message.reply_to)
    return {
        "id": message.id,
        "mine": not message.from_bot,
        "at": message.sent_at.isoformat(),
        "edited": message.edited_at is not None,
        "text": message.text,
        "entities": message.entities,
        "media": _media(message),
        "buttons": [[_button(button) for button in row] for row in message.buttons],
        "silent": message.silent,
        "protected": message.protected,
        "reply": answered and answered.text[:80],
    }


def _button(button: Button) -> Json:
    return {"text": button.text, "url": button.url, "copy": button.copy, "style": button.style}


def _media(message: Message) -> Json | None:
    if not message.media:
        return None
    content = message.media[message.kind]
    shown: Json = {"kind": message.kind}
    if message.kind == "photo":
        return shown | {"file": content[-1]["file_id"], **_only(content[-1], "width", "height")}
    if "file_id" in content:
        shown["file"] = content["file_id"]
    names = ("file_name", "file_size", "title", "address", "duration", "emoji", "phone_number", "first_name")
    return shown | _only(content, *names)


def _only(content: Json, *names: str) -> Json:
    return {name: content[name] for name in names if name in content}
