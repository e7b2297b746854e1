"""The shelf of agendas that organisations follow. A day is kept as ISO text, on the town's wall."""

from datetime import date, datetime

from bot.domain.agendas import Agenda, WhyNot
from bot.domain.refusals import Gone
from storage.clock import moment, seconds
from storage.engine import Connection, Row

SELECT = "SELECT a.*, o.name AS house FROM agendas a JOIN organisations o ON o.id = a.organisation_id"


def _agenda(row: Row) -> Agenda:
    return Agenda(
        id=row["id"],
        organisation_id=row["organisation_id"],
        organisation=row["house"],
        url=row["url"],
        hour=row["hour"],
        read_at=moment(row["read_at"]),
        failures=row["failures"],
        why=WhyNot(row["why"]) if row["why"] else None,
        shown=frozenset(row["shown"].split()),
    )


class Agendas:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, agenda_id: int) -> Agenda:
        """Raises Gone."""
        row = await self._db.row(f"{SELECT} WHERE a.id = :id", id=agenda_id)
        if row is None:
            raise Gone
        return _agenda(row)

    async def all(self) -> list[Agenda]:
        return [_agenda(row) for row in await self._db.rows(f"{SELECT} ORDER BY a.id")]

    async def of_house(self, organisation_id: int) -> list[Agenda]:
        rows = await self._db.rows(f"{SELECT} WHERE a.organisation_id = :house ORDER BY a.id", house=organisation_id)
        return [_agenda(row) for row in rows]

    async def add(self, organisation_id: int, url: str, hour: int) -> int:
        """One that is followed already is read at the new hour from then on."""
        row = await self._db.one(
            "INSERT INTO agendas (organisation_id, url, hour) VALUES (:house, :url, :hour)"
            " ON CONFLICT (organisation_id, url) DO UPDATE SET hour = excluded.hour RETURNING id",
            house=organisation_id,
            url=url,
            hour=hour,
        )
        return int(row["id"])

    async def remove(self, agenda_id: int) -> bool:
        return bool(await self._db.rows("DELETE FROM agendas WHERE id = :id RETURNING id", id=agenda_id))

    async def due(self, day: date, hour: int) -> list[Agenda]:
        """Those whose hour has come, and that nobody has read on that day."""
        rows = await self._db.rows(
            f"{SELECT} WHERE a.day <> :day AND a.hour <= :hour ORDER BY a.id", day=day.isoformat(), hour=hour
        )
        return [_agenda(row) for row in rows]

    async def claim(self, agenda_id: int, day: date, now: datetime) -> bool:
        """Once a day, however many processes there are: true for the first who asks."""
        rows = await self._db.rows(
            "UPDATE agendas SET day = :day, read_at = :now WHERE id = :id AND day <> :day RETURNING id",
            id=agenda_id,
            day=day.isoformat(),
            now=seconds(now),
        )
        return bool(rows)

    async def was_read(self, agenda_id: int, shown: frozenset[str]) -> None:
        await self._db.rows(
            "UPDATE agendas SET failures = 0, why = '', shown = :shown WHERE id = :id",
            id=agenda_id,
            shown=" ".join(sorted(shown)),
        )

    async def failed(self, agenda_id: int, why: WhyNot) -> int:
        """How many times in a row; 0 when it is followed no more."""
        rows = await self._db.rows(
            "UPDATE agendas SET failures = failures + 1, why = :why WHERE id = :id RETURNING failures",
            id=agenda_id,
            why=why,
        )
        return int(rows[0]["failures"]) if rows else 0
