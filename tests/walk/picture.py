"""What the tables hold at one moment, read past the shelves: whole, and by SQL of the tests' own."""

import sqlite3
from collections import namedtuple
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import psycopg

from storage.engine import is_postgresql
from storage.sqlite import sqlite_path

Row = Any
"""A row, its columns by name."""

NUMBERED = (
    *("organisations", "people", "offers", "sessions", "reservations", "history", "letters"),
    *("waiting", "overrides", "absences", "standing_yes", "edits", "notes"),
)
OTHERS = ("roles", "stopped_stages", "calls")

LIVE = ("offered", "requested", "approved")


@dataclass(frozen=True)
class Picture:
    """Every table, rows by their number; those without one are sets of rows."""

    organisations: dict[int, Row]
    people: dict[int, Row]
    offers: dict[int, Row]
    sessions: dict[int, Row]
    reservations: dict[int, Row]
    history: dict[int, Row]
    letters: dict[int, Row]
    waiting: dict[int, Row]
    overrides: dict[int, Row]
    absences: dict[int, Row]
    standing_yes: dict[int, Row]
    edits: dict[int, Row]
    notes: dict[int, Row]
    roles: frozenset[Row]
    stopped_stages: frozenset[Row]
    calls: frozenset[Row]
    counted: tuple[Row, ...] = ()
    """Places of nobody: whoever was erased had been there."""

    @cached_property
    def live(self) -> list[Row]:
        """Reservations that hold places."""
        return [it for it in self.reservations.values() if it.state in LIVE]

    @cached_property
    def lives(self) -> dict[int, list[tuple[str, int | None, int]]]:
        """Of each reservation: state, who brought it there, when."""
        found: dict[int, list[tuple[str, int | None, int]]] = {number: [] for number in self.reservations}
        for row in self.history.values():
            found[row.reservation_id].append((row.state, row.actor_id, row.at))
        return found

    @cached_property
    def granted(self) -> dict[str, list[int]]:
        """Who has which role, in the order of their numbers."""
        found: dict[str, list[int]] = {}
        for row in sorted(self.roles):
            found.setdefault(row.role, []).append(row.person_id)
        return found

    @cached_property
    def post(self) -> list[Row]:
        """Letters that wait."""
        return [it for it in self.letters.values() if it.fate == "waiting"]

    def line(self, session_id: int) -> list[Row]:
        """Who waits for a session, in the order that they came."""
        here = [it for it in self.waiting.values() if it.session_id == session_id and it.left_at is None]
        return sorted(here, key=lambda it: (it.ranked_at, it.id))

    def is_a(self, role: str, person_id: int) -> bool:
        return person_id in self.granted.get(role, ())

    def name(self, person_id: int | None) -> str:
        it = self.people.get(person_id or 0)
        return str(it.name) if it else "nobody"

    def title(self, session_id: int) -> str:
        return str(self.offers[self.sessions[session_id].offer_id].title)

    def closes_at(self, session_id: int) -> int:
        """No asking from then on."""
        it = self.sessions[session_id]
        return int(min(it.booking_deadline_at or it.starts_at, it.starts_at))

    def is_open(self, session_id: int, now: int) -> bool:
        return self.sessions[session_id].publication == "published" and now < self.closes_at(session_id)

    def free(self, session_id: int) -> int:
        it = self.sessions[session_id]
        return 4 if it.open_admission else int((it.capacity or 0) - it.taken)

    def without(self, gone: Set[int]) -> "Picture":
        """As if these people had never been."""
        places = {n for n, it in self.reservations.items() if it.person_id in gone}
        ranks = {n for n, it in self.waiting.items() if it.person_id in gone}
        about = {
            *(f"person:{n}" for n in gone),
            *(f"{what}:{n}" for n in places for what in ("reservation", "change")),
            *(f"waiting:{n}" for n in ranks),
        }
        return replace(
            self,
            people={n: it for n, it in self.people.items() if n not in gone},
            reservations={n: it for n, it in self.reservations.items() if n not in places},
            history={n: it for n, it in self.history.items() if it.reservation_id not in places},
            letters={n: it for n, it in self.letters.items() if it.to_id not in gone and it.about not in about},
            waiting={n: it for n, it in self.waiting.items() if n not in ranks},
            overrides={n: it for n, it in self.overrides.items() if it.person_id not in gone},
        )


class Eyes:
    """A connection of our own, which only reads."""

    def __init__(self, url: str) -> None:
        self._connection: Any = _connected(url)
        self._kinds: dict[str, Any] = {}
        self._counts_writes = not is_postgresql(url)
        self._written: object = None
        self._seen: Picture

    def look(self) -> Picture:
        """The same picture as long as nobody has written, where the database tells that."""
        written = self._connection.execute("PRAGMA data_version").fetchone() if self._counts_writes else None
        if written is None or written != self._written:
            self._written, self._seen = written, self._read()
        return self._seen

    def _read(self) -> Picture:
        numbered: Any = {name: {row.id: row for row in self._rows(name, " ORDER BY id")} for name in NUMBERED}
        others: Any = {name: frozenset(self._rows(name)) for name in OTHERS}
        counted = tuple(it for n, it in numbered["reservations"].items() if n < 0)
        for name in ("people", "reservations", "waiting"):
            numbered[name] = {n: it for n, it in numbered[name].items() if n > 0}
        numbered["history"] = {n: it for n, it in numbered["history"].items() if it.reservation_id > 0}
        return Picture(**numbered, **others, counted=counted)

    def _rows(self, table: str, order: str = "") -> Iterable[Row]:
        found = self._connection.execute(f"SELECT * FROM {table}{order}")  # noqa: S608 - names of our own
        if table not in self._kinds:
            self._kinds[table] = namedtuple(table, [column[0] for column in found.description])
        return map(self._kinds[table]._make, found.fetchall())

    def close(self) -> None:
        self._connection.close()


def _connected(url: str) -> sqlite3.Connection | psycopg.Connection:
    if is_postgresql(url):
        return psycopg.connect(url, autocommit=True)
    return sqlite3.connect(sqlite_path(url), isolation_level=None)
