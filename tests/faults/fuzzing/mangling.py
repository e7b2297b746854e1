"""Bodies that no server would send: an update with one thing wrong in it, or bytes that were cut, doubled, turned."""

import json
import random
from typing import Any

from tests.faults.fuzzing.gesture import Gesture
from tests.faults.fuzzing.hostile import TEXTS
from tests.faults.fuzzing.shapes import Json

WRONG: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    2**63,
    10**400,
    "",
    "x",
    "1001",
    [],
    [[]],
    {},
    {"id": 1},
    [None] * 3,
    *TEXTS[:9],
)
HALF_A_PAIR, NUL = "\ud83d", "a\0b"
BODIES = (
    *(b"", b" ", b"null", b"[]", b"{}", b'"x"', b"7", b"<html>502</html>", b"\xff\xfe", b"\x00" * 9, b'{"ok":true}'),
    *(b'{"ok":true,"result":null}', b'{"ok":true,"result":{}}', b'{"ok":true,"result":[null,7,"x",[],{}]}', b'{"ok":'),
    *(b"[" * 100_000, b'{"a":' * 100_000, b'{"ok":true,"result":[' + b"9" * 5_000 + b"]}", b'{"ok":false}'),
    *(
        b'{"ok":true,"result":[{"update_id":NaN}]}',
        b'{"ok":true,"result":[{"update_id":"1"}]}',
        b'{"ok":true,"result":[{}]}',
    ),
)


class Mangler:
    """One wrong thing at a time, anywhere."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def body(self, update: Json) -> bytes:
        choice = self._rng.random()
        if choice < 0.1:
            return self._rng.choice(BODIES)
        if choice < 0.6:
            self._misplace(update)
        body = json.dumps({"ok": True, "result": [update]}).encode()
        return body if 0.1 <= choice < 0.6 else self._cut(body)

    def _misplace(self, update: Json) -> None:
        """Something of another type, something missing, something too deep, somewhere in the tree."""
        rng = self._rng
        where = rng.choice(_branches(update))
        name = rng.choice(list(where) or ["text"])
        match rng.choice(("wrong", "wrong", "wrong", "missing", "deep", "other", "half", "nul")):
            case "wrong":
                where[name] = rng.choice(WRONG)
            case "missing":
                where.pop(name, None)
            case "deep":
                where[name] = _deep(rng.choice((3, 90, 400)), rng.choice(("reply_to_message", "chat", "x")), where)
            case "other":
                where[rng.choice(("message", "callback_query", "my_chat_member", "from", "chat", "id"))] = where.get(
                    name
                )
            case "half":
                where[name] = HALF_A_PAIR
            case "nul":
                where[name] = NUL

    def _cut(self, body: bytes) -> bytes:
        rng, it = self._rng, bytearray(body)
        for _ in range(rng.choice((1, 1, 2, 9))):
            at = rng.randrange(len(it)) if it else 0
            match rng.choice(("turn", "turn", "drop", "insert", "double", "end")):
                case "turn" if it:
                    it[at] = rng.randrange(256)
                case "drop":
                    del it[at : at + rng.choice((1, 2, 20))]
                case "insert":
                    it[at:at] = rng.choice((b"\x00", b'"', b"{", b"]", b",", b"\\ud83d", b"\\u0000", b"9", b"-", b"e9"))
                case "double":
                    it[at:at] = it[at : at + 40]
                case "end":
                    del it[max(at, 1) :]
        return bytes(it)


def _branches(update: Json) -> list[Json]:
    found, ahead = [], [update]
    while ahead:
        it = ahead.pop()
        found.append(it)
        for value in it.values():
            ahead += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
    return found


def _deep(levels: int, name: str, around: Json) -> Json:
    it = {key: value for key, value in around.items() if not isinstance(value, dict | list)}
    for _ in range(levels):
        it = {**{key: value for key, value in around.items() if not isinstance(value, dict | list)}, name: it}
    return it


def gesture_of(update: Any) -> Gesture:
    """What the test makes of an update that was mangled: whose it is now, if it is anybody's."""
    try:
        kind = next(kind for kind in ("my_chat_member", "callback_query", "message") if update.get(kind))
        account = update[kind]["from"]["id"]
        around = (update[kind].get("message") or {}) if kind == "callback_query" else update[kind]
        chat = around.get("chat") or {"type": "private", "id": account}
        return Gesture(account, silent=(chat["type"], chat["id"]) != ("private", account))
    except (KeyError, TypeError, AttributeError, StopIteration):
        return Gesture(0, silent=True)
