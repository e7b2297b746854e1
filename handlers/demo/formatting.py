"""Telegram's HTML: text and entities out of what the bot wrote, or the refusal it would have met."""

import re
from dataclasses import dataclass, field
from html import unescape

from handlers.demo.refusals import Refused, bad_request
from handlers.demo.spec import Json

KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
# Telegram knows four names and any number; another "&word;" stays as it was written.
_CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_LINK = re.compile(r"(?i)(https?://|tg://|mailto:|tel:)\S+")


def utf16(text: str) -> int:
    """Length in UTF-16 units, the unit of every limit and offset of Telegram."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """What Telegram takes out of any text: control characters, and overrides of direction."""
    text = re.sub("[\r\u2028-\u202e]", "", text)
    return re.sub("[\x00-\x09\x0b-\x1f]", " ", text)


@dataclass
class Formatted:
    """A text as people read it, with its entities."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)

    def trimmed(self) -> "Formatted":
        """Without white space at its ends, the entities moved along."""
        kept = self.text.strip()
        shift = utf16(self.text[: len(self.text) - len(self.text.lstrip())])
        moved = [clipped(e, shift, utf16(kept)) for e in self.entities]
        return Formatted(kept, [e for e in moved if e["length"] > 0])


def clipped(entity: Json, shift: int, size: int) -> Json:
    """An entity moved to the left by a shift, inside a text of that size."""
    start = max(entity["offset"] - shift, 0)
    end = min(entity["offset"] + entity["length"] - shift, size)
    return {**entity, "offset": start, "length": end - start}


def from_html(source: str) -> Formatted:
    """Parse the bot's HTML; a tag that is unknown, open or crossed is refused."""
    return _Reader(cleaned(source)).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.found = Formatted()
        self.length = 0
        self.open: list[tuple[str, Json]] = []

    def read(self) -> Formatted:
        while (tag := self.source.find("<", self.at)) >= 0:
            self._say(self.source[self.at : tag])
            self._tag(tag)
        self._say(self.source[self.at :])
        if self.open:
            raise self._no(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        self.found.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return self.found

    def _no(self, reason: str) -> Refused:
        return bad_request(f"can't parse entities: {reason}")

    def _say(self, raw: str) -> None:
        text = _CHARACTER.sub(lambda found: unescape(found.group()), raw)
        self.found.text += text
        self.length += utf16(text)

    def _tag(self, at: int) -> None:
        offset = len(self.source[:at].encode("utf-8", "surrogatepass"))
        tag = _TAG.match(self.source, at)
        name = tag.group(2).lower() if tag else ""
        if tag is None or (name not in KINDS and not tag.group(1)):
            raise self._no(f'Unsupported start tag "{name}" at byte offset {offset}')
        self.at = tag.end()
        if tag.group(1):
            self._close(name, offset)
        else:
            self.open.append((name, self._entity(name, tag.group(3), offset)))

    def _close(self, name: str, offset: int) -> None:
        if not self.open:
            raise self._no(f"Unexpected end tag at byte offset {offset}")
        expected, entity = self.open.pop()
        if name not in (expected, ""):
            said = f'expected "</{expected}>", found "</{name}>"'
            raise self._no(f"Unmatched end tag at byte offset {offset}, {said}")
        entity["length"] = self.length - entity["offset"]
        # A link that is no link is dropped without a word, as Telegram does; its text stays.
        if entity["length"] and (name != "a" or _LINK.fullmatch(entity["url"])):
            self.found.entities.append(entity)

    def _entity(self, name: str, raw: str, offset: int) -> Json:
        given = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(raw)}
        entity: Json = {"type": KINDS[name], "offset": self.length, "length": 0}
        if name == "span" and given.get("class") != "tg-spoiler":
            raise self._no(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        if name == "a":
            entity["url"] = given.get("href", "")
        if name == "blockquote" and "expandable" in given:
            entity["type"] = "expandable_blockquote"
        return entity
