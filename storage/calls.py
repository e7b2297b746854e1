"""The shelf of calls: what is ahead for the people of a referent, and when they were last called about it."""

from datetime import datetime

from bot.domain.calls import Line
from bot.domain.reminders import Stage
from storage.clock import moment, seconds
from storage.engine import Connection, Row
from storage.reservations import FIELDS, SOURCES, reservation_of

AHEAD = f"""
    SELECT {FIELDS}, p.telegram_id, p.confirmed_at, p.reachable,
        (SELECT max(c.at) FROM calls c WHERE c.reservation_id = r.id) AS called_at
    FROM {SOURCES}
"""


def _line(row: Row, stopped: dict[int, set[Stage]]) -> Line:
    return Line(
        it=reservation_of(row),
        has_account=row["telegram_id"] is not None and row["confirmed_at"] is not None,
        reachable=bool(row["reachable"]),
        stopped=frozenset(stopped.get(row["person_id"], ())),
        called_at=moment(row["called_at"]),
    )


class Calls:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def ahead(self, referent_id: int, now: datetime) -> list[Line]:
        """Approved places of the people this referent follows, for outings that have not begun, soonest first."""
        rows = await self._db.rows(
            f"{AHEAD} WHERE p.referent_id = :r AND p.id <> :r AND r.state = 'approved' AND s.starts_at > :now"
            " ORDER BY s.starts_at, p.name, r.id",
            r=referent_id,
            now=seconds(now),
        )
        stopped = await self._stopped(referent_id)
        return [_line(row, stopped) for row in rows]

    async def _stopped(self, referent_id: int) -> dict[int, set[Stage]]:
        rows = await self._db.rows(
            "SELECT st.person_id, st.stage FROM stopped_stages st JOIN people p ON p.id = st.person_id"
            " WHERE p.referent_id = :r",
            r=referent_id,
        )
        stopped: dict[int, set[Stage]] = {}
        for row in rows:
            stopped.setdefault(row["person_id"], set()).add(Stage(row["stage"]))
        return stopped

    async def tick(self, reservation_id: int, by_id: int, now: datetime) -> None:
        """« Appelé »."""
        await self._db.rows(
            "INSERT INTO calls (reservation_id, by_id, at) VALUES (:r, :by, :now)",
            r=reservation_id,
            by=by_id,
            now=seconds(now),
        )
