"""The shelf of the roll: who came."""

from datetime import datetime

from bot.domain.attendance import Attendance
from bot.domain.reservations import Reservation
from storage.clock import seconds
from storage.engine import Connection
from storage.reservations import SELECT, reservation_of

COMING = "r.state = 'approved' AND r.person_id > 0"
"""What has become nobody's has nobody left to tick."""


class Roll:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of_session(self, session_id: int) -> list[Reservation]:
        """Approved places of a session, in the order of the alphabet."""
        rows = await self._db.rows(f"{SELECT} WHERE r.session_id = :s AND {COMING} ORDER BY p.name, r.id", s=session_id)
        return [reservation_of(row) for row in rows]

    async def begun(self, since: datetime, until: datetime) -> list[Reservation]:
        """Approved places of the sessions that began after `since`, until `until`; the latest first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE {COMING} AND s.starts_at > :since AND s.starts_at <= :until"
            " ORDER BY s.starts_at DESC, s.id, r.id",
            since=seconds(since),
            until=seconds(until),
        )
        return [reservation_of(row) for row in rows]

    async def past(self, person_id: int, now: datetime, limit: int) -> list[Reservation]:
        """The outings that a person had places for, the latest first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE r.person_id = :p AND r.state = 'approved' AND s.starts_at <= :now"
            " ORDER BY s.starts_at DESC, r.id LIMIT :limit",
            p=person_id,
            now=seconds(now),
            limit=limit,
        )
        return [reservation_of(row) for row in rows]

    async def tick(self, reservation_id: int, to: Attendance, by_id: int, now: datetime) -> None:
        await self._db.rows(
            "UPDATE reservations SET attendance = :to, attended_at = :now, attended_by = :by"
            " WHERE id = :id AND state = 'approved'",
            id=reservation_id,
            to=to,
            by=by_id,
            now=seconds(now),
        )
