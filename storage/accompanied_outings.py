"""The shelf of accompanied outings: one organisation's group at one session, and who of the team comes along."""

from datetime import datetime

from bot.domain.accompanied_outings import AccompaniedOuting, Companion, Sign
from bot.domain.offers import Session
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row
from storage.offers import COLUMNS, TABLES, session_of
from storage.offers import SELECT as SESSIONS
from storage.reservations import LIVE

SELECT = f"""
    SELECT g.id AS outing_id, g.organisation_id, g.meeting_point, g.minutes_before, g.minimum, g.women_only, g.most,
    g.leader_id, g.made_by, g.sign, {COLUMNS} FROM accompanied_outings g JOIN ({TABLES}) ON s.id = g.session_id
"""

WANTED = f"""
    s.publication = 'published' AND s.starts_at > :now
    AND NOT EXISTS (SELECT 1 FROM reservations r WHERE r.session_id = s.id AND r.person_id = :p AND r.state IN {LIVE})
    AND NOT EXISTS (SELECT 1 FROM accompanied_outings g JOIN companions c ON c.outing_id = g.id
        WHERE g.session_id = s.id AND g.organisation_id = :o AND c.person_id = :p)
    AND (EXISTS (SELECT 1 FROM accompanied_outings g WHERE g.session_id = s.id AND g.organisation_id = :o
            AND g.minimum > (SELECT count(*) FROM companions c WHERE c.outing_id = g.id))
        OR (EXISTS (SELECT 1 FROM reservations r JOIN people p ON p.id = r.person_id WHERE r.session_id = s.id
                AND r.state = 'approved' AND r.wish = 'company' AND r.companion_id IS NULL AND p.organisation_id = :o)
            AND NOT EXISTS (SELECT 1 FROM accompanied_outings g WHERE g.session_id = s.id AND g.organisation_id = :o)))
"""
"""A group lacks companions, or people lack company where there is no group yet; not one's own outing."""


