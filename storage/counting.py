"""Places and ranks that become nobody's: still counted for their outing, with nothing that leads back to a person.

« Nobody » is a record with a negative number, one an organisation. So is a place of nobody: drawn at random, so that
neither a button on some phone nor the order of the numbers says whose it was.
"""

import json
import secrets
from datetime import datetime
from typing import Any

from storage.clock import seconds
from storage.engine import Connection, Row
from storage.tallies import Tallies
from storage.trail import Trail

NOBODY_S_NAME = "—"

PLACES = """
    SELECT x.id, x.person_id, x.session_id, x.places, x.state, x.attendance, x.word, s.starts_at, p.organisation_id,
        coalesce(s.booking_deadline_at, s.starts_at) AS closes_at,
        (SELECT max(at) FROM history WHERE reservation_id = x.id AND state = 'cancelled') AS cancelled_at
    FROM reservations x JOIN sessions s ON s.id = x.session_id JOIN people p ON p.id = x.person_id
"""
RANKS = """
    SELECT x.id, x.session_id, x.places, x.why, s.starts_at, p.organisation_id
    FROM waiting x JOIN sessions s ON s.id = x.session_id JOIN people p ON p.id = x.person_id
"""


class Counting:
    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._tallies = Tallies(connection)
        self._trail = Trail(connection)

    async def nobody(self, organisation_id: int) -> int:
        """The record that stands for everybody of this organisation who is no longer known."""
        await self._db.rows(
            "INSERT INTO people (id, organisation_id, name, created_at) VALUES (:id, :o, :name, 0)"
            " ON CONFLICT DO NOTHING",
            id=-organisation_id,
            o=organisation_id,
            name=NOBODY_S_NAME,
        )
        return -organisation_id

    async def past(self, which: str, now: datetime, **named: object) -> int:
        """The places and ranks (`x`) of sessions (`s`) and people (`p`) that `which` says become nobody's; how many.
        Whoever calls has ended what was live."""
        places = await self._db.rows(f"{PLACES} WHERE {which} ORDER BY x.id", **named)
        await self._tallies.keep_places(places, now)
        for row in places:
            await self._place(row, now)
        ranks = await self._db.rows(f"{RANKS} WHERE {which} ORDER BY x.id", **named)
        for row in ranks:
            await self._rank(row)
        await self._drop({row["id"] for row in places}, {row["id"] for row in ranks}, now)
        return len(places) + len(ranks)

    async def _place(self, row: Row, now: datetime) -> None:
        """Its last step is remembered: a list that the venue has already must be seen to have changed."""
        number, starts_at = _any_number(), row["starts_at"]
        await self._db.rows(
            "INSERT INTO reservations (id, session_id, person_id, places, state, requested_at, expires_at,"
            " attendance, word) VALUES (:id, :s, :p, :n, :state, :at, :at, :attendance, :word)",
            id=number,
            s=row["session_id"],
            p=await self.nobody(row["organisation_id"]),
            n=row["places"],
            state=row["state"],
            at=starts_at,
            attendance=row["attendance"],
            word=row["word"],
        )
        await self._db.rows(
            "INSERT INTO history (reservation_id, at, state) VALUES (:r, :at, :state)",
            r=number,
            at=_last_step_at(row, seconds(now)),
            state=row["state"],
        )

    async def _rank(self, row: Row) -> None:
        await self._db.rows(
            "INSERT INTO waiting (id, session_id, person_id, places, ranked_at, left_at, why)"
            " VALUES (:id, :s, :p, :n, :at, :at, :why)",
            id=_any_number(),
            s=row["session_id"],
            p=await self.nobody(row["organisation_id"]),
            n=row["places"],
            at=row["starts_at"],
            why=row["why"],
        )

    async def _drop(self, places: set[int], ranks: set[int], now: datetime) -> None:
        """The rows themselves, and whatever speaks of them; the trail is told how many seals open no more."""
        sealed = 0
        for number in places:
            await self._db.rows(
                "DELETE FROM letters WHERE about = :place OR about = :change",
                place=f"reservation:{number}",
                change=f"change:{number}",
            )
            steps = await self._db.rows("DELETE FROM history WHERE reservation_id = :id RETURNING salt", id=number)
            sealed += sum(bool(step["salt"]) for step in steps)
            for table in ("calls", "leavings", "sentences", "small_steps", "rehearsals"):
                await self._db.rows(f"DELETE FROM {table} WHERE reservation_id = :id", id=number)
            await self._db.rows("DELETE FROM reservations WHERE id = :id", id=number)
        for number in ranks:
            await self._db.rows("DELETE FROM letters WHERE about = :about", about=f"waiting:{number}")
            await self._db.rows("DELETE FROM waiting WHERE id = :id", id=number)
        await self._trail.forget(sealed, now)
        if places or ranks:
            await self._forget_in_edits(places, ranks)

    async def _forget_in_edits(self, places: set[int], ranks: set[int]) -> None:
        """The numbers of what is gone are taken out of what an outing was before it was changed."""
        for row in await self._db.rows("SELECT id, before FROM edits"):
            before = json.loads(row["before"])
            kept = without(before, places, ranks)
            if kept != before:
                words = json.dumps(kept, ensure_ascii=False)
                await self._db.rows("UPDATE edits SET before = :words WHERE id = :id", id=row["id"], words=words)


def _last_step_at(row: Row, now: int) -> int:
    """Not when it was; but what was given back in time still was."""
    starts_at: int = row["starts_at"]
    closes_at: int = min(row["closes_at"], starts_at)
    if row["cancelled_at"] is not None and row["cancelled_at"] < closes_at:
        return min(closes_at - 1, now)
    return min(starts_at, now)


def _any_number() -> int:
    return -1 - secrets.randbits(50)


def without(before: dict[str, Any], places: set[int], ranks: set[int]) -> dict[str, Any]:
    """An edit's memory, without these reservations and ranks."""
    return before | {
        "told": [it for it in before["told"] if it not in places],
        "held": [it for it in before.get("held", []) if it not in places],
        "ended": [it for it in before["ended"] if it[0] not in places],
        "left": [it for it in before["left"] if it not in ranks],
        "waiting": [it for it in before["waiting"] if it not in ranks],
    }
