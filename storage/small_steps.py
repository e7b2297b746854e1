"""The shelf of small steps: which places were asked for as one, and who wishes none to be proposed for a while."""

from datetime import datetime

from bot.domain.next_step import Stride
from storage.clock import moment, seconds
from storage.engine import Connection


class SmallSteps:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def mark(self, reservation_id: int, stride: Stride) -> None:
        await self._db.rows(
            "INSERT INTO small_steps (reservation_id, stride) VALUES (:r, :stride) ON CONFLICT DO NOTHING",
            r=reservation_id,
            stride=stride.value,
        )

    async def of_person(self, person_id: int) -> dict[int, Stride]:
        """Number of the place → what was new in it."""
        rows = await self._db.rows(
            "SELECT n.reservation_id, n.stride FROM small_steps n JOIN reservations r ON r.id = n.reservation_id"
            " WHERE r.person_id = :p",
            p=person_id,
        )
        return {row["reservation_id"]: Stride(row["stride"]) for row in rows}

    async def known(self, person_id: int, now: datetime) -> frozenset[int]:
        """Sessions ahead that they asked for already, whatever became of it, or wait for."""
        rows = await self._db.rows(
            "SELECT x.session_id FROM (SELECT session_id, person_id FROM reservations"
            " UNION SELECT session_id, person_id FROM waiting) x JOIN sessions s ON s.id = x.session_id"
            " WHERE x.person_id = :p AND s.starts_at > :now",
            p=person_id,
            now=seconds(now),
        )
        return frozenset(row["session_id"] for row in rows)

    async def pause(self, person_id: int, until: datetime) -> None:
        await self._db.rows(
            "INSERT INTO step_pauses (person_id, until_at) VALUES (:p, :until)"
            " ON CONFLICT (person_id) DO UPDATE SET until_at = excluded.until_at",
            p=person_id,
            until=seconds(until),
        )

    async def paused(self, person_id: int, now: datetime) -> bool:
        row = await self._db.row("SELECT until_at FROM step_pauses WHERE person_id = :p", p=person_id)
        return row is not None and moment(row["until_at"]) > now
