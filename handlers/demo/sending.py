"""What the bot sends: texts, pictures, documents, places."""

from datetime import timedelta
from typing import Any

from handlers.demo import keyboards
from handlers.demo.attachments import MOST_IN_PHOTO, picture_size, picture_type
from handlers.demo.chats import Chat, Message, message_json
from handlers.demo.entities import read
from handlers.demo.formatting import Formatted, utf16
from handlers.demo.refusals import bad_request, forbidden
from handlers.demo.spec import Json
from handlers.demo.state import State

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
ACTIONS = {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
ACTIONS |= {"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}


def chat_of(state: State, params: Json) -> Chat:
    """The chat that a call names."""
    try:
        return state.chats[int(params["chat_id"])]
    except (KeyError, ValueError):
        raise bad_request("chat not found") from None


def open_chat(state: State, params: Json) -> Chat:
    """The chat that a call names, if the bot may write there."""
    chat = chat_of(state, params)
    if chat.account and chat.account.deactivated:
        raise forbidden("user is deactivated")
    if chat.account and chat.account.blocked:
        raise forbidden("bot was blocked by the user")
    if chat.account and not chat.account.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def checked_text(params: Json) -> Formatted:
    """A message text within the limits."""
    found = read(params)
    if not found.text:
        raise bad_request("message text is empty")
    if utf16(found.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return found


def checked_caption(params: Json) -> Formatted:
    """A caption within the limits; it may be empty."""
    found = read(params, "caption")
    if utf16(found.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return found


def send_message(state: State, params: Json) -> Json:
    """sendMessage."""
    return _deliver(state, params, checked_text(params), params["text"])


def send_photo(state: State, params: Json) -> Json:
    """sendPhoto."""
    photo = state.files.keep("photos", params["photo"])
    if len(photo.content) > MOST_IN_PHOTO:
        raise bad_request("file is too big")
    if picture_type(photo.content) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = picture_size(photo.content)
    size = {**photo.as_json(), "width": width, "height": height}
    return _captioned(state, params, {"photo": [size]})


def send_document(state: State, params: Json) -> Json:
    """sendDocument."""
    kept = state.files.keep("documents", params["document"])
    document = {**kept.as_json(), "file_name": kept.name, "mime_type": kept.mime}
    return _captioned(state, params, {"document": document})


def send_voice(state: State, params: Json) -> Json:
    """sendVoice."""
    kept = state.files.keep("voice", params["voice"])
    voice = {**kept.as_json(), "duration": params.get("duration", 1), "mime_type": kept.mime}
    return _captioned(state, params, {"voice": voice})


def send_venue(state: State, params: Json) -> Json:
    """sendVenue."""
    where = {name: params[name] for name in ("latitude", "longitude")}
    if abs(where["latitude"]) > 90 or abs(where["longitude"]) > 180:
        raise bad_request("wrong latitude or longitude specified")
    venue = {"location": where, "title": params["title"], "address": params["address"]}
    return _deliver(state, params, Formatted(), "", {"venue": venue})


def send_chat_action(state: State, params: Json) -> bool:
    """sendChatAction."""
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    open_chat(state, params).typing_until = state.now() + timedelta(seconds=5)
    return True


def _captioned(state: State, params: Json, media: Json) -> Json:
    return _deliver(state, params, checked_caption(params), params.get("caption", ""), media)


def _deliver(state: State, params: Json, said: Formatted, html: str, media: Any = None) -> Json:
    chat = open_chat(state, params)
    markup = params.get("reply_markup") or {}
    message = Message(0, chat.id, state.bot, state.now(), said.text, html, said.entities, media or {})
    message.silent = params.get("disable_notification", False)
    message.protected = params.get("protect_content", False)
    message.reply_to = _answered(chat, params)
    _dress(message, markup)
    state.pace.spend(chat.id, state.now())
    _apply_keyboard(chat, markup)
    message.id = state.next_number()
    chat.messages.append(message)
    chat.typing_until = None
    return message_json(message, chat)


def _dress(message: Message, markup: Json) -> None:
    """Put the buttons under the message; a message with a reply keyboard can never be edited."""
    message.buttons = keyboards.inline(markup)
    message.markup = {"inline_keyboard": [r for r in markup["inline_keyboard"] if r]} if message.buttons else None
    message.editable = not markup or "inline_keyboard" in markup
    if "keyboard" in markup:
        keyboards.reply(markup)


def _apply_keyboard(chat: Chat, markup: Json) -> None:
    if "keyboard" in markup:
        chat.keyboard = keyboards.reply(markup)
    elif markup.get("remove_keyboard"):
        chat.keyboard = None


def _answered(chat: Chat, params: Json) -> int | None:
    wanted = params.get("reply_parameters")
    if not wanted:
        return None
    if chat.find(wanted["message_id"]):
        return int(wanted["message_id"])
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
