"""The shelf of people, their roles and organisations."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.people import Person, Role
from bot.domain.refusals import Gone
from bot.domain.reminders import Stage
from storage.clock import moment, seconds
from storage.engine import Connection, Row

SELECT = """
    SELECT p.*, o.name AS organisation, r.role, v.vetted_at, v.briefed_at
    FROM people p JOIN organisations o ON o.id = p.organisation_id LEFT JOIN roles r ON r.person_id = p.id
        LEFT JOIN volunteers v ON v.person_id = p.id
"""

# Whoever stands in for an absent referent may be away too: one step further at most, then the coordinators. Theirs too
# is whom messages do not reach at the end of that way.
ACTS_FOR = """
    WITH away AS (SELECT referent_id, colleague_id FROM absences WHERE from_at <= :now AND until_at > :now),
        mine AS (SELECT role FROM roles WHERE person_id = :me)
    SELECT person_id AS referent_id FROM roles WHERE person_id = :me AND role = 'referent'
    UNION SELECT a.referent_id FROM away a
        WHERE a.colleague_id = :me AND EXISTS (SELECT 1 FROM mine WHERE role = 'referent')
    UNION SELECT a.referent_id FROM away a JOIN away b ON b.referent_id = a.colleague_id
        WHERE b.colleague_id = :me AND EXISTS (SELECT 1 FROM mine WHERE role = 'referent')
    UNION SELECT p.id FROM people c JOIN people p ON p.organisation_id = c.organisation_id
        JOIN roles r ON r.person_id = p.id AND r.role = 'referent'
        LEFT JOIN away a ON a.referent_id = p.id LEFT JOIN away b ON b.referent_id = a.colleague_id
        JOIN people e ON e.id = coalesce(b.colleague_id, a.colleague_id, p.id)
        WHERE c.id = :me AND EXISTS (SELECT 1 FROM mine WHERE role = 'coordinator')
            AND (e.reachable = 0 OR e.id = a.referent_id
                OR EXISTS (SELECT 1 FROM away further WHERE further.referent_id = b.colleague_id))
