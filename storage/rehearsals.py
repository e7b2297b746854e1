"""The shelf of rehearsals: one question a place, one answer, one companion."""

from datetime import datetime

from bot.domain.rehearsals import Answer, Rehearsal
from storage.clock import seconds
from storage.engine import Connection


class Rehearsals:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of(self, reservation_id: int) -> Rehearsal | None:
        """None: not answered yet."""
        row = await self._db.row(
            "SELECT h.answer, h.companion_id, p.name FROM rehearsals h LEFT JOIN people p ON p.id = h.companion_id"
            " WHERE h.reservation_id = :r",
            r=reservation_id,
        )
        return Rehearsal(Answer(row["answer"]), row["companion_id"], row["name"] or "") if row else None

    async def add(self, reservation_id: int, answer: Answer, now: datetime) -> bool:
        """False when it was answered already."""
        rows = await self._db.rows(
            "INSERT INTO rehearsals (reservation_id, answer, at) VALUES (:r, :answer, :now)"
            " ON CONFLICT (reservation_id) DO NOTHING RETURNING reservation_id",
            r=reservation_id,
            answer=answer.value,
            now=seconds(now),
        )
        return bool(rows)

    async def take(self, reservation_id: int, companion_id: int) -> bool:
        """False when somebody else makes the way with them, or nobody is asked for."""
        rows = await self._db.rows(
            "UPDATE rehearsals SET companion_id = :c WHERE reservation_id = :r AND answer = 'company'"
            " AND companion_id IS NULL RETURNING reservation_id",
            r=reservation_id,
            c=companion_id,
        )
        return bool(rows)

    async def let_go(self, companion_id: int, now: datetime) -> list[int]:
        """Who was to go with them before an outing that is ahead needs somebody else; which places."""
        rows = await self._db.rows(
            "UPDATE rehearsals SET companion_id = NULL WHERE companion_id = :c AND reservation_id IN"
            " (SELECT r.id FROM reservations r JOIN sessions s ON s.id = r.session_id WHERE r.state = 'approved'"
            " AND s.starts_at > :now) RETURNING reservation_id",
            c=companion_id,
            now=seconds(now),
        )
        return sorted(row["reservation_id"] for row in rows)

    async def is_over(self, person_id: int, now: datetime) -> bool:
        """They said no once, or have been out alone."""
        row = await self._db.row(
            "SELECT 1 AS one FROM reservations r JOIN sessions s ON s.id = r.session_id"
            " LEFT JOIN rehearsals h ON h.reservation_id = r.id WHERE r.person_id = :p AND (h.answer = 'no'"
            " OR (r.state = 'approved' AND s.starts_at <= :now AND coalesce(r.wish, 'alone') = 'alone'"
            " AND coalesce(r.attendance, 'came') = 'came')) LIMIT 1",
            p=person_id,
            now=seconds(now),
        )
        return row is not None
