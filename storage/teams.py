"""The shelf of teams: the referents of an organisation, and what passes from one to another."""

from bot.domain.people import Role
from bot.domain.teams import Member
from storage.engine import Connection


class Teams:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def members(self, organisation_id: int) -> list[Member]:
        """The referents, in the order of the alphabet."""
        rows = await self._db.rows(
            "WITH asked AS (SELECT f.referent_id, count(*) AS n FROM reservations r JOIN people f ON f.id = r.person_id"
            " WHERE r.state = 'requested' GROUP BY f.referent_id)"
            " SELECT p.id, p.name, (SELECT count(*) FROM people f WHERE f.referent_id = p.id) AS people,"
            " coalesce(asked.n, 0) AS waiting"
            " FROM people p JOIN roles ON roles.person_id = p.id AND roles.role = 'referent'"
            " LEFT JOIN asked ON asked.referent_id = p.id WHERE p.organisation_id = :o ORDER BY p.name, p.id",
            o=organisation_id,
        )
        return [Member(row["id"], row["name"], row["people"], row["waiting"]) for row in rows]

    async def hand_over_people(self, was: int, to: int) -> None:
        """All but `to`, who cannot follow themselves (D7)."""
        await self._db.rows(
            "UPDATE people SET referent_id = :to WHERE referent_id = :was AND id <> :to", was=was, to=to
        )

    async def give_person(self, person_id: int, referent_id: int | None) -> None:
        await self._db.rows("UPDATE people SET referent_id = :r WHERE id = :id", id=person_id, r=referent_id)

    async def forget_backup(self, backup_id: int) -> None:
        """Those who had named this colleague have named nobody."""
        await self._db.rows("UPDATE people SET backup_id = NULL WHERE backup_id = :id", id=backup_id)

    async def revoke(self, person_id: int, role: Role) -> bool:
        """False when they do not have it."""
        rows = await self._db.rows(
            "DELETE FROM roles WHERE person_id = :id AND role = :role RETURNING person_id", id=person_id, role=role
        )
        return bool(rows)

    async def forget_account(self, person_id: int) -> None:
        """Of someone who is nothing here any more: the record stays, for what they decided."""
        await self._db.rows(
            "UPDATE people SET telegram_id = NULL, expects = NULL, digest_hour = NULL WHERE id = :id"
            " AND NOT EXISTS (SELECT 1 FROM roles WHERE person_id = :id)",
            id=person_id,
        )
