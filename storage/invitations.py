"""The shelf of invitations: codes are kept hashed only (D4)."""

from datetime import datetime, timedelta

from bot.domain.people import Role
from storage.clock import seconds
from storage.engine import Connection


class Invitations:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def add(
        self, person_id: int, role: Role, long_hash: str, short_hash: str | None, expires_at: datetime
    ) -> None:
        """The newest invitation of a record is its only one."""
        await self._db.rows("UPDATE invitations SET used_at = 0 WHERE person_id = :p AND used_at IS NULL", p=person_id)
        await self._db.rows(
            "INSERT INTO invitations (person_id, role, long_hash, short_hash, expires_at)"
            " VALUES (:p, :role, :long, :short, :expires)",
            p=person_id,
            role=role,
            long=long_hash,
            short=short_hash,
            expires=seconds(expires_at),
        )

    async def use(self, hashed: str, now: datetime) -> tuple[int, Role] | None:
        """Spend the code: the record and role that it opens. None for wrong, used and expired alike."""
        row = await self._db.row(
            "UPDATE invitations SET used_at = :now WHERE (long_hash = :h OR short_hash = :h)"
            " AND used_at IS NULL AND expires_at > :now RETURNING person_id, role",
            h=hashed,
            now=seconds(now),
        )
        return (row["person_id"], Role(row["role"])) if row else None

    async def note_wrong(self, telegram_id: int, now: datetime) -> None:
        await self._db.rows("DELETE FROM wrong_codes WHERE at <= :old", old=seconds(now - timedelta(hours=1)))
        await self._db.rows(
            "INSERT INTO wrong_codes (telegram_id, at) VALUES (:t, :now)", t=telegram_id, now=seconds(now)
        )

    async def wrong_in_the_hour(self, telegram_id: int, now: datetime) -> int:
        row = await self._db.one(
            "SELECT count(*) AS n FROM wrong_codes WHERE telegram_id = :t AND at > :old",
            t=telegram_id,
            old=seconds(now - timedelta(hours=1)),
        )
        return int(row["n"])
