"""The shelf of the audit trail (M5): append-only, chained, and silent about people.

A decision has its row in its own table, with a salt drawn for it; the trail has the seal of that row (a hash over the salt
and what was decided) and a hash over the seal and the row before. So a decision that is changed, forged or taken away is
seen. Erasing a person destroys the salts with the rows: the seals stay, open no more, and say only that something was
decided then; how many were let go so is in the trail itself.
"""

import hashlib
import secrets
from collections.abc import AsyncIterator
from datetime import datetime

from bot.ports import Verdict
from storage.clock import seconds
from storage.engine import Connection, Row

SEALED = {
    "history": ("reservation_id", "at", "actor_id", "state"),
    "overrides": ("session_id", "person_id", "by_id", "at"),
    "edits": ("by_id", "at", "kind"),
}
"""Tables of decisions, and what of a row is sealed."""

FORGOTTEN, ERASED, RESTORED = "forgotten", "erased", "restored"
AT_ONCE = 1_000

FORGED = """
    SELECT count(*) AS n FROM history h WHERE h.salt = '' AND h.reservation_id > 0 AND coalesce(h.actor_id, 1) > 0
    AND h.id > (SELECT min(id) FROM history WHERE salt <> '')
"""
"""Without a seal, after the first that has one, and of somebody."""

STRAYED = """
    SELECT count(*) AS n FROM reservations r WHERE r.state <>
        (SELECT h.state FROM history h WHERE h.reservation_id = r.id ORDER BY h.id DESC LIMIT 1)
"""
"""In a state that no decision led to."""


def new_salt() -> str:
    return secrets.token_hex(16)


def seal(salt: str, facts: tuple[object, ...]) -> str:
    return _hash(salt, *facts)


def _hash(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


class Trail:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def add(self, kind: str, ref: int, sealed: str, now: datetime) -> None:
        """In the transaction of what it tells. Writers take turns on both databases, so the chain has one end."""
        at, before = seconds(now), await self.newest()
        await self._db.rows(
            "INSERT INTO trail (at, kind, ref, seal, hash) VALUES (:at, :kind, :ref, :seal, :hash)",
            at=at,
            kind=kind,
            ref=ref,
            seal=sealed,
            hash=_hash(before, at, kind, ref, sealed),
        )

    async def newest(self) -> str:
        """The hash that the next row stands on; empty at the beginning."""
        row = await self._db.row("SELECT hash FROM trail ORDER BY id DESC LIMIT 1")
        return row["hash"] if row else ""

    async def forget(self, several: int, now: datetime) -> None:
        """So many sealed decisions were let go, with their salts."""
        if several:
            await self.add(FORGOTTEN, several, "", now)

    async def verify(self) -> Verdict:
        """Walk it from its first row, and open every seal that can still be opened."""
        rows, last, broken, let_go, told = 0, "", 0, 0, 0
        async for row in self._every("SELECT * FROM trail"):
            expected = _hash(last, row["at"], row["kind"], row["ref"], row["seal"])
            broken += row["hash"] != expected
            last = row["hash"]
            rows += 1
            let_go += row["ref"] if row["kind"] == FORGOTTEN else 0
            told += row["kind"] in SEALED
        return Verdict(rows, last, await self._trouble(broken, told - let_go))

    async def _trouble(self, broken: int, should_open: int) -> str:
        """What is said of it first; nothing when all is well."""
        opened, wrong = await self._open_seals()
        strayed = (await self._db.one(STRAYED))["n"]
        forged = (await self._db.one(FORGED))["n"]
        found = {
            "maillons rompus": broken,
            "décisions changées": wrong,
            "décisions disparues": max(0, should_open - opened - wrong),
            "décisions sans trace": forged,
            "demandes dont l'état n'a pas été décidé": strayed,
        }
        return ", ".join(f"{what} : {several}" for what, several in found.items() if several)

    async def _open_seals(self) -> tuple[int, int]:
        """How many decisions are as they were sealed, and how many are not."""
        opened = wrong = 0
        for table, columns in SEALED.items():
            of_it = f"SELECT x.*, t.seal FROM {table} x LEFT JOIN trail t ON t.kind = '{table}' AND t.ref = x.id"
            async for row in self._every(f"{of_it} WHERE x.salt <> ''"):
                well = row["seal"] == seal(row["salt"], tuple(row[name] for name in columns))
                opened, wrong = opened + well, wrong + (not well)
        return opened, wrong

    async def _every(self, question: str) -> AsyncIterator[Row]:
        last = 0
        while found := await self._db.rows(
            f"SELECT * FROM ({question}) each_one WHERE id > :last ORDER BY id LIMIT :most", last=last, most=AT_ONCE
        ):
            for row in found:
                yield row
            last = found[-1]["id"]


class Decisions:
    """Writes the rows of the tables of decisions, each with its seal."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._trail = Trail(connection)

    async def add(self, table: str, now: datetime, **facts: object) -> int:
        """Its number; `facts` are its columns, those that are sealed among them."""
        facts = {**facts, "at": seconds(now), "salt": new_salt()}
        names, values = ", ".join(facts), ", ".join(f":{name}" for name in facts)
        row = await self._db.one(f"INSERT INTO {table} ({names}) VALUES ({values}) RETURNING id", **facts)
        sealed = seal(str(facts["salt"]), tuple(facts.get(name) for name in SEALED[table]))
        await self._trail.add(table, row["id"], sealed, now)
        return int(row["id"])
