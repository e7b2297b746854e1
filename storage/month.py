"""The shelf of « Ce mois-ci »: what the people of a referent have ahead, from one moment to another."""

from datetime import datetime

from bot.domain.reservations import Reservation
from bot.domain.waiting import Entry
from storage import reservations, waiting
from storage.clock import seconds
from storage.engine import Connection

THEIRS = "p.referent_id = :r AND p.id <> :r AND s.starts_at > :since AND s.starts_at < :until"


class Month:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def places(self, referent_id: int, since: datetime, until: datetime) -> list[Reservation]:
        """Asked for, held for them or confirmed."""
        rows = await self._db.rows(
            f"{reservations.SELECT} WHERE {THEIRS} AND r.state IN {reservations.LIVE}",
            r=referent_id,
            since=seconds(since),
            until=seconds(until),
        )
        return [reservations.reservation_of(row) for row in rows]

    async def waits(self, referent_id: int, since: datetime, until: datetime) -> list[Entry]:
        """On a list, and nothing held for them."""
        rows = await self._db.rows(
            f"SELECT * FROM ({waiting.SELECT} WHERE {THEIRS} AND w.left_at IS NULL) theirs WHERE NOT held",
            r=referent_id,
            since=seconds(since),
            until=seconds(until),
        )
        return [waiting.entry_of(row) for row in rows]
