"""The shelf of reservations and of their history."""

from datetime import datetime

from bot.domain.attendance import Attendance
from bot.domain.company import Wish
from bot.domain.refusals import Gone
from bot.domain.reservations import Reservation, State, Word
from storage.clock import moment, seconds
from storage.engine import Connection, Row
from storage.offers import COLUMNS, TABLES, session_of
from storage.trail import Decisions

FIELDS = f"""
    r.id AS reservation_id, r.person_id, p.name AS person, p.referent_id, p.organisation_id, r.places, r.state,
    r.requested_at,
    r.decided_at, r.decided_by, d.name AS decider, r.reason, r.coming_at, r.word, r.decide_by, r.expires_at,
    r.made_by, m.name AS maker, r.attendance, h.actor_id AS moved_by, a.name AS mover,
    r.wish, r.companion_id, c.name AS companion, r.company_turn, {COLUMNS}
"""
SOURCES = f"""
    reservations r JOIN people p ON p.id = r.person_id LEFT JOIN people d ON d.id = r.decided_by
    JOIN ({TABLES}) ON s.id = r.session_id LEFT JOIN people m ON m.id = r.made_by
    LEFT JOIN history h ON h.id = (SELECT max(id) FROM history WHERE reservation_id = r.id)
    LEFT JOIN people a ON a.id = h.actor_id LEFT JOIN people c ON c.id = r.companion_id
"""
SELECT = f"SELECT {FIELDS} FROM {SOURCES}"

LIVE = "('offered', 'requested', 'approved')"


def reservation_of(row: Row) -> Reservation:
    return Reservation(
        id=row["reservation_id"],
        session=session_of(row),
        person_id=row["person_id"],
        person=row["person"],
        referent_id=row["referent_id"],
        places=row["places"],
        state=State(row["state"]),
        requested_at=moment(row["requested_at"]),
        decided_at=moment(row["decided_at"]),
        decided_by=row["decided_by"],
        decider=row["decider"] or "",
        reason=row["reason"],
        coming_at=moment(row["coming_at"]),
        word=Word(row["word"]) if row["word"] else None,
        decide_by=moment(row["decide_by"]),
        expires_at=moment(row["expires_at"]),
        made_by=row["made_by"],
        maker=row["maker"] or "",
        moved_by=row["moved_by"],
        mover=row["mover"] or "",
        organisation_id=row["organisation_id"],
        attendance=Attendance(row["attendance"]) if row["attendance"] else None,
        wish=Wish(row["wish"]) if row["wish"] else None,
        companion_id=row["companion_id"],
        companion=row["companion"] or "",
        company_turn=row["company_turn"],
    )


