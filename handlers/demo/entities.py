"""What Telegram finds in a text by itself: commands, links, addresses."""

import re

from handlers.demo.formatting import Formatted, cleaned, from_html, utf16
from handlers.demo.refusals import bad_request
from handlers.demo.spec import Json

_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
_URL = re.compile(r"(?i)(?:https?://|(?<![\w./@])t\.me/)[^\s<>\"\u2068\u2069]*[^\s<>\".,;:!?)»\u2068\u2069]")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PATTERNS = (("url", _URL), ("email", _EMAIL), ("bot_command", _COMMAND))


def read(params: Json, name: str = "text") -> Formatted:
    """The formatted text of a call: `text` or `caption`, with its parse mode or its own entities."""
    source = str(params.get(name, ""))
    mode = str(params.get("parse_mode", "")).lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    given = params.get("entities" if name == "text" else "caption_entities", [])
    found = from_html(source) if mode else Formatted(cleaned(source), list(given))
    found = found.trimmed()
    found.entities = _with_detected(found)
    return found


def typed(text: str) -> Formatted:
    """What a person typed: never formatted, but commands and links are seen."""
    found = Formatted(cleaned(text)).trimmed()
    return Formatted(found.text, _with_detected(found))


def _with_detected(found: Formatted) -> list[Json]:
    entities = list(found.entities)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(found.text):
            entity = {
                "type": kind,
                "offset": utf16(found.text[: match.start()]),
                "length": utf16(match.group()),
            }
            if not any(_overlap(entity, other) for other in entities if other["type"] not in _LOOKS):
                entities.append(entity)
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


_LOOKS = ("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote")


def _overlap(one: Json, other: Json) -> bool:
    ends = one["offset"] + one["length"], other["offset"] + other["length"]
    return bool(one["offset"] < ends[1] and other["offset"] < ends[0])