"""


def people_of(rows: Iterable[Row]) -> list[Person]:
    """A row a role → one person with all of them, in the order of the rows."""
    together: dict[int, list[Row]] = {}
    for row in rows:
        together.setdefault(row["id"], []).append(row)
    return [_person(same) for same in together.values()]


def _person(rows: list[Row]) -> Person:
    row = rows[0]
    return Person(
        id=row["id"],
        name=row["name"],
        organisation_id=row["organisation_id"],
        organisation=row["organisation"],
        granted=frozenset(Role(r["role"]) for r in rows if r["role"]),
        telegram_id=row["telegram_id"],
        language=row["language"],
        referent_id=row["referent_id"],
        agreed_at=moment(row["agreed_at"]),
        confirmed_at=moment(row["confirmed_at"]),
        number=row["number"],
        expects=row["expects"],
        reachable=bool(row["reachable"]),
        seen_at=moment(row["seen_at"]),
        backup_id=row["backup_id"],
        digest_hour=row["digest_hour"],
        vetted_at=moment(row["vetted_at"]),
        briefed_at=moment(row["briefed_at"]),
    )


class People:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def get(self, person_id: int) -> Person:
        """Raises Gone."""
        found = people_of(await self._db.rows(f"{SELECT} WHERE p.id = :id", id=person_id))
        if not found:
            raise Gone
        return found[0]

    async def of_account(self, telegram_id: int) -> Person | None:
        found = people_of(await self._db.rows(f"{SELECT} WHERE p.telegram_id = :t", t=telegram_id))
        return found[0] if found else None

    async def followed_by(self, referent_id: int) -> list[Person]:
        return people_of(await self._db.rows(f"{SELECT} WHERE p.referent_id = :r ORDER BY p.name, p.id", r=referent_id))

    async def with_role(self, role: Role, organisation_id: int) -> list[Person]:
        return people_of(
            await self._db.rows(
                f"{SELECT} WHERE p.organisation_id = :o AND p.id IN"
                " (SELECT person_id FROM roles WHERE role = :role) ORDER BY p.name, p.id",
                o=organisation_id,
                role=role,
            )
        )

    async def acts_for(self, referent_id: int, now: datetime) -> frozenset[int]:
        """The referents for whom this one answers now: themselves, and colleagues who are away."""
        rows = await self._db.rows(ACTS_FOR, me=referent_id, now=seconds(now))
        return frozenset(row["referent_id"] for row in rows)

    async def add(self, name: str, organisation_id: int, referent_id: int | None, now: datetime) -> int:
        row = await self._db.one(
            "INSERT INTO people (name, organisation_id, referent_id, created_at)"
            " VALUES (:name, :organisation, :referent, :now) RETURNING id",
            name=name,
            organisation=organisation_id,
            referent=referent_id,
            now=seconds(now),
        )
        return int(row["id"])

    async def remove(self, person_id: int) -> None:
        """A record that never became anybody: an invitation opened by someone who is already known."""
        for table in (
            "invitations",
            "roles",
            "stopped_stages",
            "standing_yes",
            "starts",
            "volunteers",
            "small_projects",
        ):
            await self._db.rows(f"DELETE FROM {table} WHERE person_id = :id", id=person_id)
        await self._db.rows("DELETE FROM people WHERE id = :id", id=person_id)

    async def grant(self, person_id: int, role: Role) -> None:
        await self._db.rows(
            "INSERT INTO roles (person_id, role) VALUES (:id, :role) ON CONFLICT DO NOTHING",
            id=person_id,
            role=role,
        )

    async def set_backup(self, person_id: int, backup_id: int | None) -> None:
        await self._db.rows("UPDATE people SET backup_id = :b WHERE id = :id", id=person_id, b=backup_id)

    async def set_digest(self, person_id: int, hour: int | None) -> None:
        await self._db.rows("UPDATE people SET digest_hour = :h WHERE id = :id", id=person_id, h=hour)

    async def follow(self, person_id: int, referent_id: int, number: int) -> None:
        """Someone known here becomes a person whom this referent follows, once they agreed and were confirmed: more is
        kept of them than what they may have said yes to before."""
        await self._db.rows(
            "UPDATE people SET referent_id = :referent, number = :number, agreed_at = NULL WHERE id = :id",
            id=person_id,
            referent=referent_id,
            number=number,
        )

    async def link(self, person_id: int, telegram_id: int, number: int | None, now: datetime) -> bool:
        """Bind the account to the record, once; False when the record has one already. Whatever was agreed and
        confirmed without this account is asked again: nothing personal is shown before (D4)."""
        rows = await self._db.rows(
            "UPDATE people SET telegram_id = :t, number = :number, reachable = 1, seen_at = :now,"
            " agreed_at = NULL, confirmed_at = NULL"
            " WHERE id = :id AND telegram_id IS NULL RETURNING id",
            id=person_id,
            t=telegram_id,
            number=number,
            now=seconds(now),
        )
        return bool(rows)

    async def unlink(self, person_id: int) -> None:
        """The account was not that person's: the record stays, free for another invitation."""
        await self._db.rows(
            "UPDATE people SET telegram_id = NULL, number = NULL, agreed_at = NULL, language = NULL,"
            " expects = NULL WHERE id = :id AND confirmed_at IS NULL",
            id=person_id,
        )

    async def let_go(self, person_id: int) -> None:
        """Someone known here is not accompanied after all: `follow` undone, and the role with it."""
        await self._db.rows(
            "UPDATE people SET referent_id = NULL, number = NULL, agreed_at = NULL"
            " WHERE id = :id AND confirmed_at IS NULL",
            id=person_id,
        )
        await self._db.rows(
            "DELETE FROM roles WHERE person_id = :id AND role = :role AND person_id IN"
            " (SELECT id FROM people WHERE confirmed_at IS NULL)",
            id=person_id,
            role=Role.BENEFICIARY,
        )

    async def agree(self, person_id: int, now: datetime) -> bool:
        rows = await self._db.rows(
            "UPDATE people SET agreed_at = :now WHERE id = :id AND agreed_at IS NULL RETURNING id",
            id=person_id,
            now=seconds(now),
        )
        return bool(rows)

    async def confirm(self, person_id: int, now: datetime) -> bool:
        """Once, and only after the person agreed."""
        rows = await self._db.rows(
            "UPDATE people SET confirmed_at = :now, number = NULL"
            " WHERE id = :id AND confirmed_at IS NULL AND agreed_at IS NOT NULL RETURNING id",
            id=person_id,
            now=seconds(now),
        )
        return bool(rows)

    async def enrol(self, person_id: int, now: datetime) -> bool:
        """Face to face, without the app: agreed and confirmed in one. False when there is an account, or it is done."""
        rows = await self._db.rows(
            "UPDATE people SET agreed_at = :now, confirmed_at = :now, number = NULL"
            " WHERE id = :id AND telegram_id IS NULL AND confirmed_at IS NULL RETURNING id",
            id=person_id,
            now=seconds(now),
        )
        return bool(rows)

    async def speak(self, person_id: int, language: str) -> None:
        await self._db.rows("UPDATE people SET language = :l WHERE id = :id", id=person_id, l=language)

    async def expect(self, person_id: int, screen: str | None) -> None:
        """The next typed text goes to this screen; None: to none."""
        await self._db.rows("UPDATE people SET expects = :s WHERE id = :id", id=person_id, s=screen)

    async def seen(self, person_id: int, now: datetime) -> None:
        await self._db.rows("UPDATE people SET seen_at = :now WHERE id = :id", id=person_id, now=seconds(now))

    async def set_reachable(self, person_id: int, reachable: bool) -> bool:
        """True when that is news."""
        rows = await self._db.rows(
            "UPDATE people SET reachable = :r WHERE id = :id AND reachable <> :r RETURNING id",
            id=person_id,
            r=int(reachable),
        )
        return bool(rows)

    async def stopped(self, person_id: int) -> frozenset[Stage]:
        rows = await self._db.rows("SELECT stage FROM stopped_stages WHERE person_id = :id", id=person_id)
        return frozenset(Stage(row["stage"]) for row in rows)

    async def stop(self, person_id: int, stage: Stage) -> None:
        await self._db.rows(
            "INSERT INTO stopped_stages (person_id, stage) VALUES (:id, :s) ON CONFLICT DO NOTHING",
            id=person_id,
            s=stage,
        )

    async def resume(self, person_id: int, stage: Stage) -> None:
        await self._db.rows("DELETE FROM stopped_stages WHERE person_id = :id AND stage = :s", id=person_id, s=stage)

    async def organisation(self, name: str, now: datetime) -> int:
        """The organisation of that name, made if there is none."""
        await self._db.rows(
            "INSERT INTO organisations (name, created_at) VALUES (:n, :now) ON CONFLICT DO NOTHING",
            n=name,
            now=seconds(now),
        )
        row = await self._db.one("SELECT id FROM organisations WHERE name = :n", n=name)
        return int(row["id"])
