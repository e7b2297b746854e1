"""What is kept of an update: the few fields that the bot reads. Names, pictures and formatting of people's accounts are
not needed, so they are not kept; and what is small is quickly written, read again and made into objects."""

from typing import Any

from handlers.telegram.positions import coarse

Json = dict[str, Any]

NOBODY = {"id": 0, "is_bot": True, "first_name": ""}
SOMEWHERE = {"type": "hidden_user", "date": 0, "sender_user_name": ""}
"""It was forwarded, or written by another bot: that is known, and not from whom."""


def essence(update: Json) -> Any:
    """The same update, smaller. One of another shape than Telegram's own stays as it came: it is put aside later, where
    such things are counted (U4)."""
    try:
        return _essence(update)
    except (KeyError, TypeError, AttributeError):
        return coarse(update)


def _essence(update: Json) -> Any:
    kept = {"update_id": update["update_id"]}
    if "message" in update:
        return {**kept, "message": _message(update["message"])}
    if "callback_query" in update:
        return {**kept, "callback_query": _tap(update["callback_query"])}
    return coarse(update)


def _tap(tap: Json) -> Json:
    kept = {"id": tap["id"], "from": _person(tap["from"]), "chat_instance": "", "data": tap.get("data")}
    return {**kept, "message": _under(tap["message"])} if "message" in tap else kept


def _under(it: Json) -> Json:
    """The message that a tap was made under. Without a date the framework makes next to nothing of it, of a whole message
    ninety fields; what it showed is known as long as Telegram still knows it (`date`)."""
    kept = {"message_id": it["message_id"], "date": 0, "chat": _chat(it["chat"])}
    return {**kept, "shown": {"text": it.get("text"), "keyboard": it.get("reply_markup")}} if it["date"] else kept


def _message(it: Json) -> Json:
    kept = {name: it[name] for name in ("message_id", "date")}
    kept["chat"] = _chat(it["chat"])
    if "from" in it:
        kept["from"] = _person(it["from"])
    if "document" in it:
        names = ("file_id", "file_unique_id", "file_name", "file_size")
        kept["document"] = {name: it["document"][name] for name in names if name in it["document"]}
    if "location" in it:
        kept["location"] = coarse(it["location"])
    if "forward_origin" in it:
        kept["forward_origin"] = SOMEWHERE
    if "via_bot" in it:
        kept["via_bot"] = NOBODY
    return kept | {"text": it.get("text")}


def _chat(it: Json) -> Json:
    return {"id": it["id"], "type": it["type"]}


def _person(it: Json) -> Json:
    return {"id": it["id"], "is_bot": it["is_bot"], "first_name": ""}
