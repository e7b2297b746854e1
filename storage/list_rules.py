"""The shelf of what bends the order of a waiting list, openly: an organisation's rule, a coordinator's override."""

from datetime import datetime

from bot.domain.waiting import Entry, Override
from storage.clock import moment
from storage.engine import Connection
from storage.trail import Decisions


class ListRules:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def override(self, entry: Entry, by: int, reason: str, now: datetime) -> None:
        facts = {"session_id": entry.session.id, "person_id": entry.person_id, "by_id": by, "reason": reason}
        await Decisions(self._db).add("overrides", now, **facts)

    async def overrides(self, session_id: int) -> list[Override]:
        """The log of one list, newest first."""
        rows = await self._db.rows(
            "SELECT v.at, v.reason, p.name AS person, p.organisation_id, b.name AS author FROM overrides v"
            " JOIN people p ON p.id = v.person_id JOIN people b ON b.id = v.by_id"
            " WHERE v.session_id = :s ORDER BY v.at DESC, v.id DESC",
            s=session_id,
        )
        return [
            Override(moment(it["at"]), it["person"], it["organisation_id"], it["author"], it["reason"]) for it in rows
        ]

    async def smaller_first(self, organisation_id: int) -> bool:
        """The organisation's rule: whether a smaller group may pass one that does not fit."""
        row = await self._db.one("SELECT smaller_first FROM organisations WHERE id = :id", id=organisation_id)
        return bool(row["smaller_first"])

    async def set_smaller_first(self, organisation_id: int, yes: bool) -> None:
        await self._db.rows(
            "UPDATE organisations SET smaller_first = :yes WHERE id = :id", id=organisation_id, yes=int(yes)
        )

    async def lists_of(self, organisation_id: int) -> list[int]:
        """The sessions that people of this organisation wait for."""
        rows = await self._db.rows(
            "SELECT DISTINCT w.session_id FROM waiting w JOIN people p ON p.id = w.person_id"
            " WHERE w.left_at IS NULL AND p.organisation_id = :o ORDER BY w.session_id",
            o=organisation_id,
        )
        return [row["session_id"] for row in rows]
