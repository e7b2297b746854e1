"""The shelf of freed places: the chain that passes them on, and the moments when time itself changes something."""

from datetime import datetime

from bot.domain.waiting import LAST_MINUTE, Entry
from storage.clock import moment, seconds
from storage.engine import Connection
from storage.waiting import SELECT, entry_of

CLOSES = "CASE WHEN s.booking_deadline_at < s.starts_at THEN s.booking_deadline_at ELSE s.starts_at END"
# Places that are free in the last hours, and nobody has been told yet.
UNTOLD = f"""
    s.id = w.session_id AND w.left_at IS NULL AND s.publication = 'published' AND (s.open_admission = 1 OR s.taken < s.capacity)
    AND coalesce(s.freed_at, 0) < s.starts_at - :hours AND {CLOSES} > s.starts_at - :hours
"""
# From those who wait to their outings, never the other way round.
WAITED_FOR = "waiting w CROSS JOIN sessions s"
LAST_HOURS = int(LAST_MINUTE.total_seconds())


class Freed:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def chain(self, session_id: int) -> datetime | None:
        """The key of the chain that runs."""
        row = await self._db.row("SELECT freed_at FROM sessions WHERE id = :id", id=session_id)
        return moment(row["freed_at"]) if row and row["freed_at"] else None

    async def start_chain(self, session_id: int, now: datetime) -> None:
        """A place was freed: everyone is a candidate again. Offers that are held go on in the new chain."""
        row = await self._db.one(
            "UPDATE sessions SET freed_at = CASE WHEN freed_at >= :now THEN freed_at + 1 ELSE :now END"
            " WHERE id = :id RETURNING freed_at",
            id=session_id,
            now=seconds(now),
        )
        await self._db.rows(
            "UPDATE reservations SET freed_at = :chain WHERE session_id = :id AND state = 'offered'",
            id=session_id,
            chain=row["freed_at"],
        )

    async def over(self, now: datetime) -> list[Entry]:
        """Those still waiting for what can no longer be asked for."""
        rows = await self._db.rows(
            f"{SELECT} WHERE w.left_at IS NULL AND {CLOSES} <= :now ORDER BY w.id", now=seconds(now)
        )
        return [entry_of(row) for row in rows]

    async def untold(self, now: datetime) -> list[int]:
        """Sessions whose last hours have begun with free places that the list was not told of."""
        rows = await self._db.rows(
            f"SELECT DISTINCT s.id FROM {WAITED_FOR} WHERE {UNTOLD} AND s.starts_at - :hours <= :now ORDER BY s.id",
            hours=LAST_HOURS,
            now=seconds(now),
        )
        return [row["id"] for row in rows]

    async def next_moment(self) -> datetime | None:
        """When time itself next changes something: an answer is due, a booking closes, the last hours begin."""
        row = await self._db.one(
            "SELECT min(at) AS at FROM (SELECT min(expires_at) AS at FROM reservations WHERE state = 'offered'"
            f" UNION ALL SELECT min({CLOSES}) FROM {WAITED_FOR} WHERE s.id = w.session_id AND w.left_at IS NULL"
            f" UNION ALL SELECT min(s.starts_at - :hours) FROM {WAITED_FOR} WHERE {UNTOLD}) moments",
            hours=LAST_HOURS,
        )
        at: int | None = row["at"]
        return moment(at)
