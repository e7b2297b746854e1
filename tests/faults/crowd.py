"""A town with many people in it, written past the shelves: a proof wants thousands, and at once."""

from datetime import datetime

from storage.clock import seconds
from storage.engine import connect
from storage.schema import upgrade
from storage.store import Store
from tests.given import a_session

FIRST_ACCOUNT = 10_000_000


async def crowd(url: str, role: str, several: int, now: datetime, referents: int = 0) -> list[int]:
    """So many people of a role, welcome and confirmed, spread over the first referents; their accounts."""
    upgrade(url)
    database = await connect(url)
    async with database.writing() as db:
        house = await Store(db).people.organisation("CCAS", now)
        (last,) = await db.rows("SELECT coalesce(max(id), 0) AS id FROM people")
        await db.rows(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :several - 1)"
            " INSERT INTO people (organisation_id, name, telegram_id, language, referent_id, agreed_at,"
            " confirmed_at, seen_at, created_at) SELECT :house, 'person ' || i, :first + i, 'fr',"
            " CASE WHEN :referents > 0 THEN 1 + i % :referents END, :now, :now, :now, :now FROM n",
            several=several,
            house=house,
            first=(first := FIRST_ACCOUNT + last["id"]),
            referents=referents,
            now=seconds(now),
        )
        await db.rows("INSERT INTO roles SELECT id, :role FROM people WHERE id > :last", role=role, last=last["id"])
    await database.close()
    return list(range(first, first + several))


async def outings(url: str, several: int, starts_at: datetime) -> list[int]:
    """With open admission."""
    database = await connect(url)
    async with database.writing() as db:
        made = [await a_session(Store(db), None, starts_at, title=f"Concert {n}") for n in range(several)]
    await database.close()
    return made
