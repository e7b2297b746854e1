"""The shelf of erasures (M2): a person's rows go, and a journal keeps the number of the record, for the day when an older
backup is restored."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.people import Person
from storage.clock import moment, seconds
from storage.counting import Counting
from storage.engine import Connection, Row
from storage.tallies import Tallies
from storage.trail import ERASED, Trail

OF_THE_PERSON = (
    "standing_yes",
    "stopped_stages",
    "roles",
    "invitations",
    "starts",
    "former_starts",
    "companions",
    "arrivals",
    "problems",
    "volunteers",
    "small_projects",
    "step_pauses",
)
"""Tables with a `person_id` whose rows go."""

BY_THE_PERSON = {
    "reservations": ("decided_by", "made_by", "attended_by", "companion_id"),
    "calls": ("by_id",),
    "uploads": ("by_id",),
    "notes": ("by_id",),
    "problems": ("taken_by",),
    "sessions": ("confirmed_by",),
    "accompanied_outings": ("leader_id", "made_by"),
    "volunteers": ("invited_by", "vetted_by"),
    "permanences": ("welcomer_id",),
    "rehearsals": ("companion_id",),
}
"""What somebody who worked here has done: it was nobody."""

DECIDED_BY_THE_PERSON = {"history": "actor_id", "overrides": "by_id", "edits": "by_id"}
"""The same, of sealed decisions: they open no more."""

LETTERS = """
    DELETE FROM letters WHERE to_id = :id OR about = :person OR (kind = 'handed_over' AND args = :number)
    OR about IN (SELECT 'absence:' || id FROM absences WHERE referent_id = :id OR colleague_id = :id)
    OR about IN (SELECT 'problem:' || id FROM problems WHERE person_id = :id)
"""


class Erasures:
    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._counting = Counting(connection)
        self._tallies = Tallies(connection)
        self._trail = Trail(connection)

    async def forget(self, it: Person, now: datetime) -> None:
        """Every trace of them; the journal remembers the number. Whoever calls has ended what was live."""
        await self._counting.past("x.person_id = :id", now, id=it.id)
        await self._db.rows(LETTERS, id=it.id, person=f"person:{it.id}", number=str(it.id))
        let_go = await self._db.rows("DELETE FROM overrides WHERE person_id = :id RETURNING salt", id=it.id)
        for table in OF_THE_PERSON:
            await self._db.rows(f"DELETE FROM {table} WHERE person_id = :id", id=it.id)
        await self._tallies.keep_load(it.id, now)
        let_go += await self._forget_work(it)
        await self._trail.forget(sum(bool(row["salt"]) for row in let_go), now)
        await self._trail.add(ERASED, 0, "", now)
        await self._db.rows("DELETE FROM wrong_codes WHERE telegram_id = :t", t=it.telegram_id or 0)
        await self._db.rows("DELETE FROM people WHERE id = :id", id=it.id)
        await self._db.rows(
            "INSERT INTO erasures (person_id, at) VALUES (:id, :now) ON CONFLICT DO NOTHING", id=it.id, now=seconds(now)
        )

    async def _forget_work(self, it: Person) -> list[Row]:
        """Of somebody of the team: decisions stay, and nobody took them; those that were sealed."""
        nobody = await self._counting.nobody(it.organisation_id)
        await self._db.rows("UPDATE uploads SET filename = '', content = '' WHERE by_id = :id", id=it.id)
        for table, columns in BY_THE_PERSON.items():
            for column in columns:
                named = {"id": it.id, "nobody": nobody}
                await self._db.rows(f"UPDATE {table} SET {column} = :nobody WHERE {column} = :id", **named)
        await self._db.rows("UPDATE waiting SET approved_by = NULL WHERE approved_by = :id", id=it.id)
        await self._db.rows("UPDATE letters SET why = '' WHERE why = :why", why=f"read by {it.id}")
        await self._db.rows("DELETE FROM standing_yes WHERE given_by = :id", id=it.id)
        await self._db.rows("DELETE FROM former_starts WHERE by_id = :id", id=it.id)
        await self._forget_projects(it, nobody)
        await self._db.rows("DELETE FROM absences WHERE referent_id = :id OR colleague_id = :id", id=it.id)
        for column in ("referent_id", "backup_id"):
            await self._db.rows(f"UPDATE people SET {column} = NULL WHERE {column} = :id", id=it.id)
        return [row for table in DECIDED_BY_THE_PERSON for row in await self._unseal(table, it.id, nobody)]

    async def _forget_projects(self, it: Person, nobody: int) -> None:
        """What they proposed and was not answered goes; what a person said yes to is theirs alone now."""
        await self._db.rows("DELETE FROM small_projects WHERE shared_with = :id AND person_yes_at IS NULL", id=it.id)
        await self._db.rows(
            "UPDATE small_projects SET shared_with = NULL, referent_yes_at = NULL WHERE shared_with = :id", id=it.id
        )
        await self._db.rows("UPDATE small_projects SET by_id = :nobody WHERE by_id = :id", id=it.id, nobody=nobody)

    async def _unseal(self, table: str, person_id: int, nobody: int) -> list[Row]:
        column = DECIDED_BY_THE_PERSON[table]
        sealed = await self._db.rows(f"SELECT salt FROM {table} WHERE {column} = :id", id=person_id)
        await self._db.rows(
            f"UPDATE {table} SET {column} = :nobody, salt = '' WHERE {column} = :id", id=person_id, nobody=nobody
        )
        return sealed

    async def journal(self) -> list[tuple[int, datetime]]:
        """Every record that was erased, and when."""
        rows = await self._db.rows("SELECT person_id, at FROM erasures ORDER BY person_id")
        return [(row["person_id"], moment(row["at"])) for row in rows]

    async def to_wipe(self) -> datetime | None:
        """The latest erasure whose traces may still be on the disk, where no query finds them."""
        row = await self._db.one("SELECT max(at) AS at FROM erasures WHERE wiped_at IS NULL")
        at: int | None = row["at"]
        return moment(at)

    async def wiped(self, until: datetime, now: datetime) -> None:
        """Those erased until then."""
        await self._db.rows(
            "UPDATE erasures SET wiped_at = :now WHERE wiped_at IS NULL AND at <= :until",
            now=seconds(now),
            until=seconds(until),
        )

    async def remember(self, erased: Mapping[int, datetime], now: datetime) -> None:
        """What another database knows: these are not in this one."""
        for number, at in erased.items():
            await self._db.rows(
                "INSERT INTO erasures (person_id, at, wiped_at) VALUES (:id, :at, :now)"
                " ON CONFLICT (person_id) DO UPDATE SET at = excluded.at, wiped_at = excluded.wiped_at",
                id=number,
                at=seconds(at),
                now=seconds(now),
            )
