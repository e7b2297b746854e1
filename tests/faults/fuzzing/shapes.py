"""Values of the Bot API's types: right in shape, hostile in content. The types are an extract of its own description."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.fuzzing.hostile import IDS, TEXTS

Json = dict[str, Any]

TYPES: dict[str, Any] = json.loads((Path(__file__).parent / "update-shapes.json").read_text("utf-8"))["types"]
DEEPEST = 3


class Shapes:
    """Draws values. `person` and `chat` draw the accounts and conversations of a run."""

    def __init__(self, rng: random.Random, person: Callable[[], Json], chat: Callable[[], Json]) -> None:
        self._rng = rng
        self._special = {"User": person, "Chat": chat}

    def value(self, wanted: str, name: str = "", depth: int = 0) -> Any:
        """Of "Integer", "Array of PhotoSize", "Message or InaccessibleMessage", "“user”"."""
        kind = self._rng.choice(wanted.removeprefix("required ").split(" or "))
        if kind.startswith('"'):
            return kind.strip('"')
        if kind.startswith("Array of "):
            return self._array(kind.removeprefix("Array of "), name, depth)
        if kind in ("String", "Integer", "Float", "Boolean"):
            return self._plain(kind, name)
        if kind in self._special:
            return self._special[kind]()
        return self.object(kind, depth + 1)

    def object(self, kind: str, depth: int = 0, most: int = 2) -> Json:
        """Every required field, and a few of the others."""
        fields = TYPES[kind]
        if isinstance(fields, str):
            return self.object(self._rng.choice(fields.split(" or ")), depth, most)
        return {
            name: self.value(wanted, name, depth) for name, wanted in fields.items() if wanted.startswith("required ")
        } | self.few(kind, depth, most)

    def few(self, kind: str, depth: int = 0, most: int = 2) -> Json:
        """A few fields that may be missing."""
        if depth > DEEPEST:
            return {}
        fields = TYPES[kind]
        known = [name for name, wanted in fields.items() if not wanted.startswith("required ")]
        chosen = self._rng.sample(known, min(len(known), self._rng.randint(0, most)))
        return {name: self.value(fields[name], name, depth) for name in chosen}

    def _array(self, kind: str, name: str, depth: int) -> list[Any]:
        return [self.value(kind, name, depth + 1) for _ in range(self._rng.choice((0, 1, 1, 2)))]

    def _plain(self, kind: str, name: str) -> Any:
        rng = self._rng
        if kind == "Boolean":
            return rng.random() < 0.5
        if kind == "Float":
            return rng.choice((0.0, -90.0, 90.0, 5.4))
        if kind == "String":
            return rng.choice(TEXTS)[:256] or name
        if name in ("id", "user_id") or name.endswith("_id"):
            return rng.choice(IDS)
        return rng.choice((0, 1, 7, 1_805_137_200, 2**31 - 1))
