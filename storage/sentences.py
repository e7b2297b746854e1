"""The shelf of sentences that people keep about their outings, for themselves."""

from datetime import datetime

from storage.clock import seconds
from storage.engine import Connection


class Sentences:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of_person(self, person_id: int) -> dict[int, str]:
        """Number of the place → what they wrote of it."""
        rows = await self._db.rows(
            "SELECT n.reservation_id, n.words FROM sentences n JOIN reservations r ON r.id = n.reservation_id"
            " WHERE r.person_id = :p",
            p=person_id,
        )
        return {row["reservation_id"]: row["words"] for row in rows}

    async def put(self, reservation_id: int, words: str, now: datetime) -> None:
        """In the place of the former one."""
        await self._db.rows(
            "INSERT INTO sentences (reservation_id, words, at) VALUES (:r, :words, :now)"
            " ON CONFLICT (reservation_id) DO UPDATE SET words = excluded.words, at = excluded.at",
            r=reservation_id,
            words=words,
            now=seconds(now),
        )

    async def drop(self, reservation_id: int) -> None:
        await self._db.rows("DELETE FROM sentences WHERE reservation_id = :r", r=reservation_id)
