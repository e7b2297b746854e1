"""The shelf of the waiting lists: who waits for which outing, in which order."""

from datetime import datetime

from bot.domain.refusals import Gone
from bot.domain.waiting import Entry, Why
from storage.clock import moment, seconds
from storage.engine import Connection, Row
from storage.offers import COLUMNS, TABLES, session_of

LIVE = "('offered', 'requested', 'approved')"

# An override counts until its person has had an offer or a request since.
OVERRIDE = """
    FROM overrides v WHERE v.session_id = w.session_id AND v.person_id = w.person_id AND v.at >= w.ranked_at
        AND NOT EXISTS (SELECT 1 FROM reservations since WHERE since.session_id = w.session_id
            AND since.person_id = w.person_id AND since.requested_at >= v.at)
        ORDER BY v.at, v.id LIMIT 1
"""
SELECT = f"""
    SELECT w.id AS entry_id, w.person_id, p.name AS person, p.organisation_id, p.referent_id, w.places,
        w.ranked_at, w.last_minute, w.approved_by, w.left_at, w.why, g.smaller_first,
        EXISTS (SELECT 1 FROM reservations r WHERE r.session_id = w.session_id AND r.person_id = w.person_id
            AND r.state IN {LIVE}) AS held,
        EXISTS (SELECT 1 FROM reservations r WHERE r.session_id = w.session_id AND r.person_id = w.person_id
            AND r.state IN ('declined', 'lapsed') AND r.freed_at = s.freed_at) AS passed,
        (SELECT v.at {OVERRIDE}) AS overridden_at,
        (SELECT v.reason {OVERRIDE}) AS reason, {COLUMNS}
    FROM waiting w JOIN people p ON p.id = w.person_id JOIN organisations g ON g.id = p.organisation_id
        JOIN ({TABLES}) ON s.id = w.session_id
"""
IN_ORDER = "ORDER BY CASE WHEN overridden_at IS NULL THEN 1 ELSE 0 END, overridden_at, ranked_at, entry_id"


def entry_of(row: Row) -> Entry:
    return Entry(
        id=row["entry_id"],
        session=session_of(row),
        person_id=row["person_id"],
        person=row["person"],
        organisation_id=row["organisation_id"],
        places=row["places"],
        ranked_at=moment(row["ranked_at"]),
        referent_id=row["referent_id"],
        last_minute=bool(row["last_minute"]),
        approved_by=row["approved_by"],
        lets_smaller_pass=bool(row["smaller_first"]),
        held=bool(row["held"]),
        passed=bool(row["passed"]) and row["overridden_at"] is None,
        reason=row["reason"] or "",
        left_at=moment(row["left_at"]),
        why=row["why"],
    )


class Waiting:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, entry_id: int) -> Entry:
        """Raises Gone."""
        row = await self._db.row(f"{SELECT} WHERE w.id = :id", id=entry_id)
        if row is None:
            raise Gone
        return entry_of(row)

    async def of(self, person_id: int, session_id: int) -> Entry | None:
        """The entry that is still waiting."""
        row = await self._db.row(
            f"{SELECT} WHERE w.person_id = :p AND w.session_id = :s AND w.left_at IS NULL", p=person_id, s=session_id
        )
        return entry_of(row) if row else None

    async def line(self, session_id: int) -> list[Entry]:
        """Everyone on the list, in order: overrides first, then as they came."""
        rows = await self._db.rows(
            f"SELECT * FROM ({SELECT} WHERE w.session_id = :s AND w.left_at IS NULL) line {IN_ORDER}", s=session_id
        )
        return [entry_of(row) for row in rows]

    async def of_person(self, person_id: int, since: datetime) -> list[Entry]:
        """The lists somebody waits on without a held offer, soonest outing first."""
        rows = await self._db.rows(
            f"SELECT * FROM ({SELECT} WHERE w.person_id = :p AND w.left_at IS NULL AND s.starts_at > :since) mine"
            " WHERE NOT held ORDER BY starts_at, entry_id",
            p=person_id,
            since=seconds(since),
        )
        return [entry_of(row) for row in rows]

    async def add(
        self, session_id: int, person_id: int, places: int, ranked_at: datetime, approved_by: int | None
    ) -> None:
        """Once: a second entry of the same person changes nothing."""
        await self._db.rows(
            "INSERT INTO waiting (session_id, person_id, places, ranked_at, approved_by)"
            " VALUES (:s, :p, :n, :at, :by) ON CONFLICT DO NOTHING",
            s=session_id,
            p=person_id,
            n=places,
            at=seconds(ranked_at),
            by=approved_by,
        )

    async def close(self, person_id: int, session_id: int, why: Why, now: datetime) -> bool:
        rows = await self._db.rows(
            "UPDATE waiting SET left_at = :now, why = :why WHERE person_id = :p AND session_id = :s"
            " AND left_at IS NULL RETURNING id",
            p=person_id,
            s=session_id,
            why=why,
            now=seconds(now),
        )
        return bool(rows)

    async def consent(self, entry_id: int, yes: bool) -> None:
        """To be told in the last hours too."""
        await self._db.rows("UPDATE waiting SET last_minute = :yes WHERE id = :id", id=entry_id, yes=int(yes))

    async def approve(self, entry_id: int, by: int | None) -> None:
        """The referent's yes before a place is free; None takes it back."""
        await self._db.rows(
            "UPDATE waiting SET approved_by = :by WHERE id = :id AND left_at IS NULL", id=entry_id, by=by
        )

    async def earlier_yes(self, person_id: int, session_id: int) -> int | None:
        """Who said yes for this person and outing, if that was the last word: an approved place was given back."""
        row = await self._db.row(
            "SELECT state, decided_by FROM reservations WHERE person_id = :p AND session_id = :s"
            " AND state IN ('cancelled', 'refused') ORDER BY id DESC LIMIT 1",
            p=person_id,
            s=session_id,
        )
        return row["decided_by"] if row and row["state"] == "cancelled" else None

    async def take_up_again(self, person_id: int, session_id: int, taken_at: datetime) -> bool:
        """Back where they were, for a freed place that was taken at that moment and came to nothing."""
        rows = await self._db.rows(
            "UPDATE waiting SET left_at = NULL, why = '' WHERE person_id = :p AND session_id = :s AND why = 'took'"
            " AND left_at = :at RETURNING id",
            p=person_id,
            s=session_id,
            at=seconds(taken_at),
        )
        return bool(rows)
