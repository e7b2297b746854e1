"""The shelves of the way to an outing: timetables, where people set out from, and when they mean to leave."""

import base64
import hashlib
from datetime import date, datetime

from bot.domain.setting_out import FormerStart, Means, Start
from bot.ports import KeptTimetable
from storage.clock import moment, seconds
from storage.engine import Connection, Row


class Timetables:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def all(self) -> list[KeptTimetable]:
        """Without their content."""
        rows = await self._db.rows("SELECT name, digest, first_day, last_day, read_at FROM timetables ORDER BY name")
        return [
            KeptTimetable(
                row["name"],
                row["digest"],
                date.fromisoformat(row["first_day"]),
                date.fromisoformat(row["last_day"]),
                moment(row["read_at"]),
            )
            for row in rows
        ]

    async def content(self, digest: str) -> bytes:
        row = await self._db.sweeping.one("SELECT content FROM timetables WHERE digest = :d", d=digest)
        return base64.b64decode(row["content"])

    async def put(self, name: str, first_day: date, last_day: date, content: bytes, now: datetime) -> None:
        """In the place of the former one of that name. As text, because both databases keep it alike."""
        await self._db.rows(
            "INSERT INTO timetables (name, digest, first_day, last_day, read_at, content)"
            " VALUES (:name, :digest, :first, :last, :now, :content) ON CONFLICT (name) DO UPDATE SET"
            " digest = excluded.digest, first_day = excluded.first_day, last_day = excluded.last_day,"
            " read_at = excluded.read_at, content = excluded.content",
            name=name,
            digest=hashlib.sha256(content).hexdigest(),
            first=first_day.isoformat(),
            last=last_day.isoformat(),
            now=seconds(now),
            content=base64.b64encode(content).decode("ascii"),
        )

    async def remove(self, name: str) -> bool:
        return bool(await self._db.rows("DELETE FROM timetables WHERE name = :name RETURNING name", name=name))


def _start(row: Row) -> Start:
    return Start(row["stop"], row["stop_name"], frozenset(map(Means, row["means"].split())))


def _words(start: Start) -> str:
    """How they move, as it is kept."""
    return " ".join(sorted(start.means))


class Starts:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of(self, person_id: int) -> Start:
        """Nothing said yet is a start without a stop."""
        row = await self._db.row("SELECT * FROM starts WHERE person_id = :p", p=person_id)
        if row is None:
            return Start()
        return _start(row)

    async def put(self, person_id: int, start: Start) -> None:
        await self._db.rows(
            "INSERT INTO starts (person_id, stop, stop_name, means) VALUES (:p, :stop, :name, :means)"
            " ON CONFLICT (person_id) DO UPDATE SET"
            " stop = excluded.stop, stop_name = excluded.stop_name, means = excluded.means",
            p=person_id,
            stop=start.stop,
            name=start.name,
            means=_words(start),
        )

    async def forget(self, person_id: int) -> None:
        await self._db.rows("DELETE FROM starts WHERE person_id = :p", p=person_id)

    async def former(self, person_id: int) -> FormerStart | None:
        """None: nobody else has chosen since the person did."""
        row = await self._db.row(
            "SELECT f.*, b.name AS by_name FROM former_starts f JOIN people b ON b.id = f.by_id WHERE f.person_id = :p",
            p=person_id,
        )
        return None if row is None else FormerStart(_start(row), row["by_id"], row["by_name"])

    async def keep_former(self, person_id: int, by_id: int, now: datetime) -> None:
        """What there is now, before somebody else chooses; the first of several stays, whoever it was."""
        before = await self.of(person_id)
        await self._db.rows(
            "INSERT INTO former_starts (person_id, by_id, stop, stop_name, means, at)"
            " VALUES (:p, :by, :stop, :name, :means, :now)"
            " ON CONFLICT (person_id) DO UPDATE SET by_id = excluded.by_id, at = excluded.at",
            p=person_id,
            by=by_id,
            stop=before.stop,
            name=before.name,
            means=_words(before),
            now=seconds(now),
        )

    async def settle(self, person_id: int) -> None:
        """The start is the person's own again."""
        await self._db.rows("DELETE FROM former_starts WHERE person_id = :p", p=person_id)


class Leavings:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def of(self, reservation_id: int, revision: int) -> datetime | None:
        """What was said of the outing as it is now; said before it was moved, it counts no more."""
        row = await self._db.row(
            "SELECT leaves_at FROM leavings WHERE reservation_id = :r AND revision = :v", r=reservation_id, v=revision
        )
        return moment(row["leaves_at"]) if row else None

    async def put(self, reservation_id: int, revision: int, leaves_at: datetime) -> None:
        await self._db.rows(
            "INSERT INTO leavings (reservation_id, revision, leaves_at) VALUES (:r, :v, :at)"
            " ON CONFLICT (reservation_id) DO UPDATE SET revision = excluded.revision, leaves_at = excluded.leaves_at",
            r=reservation_id,
            v=revision,
            at=seconds(leaves_at),
        )
