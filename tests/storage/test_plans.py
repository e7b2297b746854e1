"""What is asked at every gesture and at every round of the post is found by an index: nothing that grows with the town is
walked from end to end. Asked of SQLite itself, which says how it would go about each statement."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import catalogue, held_offers, reservations
from bot.domain.letters import Fate, Kind
from bot.domain.offers import Filter
from bot.domain.people import Role
from storage.engine import connect
from storage.sqlite import sqlite_path
from storage.store import Storage, Store
from tests.conftest import a_file
from tests.given import IN_TEN_DAYS, NOW, PARIS, a_letter, a_person, a_session

UNDER_WAY = {
    "waiting_still",
    "one_place_on_the_list",
    "reservations_late",
    "reservations_to_expire",
    "offers_to_lapse",
    "letters_doubtful",
    "letters_leased",
    "inbox_left",
}
"""Indexes of what is under way: walking one is no walk through the town."""

SMALL = {"absences", "standing_yes", "organisations", "CONSTANT"}
FROM_ITS_END = {"trail"}
"""Its newest row alone."""

GATHERED = {"counted", "asking", "due", "moments", "first_1", "first_2", "soon"}
"""What a statement has picked out by itself."""


@pytest.fixture
def url(climbed: Path, tmp_path: Path) -> str:
    return a_file(climbed, tmp_path)


async def a_gesture(store: Store) -> None:
    referent = await a_person(store, "Paul")
    await store.people.grant(referent, Role.REFERENT)
    amina = await a_person(store, "Amina", referent)
    me = await store.people.get(amina)
    for only in Filter:
        await catalogue.browse(store, only, 2, NOW, PARIS)
    asked = await reservations.request(store, me, await a_session(store), 1, NOW)
    await store.people.of_account(7)
    await store.reservations.coming_up(amina, NOW)
    await store.reservations.late(me.organisation_id, NOW)
    await reservations.give_up(store, me, asked.id, NOW)
    await store.inbox.keep(1, 7, "{}", NOW)
    await store.inbox.done(1)


async def a_round(store: Store) -> None:
    await store.letters.write(a_letter(await a_person(store, "Lila"), due_at=NOW))
    await store.letters.release_all()
    await store.letters.next_due()
    await store.reservations.next_expiry()
    await store.freed.next_moment()
    await reservations.expire_overdue(store, IN_TEN_DAYS)
    await held_offers.keep_time(store, IN_TEN_DAYS)
    await store.letters.doubtful(NOW)
    for letter in await store.letters.take_due(NOW + timedelta(hours=1), 16):
        await store.letters.close(letter.id, Fate.SENT, NOW)
    await store.letters.has_left("reservation:1", Kind.REMINDER)
    await store.letters.was_said("reservation:1", Kind.COORDINATOR)
    await store.inbox.left_over()


async def said_by(url: str, work: object) -> set[str]:
    """Every statement of that work, as SQLite hears it."""
    heard: set[str] = set()
    database = await connect(url)
    database._line._said.set_trace_callback(heard.add)  # type: ignore[attr-defined]  # noqa: SLF001 - from behind
    async with Storage(database).writing() as store:
        await work(store)  # type: ignore[operator]
    await database.close()
    return {sql for sql in heard if sql.lstrip().split()[0] in ("SELECT", "WITH", "UPDATE", "DELETE")}


def walks(url: str, sql: str) -> list[str]:
    """The steps of its plan that go from end to end of something that grows."""
    with closing(sqlite3.connect(sqlite_path(url))) as db:
        plan = [str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    steps = [re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step) for step in plan]
    return [it[0] for it in steps if it and it[1] not in SMALL | FROM_ITS_END | GATHERED and it[2] not in UNDER_WAY]


@pytest.mark.parametrize("work", [a_gesture, a_round])
async def test_no_table_that_grows_is_walked(url: str, work: object) -> None:
    said = await said_by(url, work)
    assert len(said) > 10
    assert {sql: walked for sql in said if (walked := walks(url, sql))} == {}
