"""The shelf of news: whose last sign of life was a while ago."""

from datetime import datetime

from bot.domain.people import Person
from storage.clock import seconds
from storage.engine import Connection
from storage.people import SELECT, people_of

HEARD = """
    p.confirmed_at >= :since OR coalesce(p.seen_at, 0) >= :since
    OR EXISTS (SELECT 1 FROM waiting w WHERE w.person_id = p.id AND w.ranked_at >= :since)
    OR EXISTS (SELECT 1 FROM reservations r JOIN sessions s ON s.id = r.session_id WHERE r.person_id = p.id
        AND (r.requested_at >= :since OR s.starts_at >= :since))
    OR EXISTS (SELECT 1 FROM calls c JOIN reservations r ON r.id = c.reservation_id WHERE r.person_id = p.id
        AND c.at >= :since)
"""
"""They tapped or wrote, something was asked or done with them, or they were called."""
FOLLOWED = "p.referent_id = :r AND p.id <> :r AND p.confirmed_at IS NOT NULL"


class News:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def none_since(self, referent_id: int, since: datetime, ever: datetime) -> list[Person]:
        """Confirmed people of this referent who were heard of after `ever`, and not after `since`."""
        heard = HEARD.replace(":since", ":ever")
        rows = await self._db.rows(
            f"{SELECT} WHERE {FOLLOWED} AND NOT ({HEARD}) AND ({heard}) ORDER BY p.name, p.id",
            r=referent_id,
            since=seconds(since),
            ever=seconds(ever),
        )
        return people_of(rows)
