"""The shelf of permanences. Hours are kept in minutes of the wall, days as ISO text."""

from collections import defaultdict
from datetime import date, datetime, time

from bot.domain.offers import Venue
from bot.domain.permanences import Hours, Permanence, Rhythm
from bot.domain.refusals import Gone
from storage.clock import seconds
from storage.engine import Connection, Row

SELECT = """
    SELECT m.*, coalesce(p.name, m.welcomer) AS welcomes, v.name AS venue_name, v.street, v.postcode, v.city,
        v.latitude, v.longitude, v.transit
    FROM permanences m LEFT JOIN venues v ON v.id = m.venue_id
        LEFT JOIN people p ON p.id = m.welcomer_id AND EXISTS
            (SELECT 1 FROM roles r WHERE r.person_id = p.id AND r.role IN ('referent', 'coordinator', 'volunteer'))
"""
"""Who has left the team welcomes nobody there any more."""


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _hours(row: Row) -> Hours:
    return Hours(time(*divmod(row["opens"], 60)), time(*divmod(row["closes"], 60)))


def _venue(row: Row) -> Venue | None:
    if row["venue_id"] is None:
        return None
    told = (row[name] for name in ("street", "postcode", "city", "latitude", "longitude", "transit"))
    return Venue(row["venue_id"], row["venue_name"], *told)


def _permanence(row: Row, days: dict[date, Hours | None]) -> Permanence:
    return Permanence(
        id=row["id"],
        organisation_id=row["organisation_id"],
        weekday=row["weekday"],
        hours=_hours(row),
        zone=row["zone"],
        first_day=date.fromisoformat(row["first_day"]),
        rhythm=Rhythm(row["rhythm"]),
        venue=_venue(row),
        welcomer=row["welcomes"],
        welcomer_id=row["welcomer_id"],
        days=days,
    )


class Permanences:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, permanence_id: int) -> Permanence:
        """Raises Gone."""
        found = await self._found("m.id", permanence_id)
        if not found:
            raise Gone
        return found[0]

    async def of_house(self, organisation_id: int) -> list[Permanence]:
        """Those that go on, in the order of the week."""
        return await self._found("m.organisation_id", organisation_id)

    async def _found(self, column: str, number: int) -> list[Permanence]:
        which = f"{column} = :n AND m.ended_at IS NULL"
        days: defaultdict[int, dict[date, Hours | None]] = defaultdict(dict)
        for row in await self._db.rows(
            f"SELECT d.* FROM permanence_days d JOIN permanences m ON m.id = d.permanence_id WHERE {which}", n=number
        ):
            days[row["permanence_id"]][date.fromisoformat(row["day"])] = (
                _hours(row) if row["opens"] is not None else None
            )
        rows = await self._db.rows(f"{SELECT} WHERE {which} ORDER BY m.weekday, m.opens, m.id", n=number)
        return [_permanence(row, days[row["id"]]) for row in rows]

    async def add(self, it: Permanence) -> int:
        row = await self._db.one(
            "INSERT INTO permanences (organisation_id, weekday, opens, closes, rhythm, first_day, zone)"
            " VALUES (:o, :weekday, :opens, :closes, :rhythm, :first, :zone) RETURNING id",
            o=it.organisation_id,
            zone=it.zone,
            **_recurring(it),
        )
        return int(row["id"])

    async def put(self, it: Permanence) -> None:
        """Everything but the days that differ."""
        await self._db.rows(
            "UPDATE permanences SET weekday = :weekday, opens = :opens, closes = :closes, rhythm = :rhythm,"
            " first_day = :first, venue_id = :venue, welcomer = :welcomer, welcomer_id = :who"
            " WHERE id = :id AND ended_at IS NULL",
            id=it.id,
            venue=it.venue.id if it.venue else None,
            welcomer="" if it.welcomer_id else it.welcomer,
            who=it.welcomer_id,
            **_recurring(it),
        )

    async def put_day(self, permanence_id: int, day: date, hours: Hours | None) -> None:
        """A day that differs; None: closed."""
        await self._db.rows(
            "INSERT INTO permanence_days (permanence_id, day, opens, closes) VALUES (:id, :day, :opens, :closes)"
            " ON CONFLICT (permanence_id, day) DO UPDATE SET opens = excluded.opens, closes = excluded.closes",
            id=permanence_id,
            day=day.isoformat(),
            opens=_minutes(hours.opens) if hours else None,
            closes=_minutes(hours.closes) if hours else None,
        )

    async def drop_day(self, permanence_id: int, day: date) -> None:
        """As usual again."""
        await self._db.rows(
            "DELETE FROM permanence_days WHERE permanence_id = :id AND day = :day",
            id=permanence_id,
            day=day.isoformat(),
        )

    async def end(self, permanence_id: int, now: datetime) -> bool:
        """Once."""
        rows = await self._db.rows(
            "UPDATE permanences SET ended_at = :now WHERE id = :id AND ended_at IS NULL RETURNING id",
            id=permanence_id,
            now=seconds(now),
        )
        await self._db.rows("DELETE FROM permanence_days WHERE permanence_id = :id", id=permanence_id)
        return bool(rows)

    async def reminders_of(self, person_id: int) -> dict[str, int]:
        """The reminders that they wished for and have not had yet: what it is about → the letter."""
        rows = await self._db.rows(
            "SELECT id, about FROM letters WHERE to_id = :p AND fate = 'waiting' AND kind = 'permanence_soon'",
            p=person_id,
        )
        return {row["about"]: row["id"] for row in rows}

    async def reminded_of(self, about: str) -> list[int]:
        """Who has read that reminder."""
        rows = await self._db.rows(
            "SELECT DISTINCT to_id FROM letters WHERE about = :about AND kind = 'permanence_soon'"
            " AND fate IN ('sent', 'unknown') ORDER BY to_id",
            about=about,
        )
        return [row["to_id"] for row in rows]

    async def turn(self, person_id: int, about: str) -> int:
        """How many reminders of it were written to them so far."""
        row = await self._db.one(
            "SELECT count(*) AS n FROM letters WHERE about = :about AND to_id = :p", about=about, p=person_id
        )
        return int(row["n"])


def _recurring(it: Permanence) -> dict[str, object]:
    return {
        "weekday": it.weekday,
        "opens": _minutes(it.hours.opens),
        "closes": _minutes(it.hours.closes),
        "rhythm": it.rhythm.value,
        "first": it.first_day.isoformat(),
    }
