"""Every row that changes, as it changes; and a copy of the tables that the hand-written rules are asked about.

Triggers write old and new into a table of their own, in the transaction of the change itself.
"""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

LEFT_OUT = {"people": {"seen_at"}, "uploads": {"content"}}
"""The day of the last contact is kept at each tap; a file is long. (The inbox is every update's, and left out as well.)"""
KEYS = {"roles": ("person_id", "role"), "stopped_stages": ("person_id", "stage"), "starts": ("person_id",),
    "leavings": ("reservation_id",), "sentences": ("reservation_id",), "small_steps": ("reservation_id",),
    "step_pauses": ("person_id",), "volunteers": ("person_id",), "former_starts": ("person_id",), "rehearsals": ("reservation_id",),
    "companions": ("outing_id", "person_id"), "arrivals": ("session_id", "revision", "person_id", "step"), "permanence_days": ("permanence_id", "day"),
    "tallies": ("organisation_id", "period", "apart", "name", "what"),
    "ticks": ("kind", "number", "day", "organisation_id"),
    "erasures": ("person_id",)}  # fmt: skip
"""Of the tables without a number."""


@dataclass(frozen=True)
class Change:
    """One row: `old` is None for one that is new, `new` for one that is gone."""

    table: str
    old: Row | None
    new: Row | None

    @property
    def row(self) -> Row:
        return self.new or self.old or {}

    @property
    def columns(self) -> set[str]:
        """Which of them are different."""
        if self.old is None or self.new is None:
            return set(self.row)
        return {name for name, value in self.new.items() if self.old[name] != value}


def watch(file: Path) -> None:
    """From now on, every change of the database in this file is written down."""
    with sqlite3.connect(file) as db:
        tables = _tables(db)
        widest = max(map(len, tables.values()))
        sides = ", ".join(f"{side}{n}" for side in ("old", "new") for n in range(widest))
        db.execute(f"CREATE TABLE watched (id INTEGER PRIMARY KEY, at TEXT, {sides})")
        for name, columns in tables.items():
            _put_triggers(db, name, columns)
    db.close()


def _tables(db: sqlite3.Connection) -> dict[str, list[str]]:
    found = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%yoyo%' AND name NOT LIKE 'sqlite_%'"
    )
    names = [name for (name,) in found if name not in ("watched", "inbox")]
    return {
        name: [
            column for _, column, *_ in db.execute(f"PRAGMA table_info({name})") if column not in LEFT_OUT.get(name, ())
        ]
        for name in names
    }


def _put_triggers(db: sqlite3.Connection, table: str, columns: list[str]) -> None:
    differs = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in columns)
    for event, when, sides in (
        ("INSERT", "TRUE", ["NEW"]),
        ("UPDATE", differs, ["OLD", "NEW"]),
        ("DELETE", "TRUE", ["OLD"]),
    ):
        names = ", ".join(f"{side}{n}" for side in sides for n in range(len(columns)))
        values = ", ".join(f"{side}.{c}" for side in sides for c in columns)
        added = f"INSERT INTO watched (at, {names}) VALUES ('{table}', {values})"  # noqa: S608 - its own names
        db.execute(f"CREATE TRIGGER watch_{table}_{event} AFTER {event} ON {table} WHEN {when} BEGIN {added}; END")


class Ledger:
    """Reads what was written down, and keeps its own copy of the tables."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._last = 0
        self.tables: defaultdict[str, dict[Any, Row]] = defaultdict(dict)
        self._columns = _tables(self._db)
        for name, columns in self._columns.items():
            for values in self._db.execute(f"SELECT {', '.join(columns)} FROM {name}"):  # noqa: S608 - its own names
                self._keep(name, dict(zip(columns, values, strict=True)))

    def fresh(self) -> list[Change]:
        """What changed since the last time; the copy is still as it was."""
        changes = []
        for number, table, *sides in self._db.execute("SELECT * FROM watched WHERE id > ? ORDER BY id", (self._last,)):
            self._last = number
            half = len(sides) // 2
            changes.append(Change(table, self._row(table, sides[:half]), self._row(table, sides[half:])))
        return changes

    def _row(self, table: str, values: list[Any]) -> Row | None:
        """None where the row is not there: every row has a value in some column."""
        if all(value is None for value in values):
            return None
        return dict(zip(self._columns[table], values, strict=False))

    def take(self, change: Change) -> None:
        """The copy follows."""
        if change.new is not None:
            self._keep(change.table, change.new)
        elif change.old is not None:
            self.tables[change.table].pop(_key(change.table, change.old), None)

    def _keep(self, table: str, row: Row) -> None:
        self.tables[table][_key(table, row)] = row

    def poisoned(self) -> int:
        """Updates that were tried three times and put aside."""
        (n,) = self._db.execute("SELECT count(*) FROM inbox WHERE state = 'poison'").fetchone()
        return int(n)

    def words_kept(self) -> str:
        """Everything that is remembered as text."""
        return "\n".join(
            str(value) for rows in self.tables.values() for row in rows.values() for value in row.values() if value
        )

    def close(self) -> None:
        self._db.close()


def _key(table: str, row: Row) -> Any:
    columns = KEYS.get(table, ("id",) if "id" in row else tuple(row))
    return tuple(row[c] for c in columns) if len(columns) > 1 else row[columns[0]]
