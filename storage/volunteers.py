"""The shelf of volunteers."""

from datetime import datetime

from bot.domain.refusals import Gone
from bot.domain.volunteers import Volunteer
from storage.clock import moment, seconds
from storage.engine import Connection, Row

SELECT = """
    SELECT v.*, p.name, p.organisation_id, p.telegram_id, p.agreed_at,
    inviter.name AS inviter, vetter.name AS vetter
    FROM volunteers v JOIN people p ON p.id = v.person_id
        LEFT JOIN people inviter ON inviter.id = v.invited_by LEFT JOIN people vetter ON vetter.id = v.vetted_by
"""


class Volunteers:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, person_id: int) -> Volunteer:
        """Raises Gone."""
        row = await self._db.row(f"{SELECT} WHERE v.person_id = :id", id=person_id)
        if row is None:
            raise Gone
        return _volunteer(row)

    async def of_house(self, organisation_id: int) -> list[Volunteer]:
        """In the order of the alphabet."""
        rows = await self._db.rows(f"{SELECT} WHERE p.organisation_id = :o ORDER BY p.name, p.id", o=organisation_id)
        return [_volunteer(row) for row in rows]

    async def add(self, person_id: int, invited_by: int) -> None:
        await self._db.rows(
            "INSERT INTO volunteers (person_id, invited_by) VALUES (:id, :by)", id=person_id, by=invited_by
        )

    async def pass_on(self, was: int, to: int) -> None:
        """Somebody known here opened the invitation that had a record of its own."""
        await self._db.rows("UPDATE volunteers SET person_id = :to WHERE person_id = :was", was=was, to=to)

    async def vet(self, person_id: int, by: int, now: datetime) -> bool:
        """False when somebody has. The two digits have served."""
        rows = await self._db.rows(
            "UPDATE volunteers SET vetted_by = :by, vetted_at = :now"
            " WHERE person_id = :id AND vetted_at IS NULL RETURNING person_id",
            id=person_id,
            by=by,
            now=seconds(now),
        )
        await self._db.rows(
            "UPDATE people SET number = NULL WHERE id = :id AND (referent_id IS NULL OR confirmed_at IS NOT NULL)",
            id=person_id,
        )
        return bool(rows)

    async def brief(self, person_id: int, now: datetime) -> None:
        """They have read it; the first time is remembered."""
        await self._db.rows(
            "UPDATE volunteers SET briefed_at = :now WHERE person_id = :id AND briefed_at IS NULL",
            id=person_id,
            now=seconds(now),
        )

    async def remove(self, person_id: int) -> bool:
        """False when they are none."""
        rows = await self._db.rows("DELETE FROM volunteers WHERE person_id = :id RETURNING person_id", id=person_id)
        return bool(rows)


def _volunteer(row: Row) -> Volunteer:
    return Volunteer(
        id=row["person_id"],
        name=row["name"],
        organisation_id=row["organisation_id"],
        arrived=row["telegram_id"] is not None,
        agreed=row["agreed_at"] is not None,
        inviter_id=row["invited_by"],
        inviter=row["inviter"] or "",
        vetter=row["vetter"] or "",
        vetted_at=moment(row["vetted_at"]),
        briefed_at=moment(row["briefed_at"]),
    )
