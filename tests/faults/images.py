"""What a kill would leave at one instant, the file and its log as they are on the disk and Telegram as it has been told;
and whether the bot, started on that, ends where it would have ended."""

import random
import secrets
import sqlite3
from collections import Counter
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handlers.demo.world import World
from storage.sqlite import sqlite_path
from tests.town import Town

VOLATILE = {"inbox": {"attempts"}, "letters": {"attempts", "leased_until"}}
"""What counts attempts."""

FORGOTTEN = {"inbox": "WHERE state <> 'done'"}
"""Numbers of updates are forgotten when a bot starts, after two days."""


def draw_from(lots: int) -> None:
    """Codes and keys are drawn as they were before the kill, so that ends can be compared."""
    lot = random.Random(lots)  # noqa: S311 - the point of it
    vars(secrets).update(
        token_bytes=lot.randbytes, choice=lot.choice, randbits=lot.getrandbits, randbelow=lot.randrange
    )


Dump = dict[str, list[dict[str, Any]]]
Told = dict[int, list[tuple[str, tuple[str, ...]]]]
"""What can be read in each chat."""


@dataclass
class Image:
    """At one instant of a step (something that a story lets the town do)."""

    step: str
    lots: int
    """What the step draws from."""
    file: bytes
    log: bytes
    world: World

    async def resumed(self, folder: Path) -> Town:
        """The same town after the kill, when it has done what was under way; closed."""
        (folder / "town.db").write_bytes(self.file)
        (folder / "town.db-wal").write_bytes(self.log)
        _ensure_sound(folder / "town.db")
        world = deepcopy(self.world)
        town = Town(f"sqlite:///{folder}/town.db", world.now.__self__)  # type: ignore[attr-defined]
        town.world = world
        draw_from(self.lots)
        await town.open()
        try:
            if self.step != "open":
                await getattr(town, self.step)()
        finally:
            await town.close()
        return town


@dataclass(frozen=True)
class End:
    """Where a step ends: what is kept, and what has been said."""

    dump: Dump
    told: Told

    @classmethod
    def of(cls, town: Town) -> "End":
        return cls(dump(sqlite_path(town.url)), told(town.world))

    def against(self, other: "End", before: Told) -> dict[str, int]:
        """What is wrong with another end, that of the same step after a kill."""
        silent = [c for c, said in self.told.items() if said != before.get(c) == other.told.get(c)]
        wrong = {
            "ended elsewhere": int(self.dump != other.dump),
            "not answered": len(silent),
            "said more than twice": _too_often(self.told, other.told).total(),
        }
        return {what: n for what, n in wrong.items() if n}


def _too_often(wanted: Told, said: Told) -> Counter[tuple[int, str]]:
    """An answer or a letter may come once more after a kill; no more than that."""
    once, after = (
        Counter((chat, words) for chat, all_of in it.items() for words, _ in all_of) for it in (wanted, said)
    )
    return after - once - once - Counter(set(after))


def _ensure_sound(file: Path) -> None:
    with closing(sqlite3.connect(file)) as town:
        assert town.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert town.execute("PRAGMA foreign_key_check").fetchall() == []


def dump(file: Path) -> Dump:
    """Every table, without what may differ."""
    with closing(sqlite3.connect(file)) as town:
        town.row_factory = sqlite3.Row
        names = [name for (name,) in town.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: _rows(town, name) for name in names if "yoyo" not in name}


def _rows(town: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    skipped = VOLATILE.get(name, set())
    found = [dict(row) for row in town.execute(f"SELECT * FROM {name} {FORGOTTEN.get(name, '')}")]  # noqa: S608
    return sorted(({k: v for k, v in row.items() if k not in skipped} for row in found), key=str)


def told(world: World) -> Told:
    return {
        number: [
            *((m.text, tuple(m.labels)) for m in chat.visible if m.from_bot),
            *((it.text, ("toast",)) for it in chat.toasts),
        ]
        for number, chat in world.chats.items()
    }
