"""The shelf of standing yes: given by a referent, ahead of the requests of one person."""

from datetime import datetime

from bot.domain.refusals import Gone
from bot.domain.standing import Genre, StandingYes
from storage.clock import moment, seconds
from storage.engine import Connection, Row


def _yes(row: Row) -> StandingYes:
    return StandingYes(
        id=row["id"],
        person_id=row["person_id"],
        given_by=row["given_by"],
        giver=row["giver"],
        given_at=moment(row["given_at"]),
        genre=row["genre"],
    )


class Standing:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of(self, person_id: int) -> list[StandingYes]:
        """Those that are given now, the one for every outing first."""
        rows = await self._db.rows(
            "SELECT y.*, g.name AS giver FROM standing_yes y JOIN people g ON g.id = y.given_by"
            " WHERE y.person_id = :p AND y.revoked_at IS NULL ORDER BY y.genre, y.id",
            p=person_id,
        )
        return [_yes(row) for row in rows]

    async def give(self, person_id: int, genre: str, by_id: int, now: datetime) -> None:
        """Given twice, it is there once."""
        await self._db.rows(
            "INSERT INTO standing_yes (person_id, genre, given_by, given_at) SELECT :p, :g, :by, :now"
            " WHERE NOT EXISTS (SELECT 1 FROM standing_yes WHERE person_id = :p AND genre = :g AND given_by = :by"
            " AND revoked_at IS NULL)",
            p=person_id,
            g=genre,
            by=by_id,
            now=seconds(now),
        )

    async def revoke(self, yes_id: int, person_id: int, now: datetime) -> bool:
        rows = await self._db.rows(
            "UPDATE standing_yes SET revoked_at = :now WHERE id = :id AND person_id = :p AND revoked_at IS NULL"
            " RETURNING id",
            id=yes_id,
            p=person_id,
            now=seconds(now),
        )
        return bool(rows)

    async def revoke_all_by(self, by_id: int, now: datetime) -> int:
        """Their author leaves. How many."""
        rows = await self._db.rows(
            "UPDATE standing_yes SET revoked_at = :now WHERE given_by = :by AND revoked_at IS NULL RETURNING id",
            by=by_id,
            now=seconds(now),
        )
        return len(rows)

    async def genres(self, since: datetime) -> list[Genre]:
        """The genres of what is still ahead."""
        rows = await self._db.rows(
            "SELECT min(o.id) AS offer_id, o.genre FROM offers o WHERE o.genre <> '' AND EXISTS"
            " (SELECT 1 FROM sessions s WHERE s.offer_id = o.id AND s.starts_at > :since)"
            " GROUP BY o.genre ORDER BY o.genre",
            since=seconds(since),
        )
        return [Genre(row["offer_id"], row["genre"]) for row in rows]

    async def genre_of(self, offer_id: int) -> str:
        """Raises Gone."""
        row = await self._db.row("SELECT genre FROM offers WHERE id = :id AND genre <> ''", id=offer_id)
        if row is None:
            raise Gone
        return str(row["genre"])