class Reservations:
    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._decisions = Decisions(connection)

    async def get(self, reservation_id: int) -> Reservation:
        """Raises Gone."""
        row = await self._db.row(f"{SELECT} WHERE r.id = :id", id=reservation_id)
        if row is None:
            raise Gone
        return reservation_of(row)

    async def live(self, person_id: int, session_id: int) -> Reservation | None:
        row = await self._db.row(
            f"{SELECT} WHERE r.person_id = :p AND r.session_id = :s AND r.state IN {LIVE}",
            p=person_id,
            s=session_id,
        )
        return reservation_of(row) if row else None

    async def coming_up(self, person_id: int, since: datetime) -> list[Reservation]:
        """Live ones of a person whose outing has not begun, soonest first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE r.person_id = :p AND r.state IN {LIVE} AND s.starts_at > :since"
            " ORDER BY s.starts_at, r.id",
            p=person_id,
            since=seconds(since),
        )
        return [reservation_of(row) for row in rows]

    async def has_any(self, person_id: int) -> bool:
        """Whether the person ever asked for anything."""
        return bool(await self._db.rows("SELECT 1 FROM reservations WHERE person_id = :p LIMIT 1", p=person_id))

    async def has_been_out(self, person_id: int, now: datetime) -> bool:
        """Whether an outing that they had a place for has begun."""
        row = await self._db.row(
            "SELECT 1 AS one FROM reservations r JOIN sessions s ON s.id = r.session_id WHERE r.person_id = :p"
            " AND r.state = 'approved' AND s.starts_at <= :now LIMIT 1",
            p=person_id,
            now=seconds(now),
        )
        return row is not None

    async def to_answer(self, referent_id: int) -> list[Reservation]:
        """Pending requests of the people this referent follows, most urgent first."""
        rows = await self._db.rows(
            f"{SELECT} WHERE p.referent_id = :r AND p.id <> :r AND r.state = 'requested' ORDER BY r.expires_at, r.id",
            r=referent_id,
        )
        return [reservation_of(row) for row in rows]

    async def late(self, organisation_id: int, now: datetime) -> list[Reservation]:
        """Pending requests in this organisation whose moment has passed, or that have no referent: others may answer."""
        rows = await self._db.rows(
            f"{SELECT} WHERE r.state = 'requested' AND (r.decide_by <= :now OR p.referent_id IS NULL)"
            " AND p.organisation_id = :o"
            " ORDER BY r.decide_by, r.id",
            now=seconds(now),
            o=organisation_id,
        )
        return [reservation_of(row) for row in rows]

    async def set_clock(self, reservation_id: int, decide_by: datetime, expires_at: datetime) -> None:
        await self._db.rows(
            "UPDATE reservations SET decide_by = :by, expires_at = :end WHERE id = :id AND state = 'requested'",
            id=reservation_id,
            by=seconds(decide_by),
            end=seconds(expires_at),
        )

    async def overdue(self, now: datetime) -> list[Reservation]:
        """Requests whose booking has closed without an answer."""
        rows = await self._db.rows(
            f"{SELECT} WHERE r.state = 'requested' AND r.expires_at <= :now ORDER BY r.expires_at, r.id",
            now=seconds(now),
        )
        return [reservation_of(row) for row in rows]

    async def next_expiry(self) -> datetime | None:
        row = await self._db.one("SELECT min(expires_at) AS at FROM reservations WHERE state = 'requested'")
        at: int | None = row["at"]
        return moment(at)

    async def add(
        self, session_id: int, person_id: int, places: int, expires_at: datetime, actor_id: int, now: datetime
    ) -> int:
        """Asked by the actor: the person, or somebody in their stead."""
        row = await self._db.one(
            "INSERT INTO reservations (session_id, person_id, places, state, requested_at, expires_at, made_by)"
            " VALUES (:s, :p, :n, 'requested', :now, :expires, :by) RETURNING id",
            by=None if actor_id == person_id else actor_id,
            s=session_id,
            p=person_id,
            n=places,
            now=seconds(now),
            expires=seconds(expires_at),
        )
        await self._remember(row["id"], State.REQUESTED, actor_id, now)
        return int(row["id"])

    async def move(self, it: Reservation, to: State, actor_id: int | None, now: datetime, reason: str = "") -> bool:
        """Compare and set (P4): False when the state is no longer the one that was read."""
        decided = to in (State.APPROVED, State.REFUSED)
        rows = await self._db.rows(
            "UPDATE reservations SET state = :to, reason = :reason, decided_at = coalesce(:at, decided_at),"
            " decided_by = coalesce(:by, decided_by) WHERE id = :id AND state = :was RETURNING id",
            id=it.id,
            was=it.state,
            to=to,
            reason=reason,
            at=seconds(now) if decided else None,
            by=actor_id if decided else None,
        )
        if rows:
            await self._remember(it.id, to, actor_id, now)
        return bool(rows)

    async def _remember(self, reservation_id: int, state: State, actor_id: int | None, now: datetime) -> None:
        await self._decisions.add("history", now, reservation_id=reservation_id, actor_id=actor_id, state=state.value)

    async def say_coming(self, reservation_id: int, now: datetime) -> None:
        await self._db.rows(
            "UPDATE reservations SET coming_at = :now WHERE id = :id AND state = 'approved'",
            id=reservation_id,
            now=seconds(now),
        )

    async def say_word(self, reservation_id: int, word: Word) -> None:
        await self._db.rows("UPDATE reservations SET word = :w WHERE id = :id", id=reservation_id, w=word)

    async def hold(
        self, session_id: int, person_id: int, places: int, expires_at: datetime, chain: datetime | None, now: datetime
    ) -> int:
        """A freed place, held for someone of the waiting list until they answer."""
        row = await self._db.one(
            "INSERT INTO reservations (session_id, person_id, places, state, requested_at, expires_at, freed_at)"
            " VALUES (:s, :p, :n, 'offered', :now, :expires, :chain) RETURNING id",
            s=session_id,
            p=person_id,
            n=places,
            now=seconds(now),
            expires=seconds(expires_at),
            chain=seconds(chain),
        )
        await self._remember(row["id"], State.OFFERED, None, now)
        return int(row["id"])

    async def hold_until(self, reservation_id: int, expires_at: datetime) -> None:
        """A held offer waits longer."""
        await self._db.rows(
            "UPDATE reservations SET expires_at = :at WHERE id = :id AND state = 'offered'",
            id=reservation_id,
            at=seconds(expires_at),
        )

    async def ask_from_hold(self, it: Reservation, expires_at: datetime, now: datetime) -> bool:
        """A held offer becomes a request, asked now; False when it is no longer held."""
        if not await self.move(it, State.REQUESTED, it.person_id, now):
            return False
        await self._db.rows(
            "UPDATE reservations SET requested_at = :now, expires_at = :at WHERE id = :id",
            id=it.id,
            now=seconds(now),
            at=seconds(expires_at),
        )
        return True

    async def unanswered(self, now: datetime) -> list[Reservation]:
        """Held offers whose time to answer is over."""
        rows = await self._db.rows(
            f"{SELECT} WHERE r.state = 'offered' AND r.expires_at <= :now ORDER BY r.expires_at, r.id", now=seconds(now)
        )
        return [reservation_of(row) for row in rows]
