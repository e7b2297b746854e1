"""Buttons: under a message (inline) or in place of the keyboard (reply), checked as Telegram checks them."""

import re
from dataclasses import dataclass

from handlers.demo.refusals import bad_request
from handlers.demo.spec import Json

MOST_BUTTONS, MOST_IN_ROW, MOST_DATA_BYTES = 100, 8, 64
STYLES = (None, "danger", "success", "primary")
_LABELS = {"text", "icon_custom_emoji_id", "style"}
_URL = re.compile(r"(?i)(https?|tg)://[^\s/]+\S*")


@dataclass(frozen=True)
class Button:
    """What a thumb can press."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    style: str | None = None


Rows = list[list[Button]]


@dataclass(frozen=True)
class ReplyKeyboard:
    """Ready-made sentences shown instead of the typing keyboard."""

    rows: list[list[Json]]
    one_time: bool = False
    placeholder: str = ""


def inline(markup: Json | None) -> Rows:
    """The rows of an inline keyboard; a row without buttons vanishes, as on Telegram."""
    rows = [[_button(raw) for raw in row] for row in (markup or {}).get("inline_keyboard", [])]
    _ensure_size(rows)
    return [row for row in rows if row]


def reply(markup: Json) -> ReplyKeyboard:
    """A reply keyboard; a plain string is a button that says itself."""
    rows = [[b if isinstance(b, dict) else {"text": b} for b in row] for row in markup["keyboard"]]
    _ensure_size(rows)
    if any(not button["text"].strip() for row in rows for button in row):
        raise bad_request("BUTTON_TEXT_INVALID")
    once = bool(markup.get("one_time_keyboard"))
    return ReplyKeyboard([r for r in rows if r], once, markup.get("input_field_placeholder", ""))


def _ensure_size(rows: list[list[Button]] | list[list[Json]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if any(len(row) > MOST_IN_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_INVALID")


def _button(raw: Json) -> Button:
    kinds = set(raw) - _LABELS
    if not kinds:
        said = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {said}")
    if not raw["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if len(kinds) > 1 or raw.get("style") not in STYLES:
        raise bad_request("BUTTON_TYPE_INVALID")
    copied = raw.get("copy_text", {}).get("text")
    button = Button(raw["text"], raw.get("callback_data"), raw.get("url"), copied, raw.get("style"))
    _ensure_pressable(button)
    return button


def _ensure_pressable(button: Button) -> None:
    if button.data is not None and not 1 <= len(button.data.encode()) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.url is not None and not _URL.fullmatch(button.url):
        raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
    if button.copy is not None and not 1 <= len(button.copy) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
