"""The shelf of experiments. Once one is over, its numbers no longer say of which sessions they are."""

from collections import defaultdict
from datetime import datetime

from bot.domain.comparing import Counted
from bot.domain.experiments import Arm, Course, Experiment, Question
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row

GIVEN_BACK_AT = "(SELECT max(h.at) FROM history h WHERE h.reservation_id = r.id AND h.state = 'cancelled')"
CLOSES_AT = "CASE WHEN s.booking_deadline_at < s.starts_at THEN s.booking_deadline_at ELSE s.starts_at END"
WELL = (
    f"((r.state = 'approved' AND r.attendance = 'came') OR (r.state = 'cancelled' AND {GIVEN_BACK_AT} < {CLOSES_AT}))"
)
"""Used, or given back while another could still ask for it."""
KNOWN = "((r.state = 'approved' AND r.attendance IS NOT NULL) OR r.state = 'cancelled')"
"""Left out: what nobody has ticked."""

COUNT = f"""
    SELECT coalesce(sum(CASE WHEN {KNOWN} THEN r.places ELSE 0 END), 0) AS places,
        coalesce(sum(CASE WHEN {WELL} THEN r.places ELSE 0 END), 0) AS well
    FROM reservations r JOIN people p ON p.id = r.person_id JOIN sessions s ON s.id = r.session_id
    WHERE s.id = :session AND s.publication = 'published' AND p.organisation_id = :house
"""
"""Of one session, the places of one organisation; none where the outing was called off."""


class Experiments:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, experiment_id: int) -> Experiment:
        """Raises Gone."""
        row = await self._db.row("SELECT * FROM experiments WHERE id = :id", id=experiment_id)
        if row is None:
            raise Gone
        return await self._whole(row)

    async def running(self, organisation_id: int) -> Experiment | None:
        """Without what was counted."""
        row = await self._db.row(
            "SELECT * FROM experiments WHERE organisation_id = :o AND course = 'running'", o=organisation_id
        )
        return _experiment(row) if row else None

    async def all_running(self) -> list[Experiment]:
        rows = await self._db.rows("SELECT * FROM experiments WHERE course = 'running' ORDER BY id")
        return [await self._whole(row) for row in rows]

    async def over(self, organisation_id: int, limit: int) -> list[Experiment]:
        """Those that ended, the latest first; without what was counted."""
        rows = await self._db.rows(
            "SELECT * FROM experiments WHERE organisation_id = :o AND course <> 'running'"
            " ORDER BY ended_at DESC, id DESC LIMIT :n",
            o=organisation_id,
            n=limit,
        )
        return [_experiment(row) for row in rows]

    async def start(self, organisation_id: int, question: Question, planned: int, now: datetime) -> bool:
        """False while another runs."""
        rows = await self._db.rows(
            "INSERT INTO experiments (organisation_id, question, planned, started_at)"
            " VALUES (:o, :question, :planned, :now) ON CONFLICT DO NOTHING RETURNING id",
            o=organisation_id,
            question=question.value,
            planned=planned,
            now=seconds(now),
        )
        return bool(rows)

    async def end(self, experiment_id: int, course: Course, now: datetime) -> bool:
        """Once. What was drawn is forgotten; of what was counted the numbers stay, where there is a result to draw from
        them."""
        ended = await self._db.rows(
            "UPDATE experiments SET course = :course, ended_at = :now WHERE id = :id AND course = 'running' RETURNING id",
            id=experiment_id,
            course=course.value,
            now=seconds(now),
        )
        if ended:
            await self._db.rows(
                "DELETE FROM arms WHERE experiment_id = :id AND (:all = 1 OR coalesce(places, 0) = 0)",
                id=experiment_id,
                all=int(course is not Course.DONE),
            )
            await self._db.rows("UPDATE arms SET session_id = NULL WHERE experiment_id = :id", id=experiment_id)
        return bool(ended)

    async def draw(self, experiment_id: int, session_id: int, arm: Arm) -> None:
        """Once a session: what chance said first stands."""
        await self._db.rows(
            "INSERT INTO arms (experiment_id, session_id, arm) VALUES (:e, :s, :arm) ON CONFLICT DO NOTHING",
            e=experiment_id,
            s=session_id,
            arm=arm.value,
        )

    async def arm(self, organisation_id: int, session_id: int) -> tuple[Question, Arm] | None:
        """What the organisation asks now, and what chance drew for its people at that session. Of what is over no draw
        is left, but one that was drawn at the very moment it ended."""
        row = await self._db.row(
            "SELECT e.question, a.arm FROM arms a JOIN experiments e ON e.id = a.experiment_id"
            " WHERE a.session_id = :s AND e.organisation_id = :o AND e.course = 'running'",
            s=session_id,
            o=organisation_id,
        )
        return (Question(row["question"]), Arm(row["arm"])) if row else None

    async def count_begun(self, before: datetime) -> None:
        """Of sessions that began before, and are not counted yet: once, and for good."""
        drawn = await self._db.rows(
            "SELECT a.id, a.session_id, e.organisation_id FROM arms a JOIN experiments e ON e.id = a.experiment_id"
            " JOIN sessions s ON s.id = a.session_id"
            " WHERE e.course = 'running' AND a.places IS NULL AND s.starts_at <= :before ORDER BY a.id",
            before=seconds(before),
        )
        for row in drawn:
            found = await self._db.one(COUNT, session=row["session_id"], house=row["organisation_id"])
            await self._db.rows(
                "UPDATE arms SET places = :places, well = :well WHERE id = :id",
                id=row["id"],
                places=int(found["places"]),
                well=int(found["well"]),
            )

    async def _whole(self, row: Row) -> Experiment:
        counted: defaultdict[Arm, list[Counted]] = defaultdict(list)
        for it in await self._db.rows(
            "SELECT arm, places, well FROM arms WHERE experiment_id = :id AND places > 0 ORDER BY id", id=row["id"]
        ):
            counted[Arm(it["arm"])].append(Counted(it["places"], it["well"]))
        return _experiment(row, dict(counted))


def _experiment(row: Row, counted: dict[Arm, list[Counted]] | None = None) -> Experiment:
    return Experiment(
        id=row["id"],
        organisation_id=row["organisation_id"],
        question=Question(row["question"]),
        planned=row["planned"],
        started_at=moment(row["started_at"]),
        course=Course(row["course"]),
        ended_at=moment(row["ended_at"]),
        counted=counted or {},
    )
