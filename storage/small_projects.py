"""The shelf of small projects: one that is the person's own, and one that their referent proposes."""

from datetime import datetime

from bot.domain.refusals import Gone
from bot.domain.small_project import SmallProject
from storage.clock import moment, seconds
from storage.engine import Connection, Row


def _project(row: Row) -> SmallProject:
    return SmallProject(
        id=row["id"],
        person_id=row["person_id"],
        words=row["words"],
        by_id=row["by_id"],
        person_yes_at=moment(row["person_yes_at"]),
        referent_yes_at=moment(row["referent_yes_at"]),
        shared_with=row["shared_with"],
    )


class SmallProjects:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, project_id: int) -> SmallProject:
        """Raises Gone."""
        row = await self._db.row("SELECT * FROM small_projects WHERE id = :id", id=project_id)
        if row is None:
            raise Gone
        return _project(row)

    async def of(self, person_id: int) -> SmallProject | None:
        row = await self._db.row(
            "SELECT * FROM small_projects WHERE person_id = :p AND person_yes_at IS NOT NULL", p=person_id
        )
        return _project(row) if row else None

    async def proposal(self, person_id: int) -> SmallProject | None:
        row = await self._db.row(
            "SELECT * FROM small_projects WHERE person_id = :p AND person_yes_at IS NULL", p=person_id
        )
        return _project(row) if row else None

    async def keep(self, person_id: int, words: str, now: datetime) -> None:
        """The person's own, for nobody else."""
        await self._db.rows(
            "INSERT INTO small_projects (person_id, words, by_id, said_at, person_yes_at)"
            " VALUES (:p, :words, :p, :now, :now)",
            p=person_id,
            words=words,
            now=seconds(now),
        )

    async def propose(self, person_id: int, words: str, by_id: int, now: datetime) -> int:
        """The referent's, who has agreed by proposing."""
        row = await self._db.one(
            "INSERT INTO small_projects (person_id, words, by_id, said_at, referent_yes_at, shared_with)"
            " VALUES (:p, :words, :by, :now, :now, :by) RETURNING id",
            p=person_id,
            words=words,
            by=by_id,
            now=seconds(now),
        )
        return int(row["id"])

    async def accept(self, project_id: int, now: datetime) -> bool:
        """By the person; False when it was answered. Whoever calls has dropped the former one."""
        rows = await self._db.rows(
            "UPDATE small_projects SET person_yes_at = :now WHERE id = :id AND person_yes_at IS NULL RETURNING id",
            id=project_id,
            now=seconds(now),
        )
        return bool(rows)

    async def show(self, project_id: int, referent_id: int) -> bool:
        """False when somebody may read it already."""
        rows = await self._db.rows(
            "UPDATE small_projects SET shared_with = :r WHERE id = :id AND shared_with IS NULL RETURNING id",
            id=project_id,
            r=referent_id,
        )
        return bool(rows)

    async def agree(self, project_id: int, referent_id: int, now: datetime) -> bool:
        """By the referent to whom it was shown; False when they had."""
        rows = await self._db.rows(
            "UPDATE small_projects SET referent_yes_at = :now"
            " WHERE id = :id AND shared_with = :r AND referent_yes_at IS NULL RETURNING id",
            id=project_id,
            r=referent_id,
            now=seconds(now),
        )
        return bool(rows)

    async def drop(self, project_id: int) -> bool:
        rows = await self._db.rows("DELETE FROM small_projects WHERE id = :id RETURNING id", id=project_id)
        return bool(rows)
