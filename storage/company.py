"""The shelf of company: how people wish to go, and who goes with them. Each change is compare-and-set, and a turn."""

from datetime import datetime

from bot.domain.company import Wish
from bot.domain.reservations import Reservation
from storage.clock import seconds
from storage.engine import Connection
from storage.reservations import SELECT, reservation_of

ACCOMPANIED = "r.companion_id = :c AND r.wish = 'company' AND r.state = 'approved'"

LED = """
    (SELECT g.leader_id FROM accompanied_outings g JOIN companions k ON k.outing_id = g.id AND k.person_id = :c
        WHERE g.session_id = r.session_id AND g.organisation_id = p.organisation_id)
"""
"""Who leads the group that they went along with."""


class Companies:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def wish(self, reservation_id: int, wish: Wish) -> bool:
        """False when that was wished already. Who was to come is still remembered by another wish, so that they can be
        told; who wishes for company again has none yet."""
        rows = await self._db.rows(
            "UPDATE reservations SET wish = :wish, company_turn = company_turn + 1,"
            " companion_id = CASE WHEN :wish = 'company' THEN NULL ELSE companion_id END"
            " WHERE id = :id AND coalesce(wish, '') <> :wish AND state IN ('requested', 'approved') RETURNING id",
            id=reservation_id,
            wish=wish.value,
        )
        return bool(rows)

    async def accompany(self, reservation_id: int, companion_id: int) -> bool:
        """False when somebody else does, or the person wishes otherwise."""
        rows = await self._db.rows(
            "UPDATE reservations SET wish = 'company', companion_id = :c, company_turn = company_turn + 1 WHERE id = :id"
            " AND state = 'approved' AND companion_id IS NULL AND coalesce(wish, 'company') = 'company' RETURNING id",
            id=reservation_id,
            c=companion_id,
        )
        return bool(rows)

    async def let_go(self, reservation_id: int, companion_id: int) -> bool:
        """False when they did not go with this person."""
        rows = await self._db.rows(
            "UPDATE reservations SET companion_id = NULL, company_turn = company_turn + 1 WHERE id = :id"
            " AND wish = 'company' AND companion_id = :c RETURNING id",
            id=reservation_id,
            c=companion_id,
        )
        return bool(rows)

    async def pass_on(self, reservation_id: int, companion_id: int, to: int) -> bool:
        """False when they did not go with this person."""
        rows = await self._db.rows(
            "UPDATE reservations SET companion_id = :to, company_turn = company_turn + 1 WHERE id = :id"
            " AND wish = 'company' AND companion_id = :c RETURNING id",
            id=reservation_id,
            c=companion_id,
            to=to,
        )
        return bool(rows)

    async def of(self, companion_id: int, session_id: int) -> list[Reservation]:
        """Who goes there with them."""
        rows = await self._db.rows(
            f"{SELECT} WHERE {ACCOMPANIED} AND r.session_id = :s ORDER BY p.name, r.id", c=companion_id, s=session_id
        )
        return [reservation_of(row) for row in rows]

    async def ahead(self, companion_id: int, now: datetime) -> list[Reservation]:
        """The places of everybody whom they were to go with, soonest first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE {ACCOMPANIED} AND s.starts_at > :now ORDER BY s.starts_at, r.id",
            c=companion_id,
            now=seconds(now),
        )
        return [reservation_of(row) for row in rows]

    async def past(self, companion_id: int, now: datetime, limit: int) -> list[Reservation]:
        """The places of everybody with whom they went out, as the one who led or beside them; the latest first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE r.state = 'approved' AND r.wish = 'company' AND s.starts_at <= :now"
            f" AND coalesce(r.attendance, 'came') = 'came' AND (r.companion_id = :c OR r.companion_id = {LED})"
            " ORDER BY s.starts_at DESC, s.id, p.name, r.id LIMIT :limit",
            c=companion_id,
            now=seconds(now),
            limit=limit,
        )
        return [reservation_of(row) for row in rows]

    async def lacking(self, session_id: int, organisation_id: int) -> list[Reservation]:
        """Approved people of this organisation who wish for company there and have nobody."""
        rows = await self._db.rows(
            f"{SELECT} WHERE r.session_id = :s AND r.state = 'approved' AND r.wish = 'company' AND r.companion_id IS NULL"
            " AND p.organisation_id = :o ORDER BY p.name, r.id",
            s=session_id,
            o=organisation_id,
        )
        return [reservation_of(row) for row in rows]