class AccompaniedOutings:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, outing_id: int) -> AccompaniedOuting:
        """Raises Gone."""
        row = await self._db.row(f"{SELECT} WHERE g.id = :id", id=outing_id)
        if row is None:
            raise Gone
        return await self._whole(row)

    async def of(self, session_id: int, organisation_id: int) -> AccompaniedOuting | None:
        row = await self._db.row(
            f"{SELECT} WHERE g.session_id = :s AND g.organisation_id = :o", s=session_id, o=organisation_id
        )
        return await self._whole(row) if row else None

    async def of_session(self, session_id: int) -> list[AccompaniedOuting]:
        """Of every house."""
        rows = await self._db.rows(f"{SELECT} WHERE g.session_id = :s ORDER BY g.id", s=session_id)
        return [await self._whole(row) for row in rows]

    async def of_companion(self, person_id: int, since: datetime) -> list[AccompaniedOuting]:
        """Those that begin after `since` and that they come along to, soonest first; cancelled ones too."""
        rows = await self._db.rows(
            f"{SELECT} WHERE s.starts_at > :since"
            " AND g.id IN (SELECT outing_id FROM companions WHERE person_id = :p) ORDER BY s.starts_at, s.id",
            since=seconds(since),
            p=person_id,
        )
        return [await self._whole(row) for row in rows]

    async def wanted(
        self, organisation_id: int, person_id: int, now: datetime, offset: int, limit: int
    ) -> list[Session]:
        """Where company of this organisation is looked for, and this person does not come along yet; soonest first."""
        rows = await self._db.rows(
            f"{SESSIONS} WHERE {WANTED} ORDER BY s.starts_at, s.id LIMIT :limit OFFSET :offset",
            o=organisation_id,
            p=person_id,
            now=seconds(now),
            limit=limit,
            offset=offset,
        )
        return [session_of(row) for row in rows]

    async def make(self, session_id: int, organisation_id: int, sign: Sign, by: int | None) -> AccompaniedOuting:
        """The group that is there already, or a new one with the defaults."""
        rows = await self._db.rows(
            "INSERT INTO accompanied_outings (session_id, organisation_id, sign, made_by) VALUES (:s, :o, :sign, :by)"
            " ON CONFLICT (session_id, organisation_id) DO UPDATE SET made_by = coalesce(accompanied_outings.made_by,"
            " excluded.made_by) RETURNING id",
            s=session_id,
            o=organisation_id,
            sign=sign.value,
            by=by,
        )
        return await self.get(rows[0]["id"])

    async def settle(self, it: AccompaniedOuting) -> None:
        """Write where and when it meets, for whom, and how many are needed."""
        await self._db.rows(
            "UPDATE accompanied_outings SET meeting_point = :point, minutes_before = :minutes, minimum = :minimum,"
            " women_only = :women, most = :most WHERE id = :id",
            id=it.id,
            point=it.meeting_point,
            minutes=it.minutes_before,
            minimum=it.minimum,
            women=int(it.women_only),
            most=it.most,
        )

    async def remove(self, outing_id: int) -> None:
        await self._db.rows("DELETE FROM companions WHERE outing_id = :id", id=outing_id)
        await self._db.rows("DELETE FROM accompanied_outings WHERE id = :id", id=outing_id)

    async def lead(self, outing_id: int, was: int | None, to: int | None) -> bool:
        """False when somebody else led."""
        rows = await self._db.rows(
            "UPDATE accompanied_outings SET leader_id = :to WHERE id = :id AND coalesce(leader_id, 0) = :was RETURNING id",
            id=outing_id,
            was=was or 0,
            to=to,
        )
        return bool(rows)

    async def join(self, outing_id: int, person_id: int, now: datetime) -> bool:
        """False when they come along already."""
        rows = await self._db.rows(
            "INSERT INTO companions (outing_id, person_id, taken_at) VALUES (:id, :p, :now)"
            " ON CONFLICT DO NOTHING RETURNING person_id",
            id=outing_id,
            p=person_id,
            now=seconds(now),
        )
        return bool(rows)

    async def leave(self, outing_id: int, person_id: int) -> bool:
        """False when they did not come along."""
        rows = await self._db.rows(
            "DELETE FROM companions WHERE outing_id = :id AND person_id = :p RETURNING person_id",
            id=outing_id,
            p=person_id,
        )
        return bool(rows)

    async def offer(self, outing_id: int, person_id: int, now: datetime) -> bool:
        """They ask for somebody to take over. False when they asked already, or do not come along."""
        rows = await self._db.rows(
            "UPDATE companions SET offered_at = :now WHERE outing_id = :id AND person_id = :p AND offered_at IS NULL"
            " RETURNING person_id",
            id=outing_id,
            p=person_id,
            now=seconds(now),
        )
        return bool(rows)

    async def keep(self, outing_id: int, person_id: int) -> bool:
        """They ask no more. False when they did not."""
        rows = await self._db.rows(
            "UPDATE companions SET offered_at = NULL WHERE outing_id = :id AND person_id = :p"
            " AND offered_at IS NOT NULL RETURNING person_id",
            id=outing_id,
            p=person_id,
        )
        return bool(rows)

    async def hand(self, outing_id: int, was: int, to: int, now: datetime) -> bool:
        """Somebody takes over. False when somebody else has, or nobody asks any more."""
        rows = await self._db.rows(
            "UPDATE companions SET person_id = :to, taken_at = :now, offered_at = NULL"
            " WHERE outing_id = :id AND person_id = :was AND offered_at IS NOT NULL RETURNING person_id",
            id=outing_id,
            was=was,
            to=to,
            now=seconds(now),
        )
        return bool(rows)

    async def _whole(self, row: Row) -> AccompaniedOuting:
        companions = await self._db.rows(
            "SELECT c.person_id, p.name, c.taken_at, c.offered_at FROM companions c"
            " JOIN people p ON p.id = c.person_id WHERE c.outing_id = :id ORDER BY c.taken_at, c.person_id",
            id=row["outing_id"],
        )
        return AccompaniedOuting(
            id=row["outing_id"],
            session=session_of(row),
            organisation_id=row["organisation_id"],
            sign=Sign(row["sign"]),
            meeting_point=row["meeting_point"],
            minutes_before=row["minutes_before"],
            minimum=row["minimum"],
            women_only=bool(row["women_only"]),
            most=row["most"],
            leader_id=row["leader_id"],
            made_by=row["made_by"],
            companions=tuple(_companion_of(each) for each in companions),
        )


def _companion_of(row: Row) -> Companion:
    return Companion(
        person_id=row["person_id"],
        name=row["name"],
        taken_at=moment(row["taken_at"]),
        offered_at=moment(row["offered_at"]),
    )
