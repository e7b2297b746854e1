"""The audit trail (M5): every decision has its row in the same transaction, and whoever changes anything is seen."""

import sqlite3
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest

from bot import erasing
from bot.domain.changes import Before, EditKind
from bot.domain.reservations import State
from bot.ports import Store
from bot.register.kinds import Kept
from storage.engine import is_postgresql
from storage.store import Storage
from tests.given import NOW, a_person, a_reservation, a_session, rows

LATER = NOW + timedelta(hours=1)


async def decided(store: Store) -> int:
    """A request and its yes, a rank and an override, a change; the number of the request."""
    paul, amina, bilal = [await a_person(store, name) for name in ("Paul", "Amina", "Bilal")]
    concert = await a_session(store)
    number = await a_reservation(store, amina, concert)
    await store.reservations.move(await store.reservations.get(number), State.APPROVED, paul, NOW)
    await store.waiting.add(concert, bilal, 1, NOW, None)
    entry = await store.waiting.of(bilal, concert)
    assert entry is not None
    await store.list_rules.override(entry, paul, "parce que", NOW)
    await store.edits.add(paul, EditKind.WORDS, Before(), NOW)
    return number


@pytest.fixture
async def town(storage: Storage) -> Storage:
    async with storage.writing() as store:
        await decided(store)
    return storage


async def trouble(storage: Storage) -> str:
    async with storage.reading() as store:
        return (await store.trail.verify()).trouble


async def test_every_decision_has_its_row(town: Storage, url: str) -> None:
    told = [it["kind"] for it in rows(url, "SELECT kind FROM trail ORDER BY id")]
    assert told == ["history", "history", "overrides", "edits"]
    assert await trouble(town) == ""


async def test_a_decision_that_is_taken_back_leaves_no_row(storage: Storage, url: str) -> None:
    with suppress(KeyError):
        async with storage.writing() as store:
            await decided(store)
            raise KeyError
    assert rows(url, "SELECT 1 AS one FROM trail") == []


@pytest.mark.parametrize("how", ["UPDATE trail SET at = 0", "DELETE FROM trail WHERE id = 1"])
async def test_the_trail_only_grows(town: Storage, url: str, how: str) -> None:
    with pytest.raises((sqlite3.Error, psycopg.Error), match="the trail only grows"):
        rows(url, how)
    assert await trouble(town) == ""


TAMPERED = {
    "UPDATE history SET actor_id = 3 WHERE state = 'approved'": "décisions changées : 1",
    "UPDATE history SET state = 'refused' WHERE state = 'approved'": "décisions changées : 1",
    "DELETE FROM history WHERE state = 'approved'": "décisions disparues : 1",
    "DELETE FROM overrides": "décisions disparues : 1",
    "UPDATE overrides SET person_id = 2": "décisions changées : 1",
    "UPDATE edits SET kind = 'cancel'": "décisions changées : 1",
    "INSERT INTO history (reservation_id, at, actor_id, state) VALUES (1, 0, 1, 'approved')": "décisions sans trace : 1",
    "INSERT INTO history (reservation_id, at, state, salt) VALUES (1, 0, 'approved', 'mine')": "décisions changées : 1",
    "UPDATE reservations SET state = 'refused'": "demandes dont l'état n'a pas été décidé : 1",
}


@pytest.mark.parametrize("how", TAMPERED)
async def test_whoever_goes_past_the_bot_is_seen(town: Storage, url: str, how: str) -> None:
    rows(url, how)
    assert TAMPERED[how] in await trouble(town)


REWRITTEN = {
    "UPDATE trail SET at = at + 1 WHERE id = 2": "maillons rompus : 1",
    "UPDATE trail SET seal = 'another' WHERE id = 2": "maillons rompus : 1",
    "DELETE FROM trail WHERE id = 2": "maillons rompus : 1",
    "DELETE FROM trail WHERE id = 4": "décisions changées : 1",
}


def past_the_guards(url: str, how: str) -> None:
    """As whoever owns the database can."""
    if is_postgresql(url):
        rows(url, f"SET session_replication_role = replica; {how}")
        return
    for what in ("update", "delete"):
        rows(url, f"DROP TRIGGER no_{what}_of_trail")
    rows(url, how)


@pytest.mark.parametrize("how", REWRITTEN)
async def test_whoever_takes_the_guards_away_is_seen_too(town: Storage, url: str, how: str) -> None:
    past_the_guards(url, how)
    assert REWRITTEN[how] in await trouble(town)


async def test_an_erasure_opens_no_seal_any_more_and_breaks_nothing(town: Storage, url: str) -> None:
    for number in (2, 1, 3):
        async with town.writing() as store:
            await erasing.erase(store, await store.people.get(number), LATER)
        assert await trouble(town) == ""
    kinds = [it["kind"] for it in rows(url, "SELECT kind FROM trail ORDER BY id")]
    assert kinds.count("erased") == 3
    assert rows(url, "SELECT 1 AS one FROM history WHERE salt <> ''") == []
    assert await trouble(town) == ""


async def test_a_disappearance_beside_an_erasure_is_still_seen(town: Storage, url: str) -> None:
    async with town.writing() as store:
        await erasing.erase(store, await store.people.get(2), LATER)
    rows(url, "DELETE FROM overrides")
    assert "décisions disparues : 1" in await trouble(town)


async def test_what_is_old_enough_to_go_is_no_disappearance(town: Storage) -> None:
    async with town.writing() as store:
        await store.retention.apply(NOW + Kept.OUTING.after + timedelta(days=30))
    assert await trouble(town) == ""


async def test_a_long_trail_is_walked_to_its_end(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.trail.AT_ONCE", 2)
    async with storage.writing() as store:
        for title in ("Bal", "Match", "Musée"):
            await decided_again(store, title)
    async with storage.reading() as store:
        found = await store.trail.verify()
    assert (found.rows, found.trouble) == (6, "")


async def decided_again(store: Store, title: str) -> None:
    number = await a_reservation(store, await a_person(store), await a_session(store, title=title))
    await store.reservations.move(await store.reservations.get(number), State.APPROVED, None, NOW)
