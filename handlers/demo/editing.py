"""What the bot changes after it was said: edits, deletions, and the answers to taps."""

from datetime import timedelta

from handlers.demo import keyboards
from handlers.demo.chats import Chat, Message, Toast, message_json
from handlers.demo.formatting import Formatted, utf16
from handlers.demo.refusals import bad_request
from handlers.demo.sending import chat_of, checked_caption, checked_text
from handlers.demo.spec import Json
from handlers.demo.state import State

ANSWER_WITHIN = timedelta(seconds=15)
DELETE_WITHIN = timedelta(hours=48)
LONGEST_TOAST = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def edit_text(state: State, params: Json) -> Json:
    """editMessageText; buttons that are not given again go away."""
    chat, message = _editable(state, params)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    return _rewrite(state, chat, message, checked_text(params), params.get("text", ""), params)


def edit_caption(state: State, params: Json) -> Json:
    """editMessageCaption."""
    chat, message = _editable(state, params)
    if message.kind not in ("photo", "document", "voice"):
        raise bad_request("there is no caption in the message to edit")
    return _rewrite(state, chat, message, checked_caption(params), params.get("caption", ""), params)


def edit_markup(state: State, params: Json) -> Json:
    """editMessageReplyMarkup."""
    chat, message = _editable(state, params)
    said = Formatted(message.text, message.entities)
    return _rewrite(state, chat, message, said, message.html, params)


def delete(state: State, params: Json) -> bool:
    """deleteMessage: any message of a private chat, for two days."""
    message = chat_of(state, params).find(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if state.now() - message.sent_at > DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    return True


def answer_query(state: State, params: Json) -> bool:
    """answerCallbackQuery; a second answer to the same tap is shown as well."""
    query = state.queries.get(params["callback_query_id"])
    if query is None or state.now() - query.tapped_at > ANSWER_WITHIN:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text, link = params.get("text", ""), params.get("url", "")
    if utf16(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if link and not link.startswith(f"https://t.me/{state.bot.username}?start="):
        raise bad_request("URL_INVALID")
    if text:
        alert = params.get("show_alert", False)
        toast = Toast(state.next_number(), query.id, text, alert, state.now())
        state.chats[query.chat_id].toasts.append(toast)
    return True


def _editable(state: State, params: Json) -> tuple[Chat, Message]:
    if "chat_id" not in params or "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = chat_of(state, params)
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or not message.editable:
        raise bad_request("message can't be edited")
    return chat, message


def _rewrite(state: State, chat: Chat, message: Message, said: Formatted, html: str, params: Json) -> Json:
    rows = keyboards.inline(params.get("reply_markup"))
    markup = {"inline_keyboard": [r for r in params["reply_markup"]["inline_keyboard"] if r]} if rows else None
    if (said.text, said.entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request(NOT_MODIFIED)
    if (said.text, said.entities) != (message.text, message.entities):
        message.edited_at = state.now()
    message.text, message.entities, message.html = said.text, said.entities, html
    message.buttons, message.markup = rows, markup
    return message_json(message, chat)
