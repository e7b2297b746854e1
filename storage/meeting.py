"""The shelves of the day itself: who said that they are there or home, and what went wrong."""

from datetime import datetime

from bot.domain.meeting import Concern, Problem, Step
from bot.domain.offers import Session
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row
from storage.offers import COLUMNS, TABLES, session_of

SELECT = f"""
    SELECT x.id AS problem_id, x.organisation_id, x.person_id, p.name AS person, x.what, x.words, x.at, x.taken_by,
    t.name AS taker, {COLUMNS} FROM problems x JOIN ({TABLES}) ON s.id = x.session_id
    JOIN people p ON p.id = x.person_id LEFT JOIN people t ON t.id = x.taken_by
"""


class Arrivals:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of(self, it: Session) -> dict[tuple[int, Step], datetime]:
        """On the date that the session has now: who said what, and when."""
        rows = await self._db.rows(
            "SELECT person_id, step, at FROM arrivals WHERE session_id = :s AND revision = :r", s=it.id, r=it.revision
        )
        return {(row["person_id"], Step(row["step"])): moment(row["at"]) for row in rows}

    async def say(self, it: Session, person_id: int, step: Step, now: datetime) -> None:
        """The first time counts."""
        await self._db.rows(
            "INSERT INTO arrivals (session_id, revision, person_id, step, at) VALUES (:s, :r, :p, :step, :now)"
            " ON CONFLICT DO NOTHING",
            s=it.id,
            r=it.revision,
            p=person_id,
            step=step.value,
            now=seconds(now),
        )


class Problems:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, problem_id: int) -> Problem:
        """Raises Gone."""
        row = await self._db.row(f"{SELECT} WHERE x.id = :id", id=problem_id)
        if row is None:
            raise Gone
        return _problem_of(row)

    async def waiting(self, session_id: int, person_id: int, what: Concern) -> int | None:
        """The one that they told already, and that nobody sees to yet."""
        row = await self._db.row(
            "SELECT id FROM problems WHERE session_id = :s AND person_id = :p AND what = :what AND taken_by IS NULL",
            s=session_id,
            p=person_id,
            what=what.value,
        )
        return row["id"] if row else None

    async def add(self, session_id: int, organisation_id: int, person_id: int, what: Concern, now: datetime) -> int:
        row = await self._db.one(
            "INSERT INTO problems (session_id, organisation_id, person_id, what, at)"
            " VALUES (:s, :o, :p, :what, :now) RETURNING id",
            s=session_id,
            o=organisation_id,
            p=person_id,
            what=what.value,
            now=seconds(now),
        )
        return int(row["id"])

    async def say(self, problem_id: int, words: str) -> None:
        await self._db.rows("UPDATE problems SET words = :words WHERE id = :id", id=problem_id, words=words)

    async def take(self, problem_id: int, by_id: int) -> bool:
        """False when somebody sees to it already."""
        rows = await self._db.rows(
            "UPDATE problems SET taken_by = :by WHERE id = :id AND taken_by IS NULL RETURNING id",
            id=problem_id,
            by=by_id,
        )
        return bool(rows)


def _problem_of(row: Row) -> Problem:
    return Problem(
        id=row["problem_id"],
        session=session_of(row),
        organisation_id=row["organisation_id"],
        person_id=row["person_id"],
        person=row["person"],
        what=Concern(row["what"]),
        at=moment(row["at"]),
        words=row["words"],
        taken_by=row["taken_by"],
        taker=row["taker"] or "",
    )
