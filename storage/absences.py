"""The shelf of absences: who answers for whom, and for how long."""

from datetime import datetime

from bot.domain.absences import Absence
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row

SELECT = """
    SELECT a.id, a.referent_id, r.name AS referent, a.colleague_id, c.name AS colleague, a.from_at, a.until_at
    FROM absences a JOIN people r ON r.id = a.referent_id JOIN people c ON c.id = a.colleague_id
"""


def _absence(row: Row) -> Absence:
    return Absence(
        id=row["id"],
        referent_id=row["referent_id"],
        referent=row["referent"],
        colleague_id=row["colleague_id"],
        colleague=row["colleague"],
        from_at=moment(row["from_at"]),
        until_at=moment(row["until_at"]),
    )


class Absences:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, absence_id: int) -> Absence:
        """Raises Gone."""
        row = await self._db.row(f"{SELECT} WHERE a.id = :id", id=absence_id)
        if row is None:
            raise Gone
        return _absence(row)

    async def of(self, referent_id: int, now: datetime) -> Absence | None:
        """The absence that has not ended: under way, or ahead."""
        row = await self._db.row(
            f"{SELECT} WHERE a.referent_id = :r AND a.until_at > :now ORDER BY a.from_at, a.id",
            r=referent_id,
            now=seconds(now),
        )
        return _absence(row) if row else None

    async def colleague(self, referent_id: int, now: datetime) -> int | None:
        """Who answers for this referent now; None when the referent is here."""
        row = await self._db.row(
            "SELECT colleague_id FROM absences WHERE referent_id = :r AND from_at <= :now AND until_at > :now"
            " ORDER BY id DESC",
            r=referent_id,
            now=seconds(now),
        )
        return int(row["colleague_id"]) if row else None

    async def add(self, referent_id: int, colleague_id: int, from_at: datetime, until_at: datetime) -> int:
        row = await self._db.one(
            "INSERT INTO absences (referent_id, colleague_id, from_at, until_at)"
            " VALUES (:r, :c, :since, :until) RETURNING id",
            r=referent_id,
            c=colleague_id,
            since=seconds(from_at),
            until=seconds(until_at),
        )
        return int(row["id"])

    async def end(self, referent_id: int, now: datetime) -> bool:
        """Back now: what was ahead is forgotten. False when there was none."""
        gone = await self._db.rows(
            "DELETE FROM absences WHERE referent_id = :r AND from_at >= :now RETURNING id",
            r=referent_id,
            now=seconds(now),
        )
        ended = await self._db.rows(
            "UPDATE absences SET until_at = :now WHERE referent_id = :r AND until_at > :now RETURNING id",
            r=referent_id,
            now=seconds(now),
        )
        return bool(gone or ended)

    async def redirect(self, was: int, to: int, now: datetime) -> list[int]:
        """Another colleague stands in from now on; which absences that changed."""
        rows = await self._db.rows(
            "UPDATE absences SET colleague_id = :to WHERE colleague_id = :was AND referent_id <> :to"
            " AND until_at > :now RETURNING id",
            was=was,
            to=to,
            now=seconds(now),
        )
        return [row["id"] for row in rows]
