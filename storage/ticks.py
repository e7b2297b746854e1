"""The shelf of ticks: one number a door, a day and an organisation. It grows and shrinks in one sentence each, so that
two who count at once both count; it knows of no person."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.domain.offers import Session
from bot.domain.ticks import Door, Welcome
from storage.clock import seconds
from storage.engine import Connection
from storage.offers import SELECT, session_of

AT = "kind = :kind AND number = :number AND day = :day AND organisation_id = :o"
CALLED_OFF = "kind = 'open' AND number NOT IN (SELECT id FROM sessions WHERE publication = 'published')"


def _named(door: Door, organisation_id: int) -> dict[str, object]:
    return {"kind": door.kind.value, "number": door.number, "day": door.day.isoformat(), "o": organisation_id}


class Ticks:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of(self, door: Door, organisation_id: int) -> int:
        """0 where nobody was counted."""
        row = await self._db.row(f"SELECT n FROM ticks WHERE {AT}", **_named(door, organisation_id))
        return int(row["n"]) if row else 0

    async def add(self, door: Door, organisation_id: int, people: int) -> int:
        """How many there are now."""
        row = await self._db.one(
            "INSERT INTO ticks (kind, number, day, organisation_id, n) VALUES (:kind, :number, :day, :o, :people)"
            " ON CONFLICT (kind, number, day, organisation_id) DO UPDATE SET n = ticks.n + excluded.n RETURNING n",
            people=people,
            **_named(door, organisation_id),
        )
        return int(row["n"])

    async def take_back(self, door: Door, organisation_id: int) -> bool:
        """One less; False when there is none."""
        rows = await self._db.rows(
            f"UPDATE ticks SET n = n - 1 WHERE {AT} AND n >= 1 RETURNING n", **_named(door, organisation_id)
        )
        return bool(rows)

    async def counted(self, organisation_id: int, since: date) -> Mapping[Door, int]:
        """What an organisation has counted from that day on."""
        rows = await self._db.rows(
            "SELECT kind, number, day, n FROM ticks WHERE organisation_id = :o AND day >= :since",
            o=organisation_id,
            since=since.isoformat(),
        )
        return {Door(Welcome(it["kind"]), it["number"], date.fromisoformat(it["day"])): it["n"] for it in rows}

    async def open_sessions(self, since: datetime, until: datetime, limit: int) -> list[Session]:
        """Published sessions of open admission that begin after `since`, until `until`; the latest first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE s.publication = 'published' AND s.open_admission = 1"
            " AND s.starts_at > :since AND s.starts_at <= :until ORDER BY s.starts_at DESC, s.id LIMIT :limit",
            since=seconds(since),
            until=seconds(until),
            limit=limit,
        )
        return [session_of(row) for row in rows]

    async def sums(self, organisation_id: int | None, first_day: date, end_day: date) -> Mapping[Welcome, int]:
        """Everybody who was counted from the first day until before the end, by kind; None: of all organisations.
        A session that was called off counts nowhere."""
        rows = await self._db.rows(
            "SELECT kind, sum(n) AS n FROM ticks WHERE day >= :first AND day < :end"
            f" AND organisation_id = coalesce(:o, organisation_id) AND NOT ({CALLED_OFF}) GROUP BY kind",
            first=first_day.isoformat(),
            end=end_day.isoformat(),
            o=organisation_id,
        )
        return dict.fromkeys(Welcome, 0) | {Welcome(it["kind"]): int(it["n"]) for it in rows}
