"""The shelf of what has been kept long enough: one line a table, by the register's own durations."""

from datetime import datetime

from bot.register import TABLES
from bot.register.kinds import Kept, Table
from storage.clock import seconds
from storage.counting import Counting
from storage.engine import Connection
from storage.tallies import Tallies
from storage.trail import SEALED, Trail

OF_OLD_SESSIONS = "session_id IN (SELECT id FROM sessions WHERE starts_at < :before)"
OF_OLD_PLACES = f"reservation_id IN (SELECT id FROM reservations WHERE person_id > 0 AND {OF_OLD_SESSIONS})"

DELETED = {
    "invitations": "expires_at < :before",
    "wrong_codes": "at < :before",
    "overrides": OF_OLD_SESSIONS,
    "arrivals": OF_OLD_SESSIONS,
    "problems": OF_OLD_SESSIONS,
    "companions": f"outing_id IN (SELECT id FROM accompanied_outings WHERE {OF_OLD_SESSIONS})",
    "accompanied_outings": OF_OLD_SESSIONS,
    "absences": "until_at < :before",
    "edits": "at < :before",
    "uploads": "at < :before",
    "notes": OF_OLD_SESSIONS,
    "letters": "closed_at < :before",
    "inbox": "received_at < :before AND state IN ('done', 'poison')",
    "nights": "at < :before",
    "permanences": "ended_at < :before",
}
"""Table → which of its rows go."""

COUNTED = {
    "reservations": f"person_id > 0 AND {OF_OLD_SESSIONS}",
    "waiting": f"person_id > 0 AND {OF_OLD_SESSIONS}",
}
"""Table → which of its rows become nobody's."""

WITH_THEM = dict.fromkeys(("history", "calls", "leavings", "sentences", "small_steps", "rehearsals"), OF_OLD_PLACES)
"""What was kept about such a place, and goes when it is nobody's."""

SILENT = """
    SELECT p.id FROM people p WHERE p.id > 0 AND p.created_at < :before
        AND coalesce(p.seen_at, 0) < :before AND coalesce(p.agreed_at, 0) < :before
        AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.person_id = p.id AND w.ranked_at >= :before)
        AND NOT EXISTS (SELECT 1 FROM reservations r JOIN sessions s ON s.id = r.session_id WHERE r.person_id = p.id
            AND (r.requested_at >= :before OR s.starts_at >= :before))
    ORDER BY p.id
"""
"""Nothing was heard of them, and nothing was asked for them, since."""

WITH_THE_PERSON = {
    "people",
    "roles",
    "stopped_stages",
    "standing_yes",
    "starts",
    "former_starts",
    "volunteers",
    "small_projects",
    "step_pauses",
}


class Retention:
    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._counting = Counting(connection)
        self._tallies = Tallies(connection)

    async def weigh(self, now: datetime) -> dict[str, int]:
        """Table → how many rows would go, where there are any; but for people."""
        found = {}
        for table in _ruled():
            which = (DELETED | COUNTED | WITH_THEM)[table.name]
            row = await self._db.one(
                f"SELECT count(*) AS n FROM {table.name} WHERE {which}", before=_before(table.kept, now)
            )
            found[table.name] = int(row["n"])
        return {name: n for name, n in found.items() if n}

    async def apply(self, now: datetime) -> None:
        """Let it go."""
        before = _before(Kept.OUTING, now)
        await self._counting.past("x.person_id > 0 AND s.starts_at < :before", now, before=before)
        await self._tallies.keep_reminders(_before(Kept.LETTER, now))
        for table in _ruled():
            if which := DELETED.get(table.name):
                await self._delete(table, which, now)

    async def _delete(self, table: Table, which: str, now: datetime) -> None:
        """Of sealed decisions, the trail is told how many."""
        before = _before(table.kept, now)
        if table.name in SEALED:
            row = await self._db.one(
                f"SELECT count(*) AS n FROM {table.name} WHERE {which} AND salt <> ''", before=before
            )
            await Trail(self._db).forget(row["n"], now)
        await self._db.rows(f"DELETE FROM {table.name} WHERE {which}", before=before)

    async def silent(self, now: datetime) -> list[int]:
        """People of whom nothing was heard for so long."""
        rows = await self._db.rows(SILENT, before=_before(Kept.CONTACT, now))
        return [row["id"] for row in rows]

    async def claim(self, what: str, now: datetime) -> bool:
        """What is done once, however many processes there are: true for the first who asks."""
        rows = await self._db.rows(
            "INSERT INTO nights (day, at) VALUES (:day, :now) ON CONFLICT (day) DO NOTHING RETURNING day",
            day=what,
            now=seconds(now),
        )
        return bool(rows)


def _ruled() -> list[Table]:
    """Tables whose rows have an age of their own."""
    return [it for it in TABLES if it.kept.span is not None and it.name not in WITH_THE_PERSON]


def _before(kept: Kept, now: datetime) -> int:
    return seconds(now - kept.after)
