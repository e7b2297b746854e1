"""The shelf of changes: what an edit writes over an outing, and whom it concerns."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.offers import Offer, Session
from bot.domain.reservations import Reservation, State
from storage.clock import seconds
from storage.engine import Connection
from storage.offers import SELECT, session_of
from storage.reservations import SELECT as RESERVATIONS
from storage.reservations import reservation_of as reservation_of
from storage.trail import Decisions

USED = """(SELECT count(*) FROM reservations WHERE session_id = s.id) + (SELECT count(*) FROM waiting WHERE session_id = s.id)
    + (SELECT count(*) FROM overrides WHERE session_id = s.id)
    + (SELECT count(*) FROM accompanied_outings WHERE session_id = s.id)"""
DROPPED = f"s.publication = 'cancelled' AND {USED} = 0"
"""Cancelled before anybody asked, waited or was let in."""


class Changes:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def live(self, session_id: int) -> list[Reservation]:
        """Reservations that hold places there, in the order they were asked for."""
        rows = await self._db.rows(
            f"{RESERVATIONS} WHERE r.session_id = :s AND r.state IN ('offered', 'requested', 'approved') ORDER BY r.id",
            s=session_id,
        )
        return [reservation_of(row) for row in rows]

    async def of_offer(self, offer_id: int, since: datetime) -> list[Session]:
        """Sessions to come of an offer, drafts too, cancelled ones left out."""
        rows = await self._db.rows(
            f"{SELECT} WHERE s.offer_id = :o AND s.publication <> 'cancelled' AND s.starts_at > :since"
            " ORDER BY s.starts_at",
            o=offer_id,
            since=seconds(since),
        )
        return [session_of(row) for row in rows]

    async def at(self, offer_id: int, starts_at: datetime) -> int | None:
        """The session of that offer that stands at that moment; a draft that was dropped does not."""
        row = await self._db.row(
            f"SELECT id FROM sessions s WHERE offer_id = :o AND starts_at = :at AND NOT ({DROPPED})",
            o=offer_id,
            at=seconds(starts_at),
        )
        return row["id"] if row else None

    async def make_room(self, offer_id: int, starts_at: datetime) -> None:
        """A dropped draft gives its moment up."""
        rows = await self._db.rows(
            f"SELECT id FROM sessions s WHERE offer_id = :o AND starts_at = :at AND {DROPPED}",
            o=offer_id,
            at=seconds(starts_at),
        )
        for row in rows:
            await self.remove(row["id"])

    async def put_session(self, it: Session, told: bool) -> bool:
        """Write when it is, and how many places; `told` raises the revision. False when the revision that was read
        is no longer the row's, or fewer places would be left than are taken (P5)."""
        rows = await self._db.rows(
            "UPDATE sessions SET starts_at = :starts, ends_at = :ends, doors_at = :doors,"
            " booking_deadline_at = :deadline, publication = :publication, capacity = :capacity,"
            " open_admission = :free, revision = revision + :told"
            " WHERE id = :id AND revision = :revision AND (:free = 1 OR taken <= coalesce(:capacity, 0)) RETURNING id",
            id=it.id,
            starts=seconds(it.starts_at),
            ends=seconds(it.ends_at),
            doors=seconds(it.doors_at),
            deadline=seconds(it.booking_deadline_at),
            publication=it.publication,
            capacity=it.capacity,
            free=int(it.open_admission),
            told=int(told),
            revision=it.revision,
        )
        return bool(rows)

    async def ask_the_venue_again(self, session_id: int) -> None:
        """What the venue confirmed was another date."""
        await self._db.rows(
            "UPDATE sessions SET confirmed_at = NULL, confirmed_by = NULL WHERE id = :id", id=session_id
        )

    async def put_offer(self, it: Offer) -> None:
        await self._db.rows(
            "UPDATE offers SET venue_id = :venue, title = :title, summary = :summary, easy = :easy, genre = :genre,"
            " organiser = :organiser, audience = :audience, min_age = :age, entry = :entry,"
            " step_free = :step_free, hearing_loop = :hearing, french_not_needed = :french, families = :families,"
            " accompanied = :accompanied WHERE id = :id",
            id=it.id,
            venue=it.venue.id,
            title=it.title,
            summary=it.summary,
            easy=it.easy,
            genre=it.genre,
            organiser=it.organiser,
            audience=it.audience,
            age=it.min_age,
            entry=it.entry,
            step_free=_flag(it.step_free),
            hearing=_flag(it.hearing_loop),
            french=_flag(it.french_not_needed),
            families=_flag(it.families),
            accompanied=_flag(it.accompanied),
        )

    async def revive(self, reservation_id: int, state: State, by_id: int, now: datetime) -> bool:
        """Take back a calling off that nobody has read; the decision stays whose it was."""
        rows = await self._db.rows(
            "UPDATE reservations SET state = :state WHERE id = :id AND state = 'called_off' RETURNING places, session_id",
            id=reservation_id,
            state=state,
        )
        if not rows:
            return False
        await self._db.rows(
            "UPDATE sessions SET taken = taken + :n WHERE id = :id", n=rows[0]["places"], id=rows[0]["session_id"]
        )
        facts = {"reservation_id": reservation_id, "actor_id": by_id, "state": state.value}
        await Decisions(self._db).add("history", now, **facts)
        return True

    async def leave_list(self, rank_id: int, now: datetime, why: str) -> None:
        await self._db.rows(
            "UPDATE waiting SET left_at = :now, why = :why WHERE id = :id AND left_at IS NULL",
            id=rank_id,
            now=seconds(now),
            why=why,
        )

    async def rejoin_list(self, rank_id: int) -> None:
        """With the rank that it had."""
        await self._db.rows("UPDATE waiting SET left_at = NULL, why = '' WHERE id = :id", id=rank_id)

    async def used(self, session_ids: Iterable[int]) -> bool:
        """Whether anybody ever asked, waited or wrote there: then the session is no longer only ours to remove."""
        for number in session_ids:
            row = await self._db.one(f"SELECT {USED} AS n FROM sessions s WHERE s.id = :s", s=number)
            if row["n"]:
                return True
        return False

    async def remove(self, session_id: int) -> None:
        """A session that nobody has used, and its offer when it was the only one."""
        await self._db.rows("DELETE FROM notes WHERE session_id = :id", id=session_id)
        rows = await self._db.rows("DELETE FROM sessions WHERE id = :id RETURNING offer_id", id=session_id)
        for row in rows:
            await self._db.rows(
                "DELETE FROM offers WHERE id = :o AND NOT EXISTS (SELECT 1 FROM sessions WHERE offer_id = :o)",
                o=row["offer_id"],
            )


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)
