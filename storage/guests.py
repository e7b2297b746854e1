"""The shelf of guest lists: who is approved for a session, and whether the venue was told."""

from datetime import datetime

from bot.domain.guests import Confirmation, Guest
from storage.clock import moment, seconds
from storage.engine import Connection


class Guests:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of_session(self, session_id: int) -> list[Guest]:
        """Approved places only."""
        rows = await self._db.rows(
            "SELECT p.name, p.organisation_id, o.name AS organisation, r.places FROM reservations r"
            " JOIN people p ON p.id = r.person_id JOIN organisations o ON o.id = p.organisation_id"
            " WHERE r.session_id = :s AND r.state = 'approved' ORDER BY o.name, o.id, p.name, r.id",
            s=session_id,
        )
        return [Guest(row["name"], row["organisation_id"], row["organisation"], row["places"]) for row in rows]

    async def confirmation(self, session_id: int) -> Confirmation | None:
        """Who told the venue, and whether the list has changed since; None when nobody has."""
        row = await self._db.row(
            "SELECT s.confirmed_at, p.name, EXISTS (SELECT 1 FROM history h JOIN reservations r"
            " ON r.id = h.reservation_id WHERE r.session_id = s.id AND h.at > s.confirmed_at"
            " AND h.state IN ('approved', 'cancelled')) AS changed"
            " FROM sessions s JOIN people p ON p.id = s.confirmed_by WHERE s.id = :s AND s.confirmed_at IS NOT NULL",
            s=session_id,
        )
        return Confirmation(moment(row["confirmed_at"]), row["name"], bool(row["changed"])) if row else None

    async def confirm(self, session_id: int, by_id: int, now: datetime) -> None:
        await self._db.rows(
            "UPDATE sessions SET confirmed_at = :now, confirmed_by = :by WHERE id = :s",
            s=session_id,
            by=by_id,
            now=seconds(now),
        )

    async def unconfirm(self, session_id: int) -> None:
        await self._db.rows("UPDATE sessions SET confirmed_at = NULL, confirmed_by = NULL WHERE id = :s", s=session_id)
