"""A town moves from one database to the other, whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import moving
from storage.engine import DatabaseIll, is_postgresql
from storage.schema import upgrade
from tests import postgresql
from tests.conftest import a_file
from tests.given import NOW, a_letter, a_person, a_reservation, a_session, rows, storage_at, tables

WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite")]


@pytest.fixture(params=WAYS, ids=" to ".join)
def way(request: pytest.FixtureRequest, climbed: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    source, target = request.param
    arrival = postgresql.make("arrival") if target == "postgresql" else f"sqlite:///{tmp_path}/arrival.db"
    yield postgresql.emptied() if source == "postgresql" else a_file(climbed, tmp_path), arrival
    if is_postgresql(arrival):
        postgresql.drop(arrival)


async def settle(url: str) -> None:
    """People who follow each other in circles, hostile names, floats, numbers given to rows that are gone, and below 0."""
    async with storage_at(url) as storage, storage.writing() as store:
        people = [await a_person(store, name) for name in ("Amina", "l'«été» 100 %", "🎭 ‮abc", "", "Paul")]
        await store.people.set_backup(people[0], people[-1])
        await store.people.set_backup(people[-1], people[0])
        await store.people.follow(people[0], people[1], 42)
        concert = await a_session(store, 4)
        place = await a_reservation(store, people[0], concert, places=2)
        await store.calls.tick(place, people[-1], NOW)
        await store.calls.tick(place, people[-1], NOW)
        for n in range(2 * moving.AT_ONCE + 1):
            await store.letters.write(a_letter(people[0], f"key {n}"))
        await store.inbox.keep(9_007_199_254_740_993, 1001, '{"text": "what\\nAmina wrote"}', NOW)
        await store.people.remove(await a_person(store, "gone"))
        erased = await a_person(store, "erased")
        await a_reservation(store, erased, concert)
        await store.erasures.forget(await store.people.get(erased), NOW)
    rows(url, "UPDATE venues SET latitude = 43.313, longitude = 0.1")


def content(url: str) -> dict[str, list[str]]:
    found = {name: rows(url, f"SELECT * FROM {name}") for name in tables(url)}  # noqa: S608 - names of our own
    return {name: sorted(repr(tuple(row.values())) for row in kept) for name, kept in found.items()}


async def test_everything_arrives(way: tuple[str, str]) -> None:
    source, target = way
    await settle(source)
    told: list[tuple[str, int]] = []
    counts = await moving.copy(source, target, lambda table, n: told.append((table, n)))
    assert content(target) == content(source)
    assert counts == {name: len(found) for name, found in content(source).items()} == dict(told)
    assert counts["letters"] == 2 * moving.AT_ONCE + 1


async def test_no_number_is_given_twice_after_the_move(way: tuple[str, str]) -> None:
    source, target = way
    await settle(source)
    await moving.copy(source, target, lambda *_: None)
    async with storage_at(target) as arrived, arrived.writing() as store:
        after = await a_person(store, "new")
    async with storage_at(source) as stayed, stayed.writing() as store:
        assert await a_person(store, "new") == after


async def test_a_target_that_holds_anything_is_refused_and_left_as_it_was(way: tuple[str, str]) -> None:
    source, target = way
    await settle(source)
    upgrade(target)
    rows(target, "INSERT INTO organisations (name, created_at) VALUES ('already here', 0)")
    with pytest.raises(DatabaseIll, match=r"contient déjà des données \(organisations\)"):
        await moving.copy(source, target, lambda *_: None)
    assert {name: len(found) for name, found in content(target).items() if found} == {"organisations": 1}


def spoil(url: str, what: str) -> None:
    """Something of the target itself that changes, or refuses, a letter."""
    if is_postgresql(url):
        does = {"changes": "NEW.why = 'spoilt'; RETURN NEW;", "refuses": "RAISE EXCEPTION 'spoilt';"}[what]
        rows(url, f"CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does} END $$")
        when = "NEW.key = 'key 7'"
        rows(url, f"CREATE TRIGGER it BEFORE INSERT ON letters FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION spoil()")
    else:
        then = {
            "changes": "UPDATE letters SET why = 'spoilt' WHERE id = NEW.id",
            "refuses": "SELECT RAISE(ABORT, 'spoilt')",
        }
        rows(url, f"CREATE TRIGGER it AFTER INSERT ON letters WHEN NEW.key = 'key 7' BEGIN {then[what]}; END")


async def test_a_copy_that_is_not_the_same_is_seen_and_nothing_is_kept(way: tuple[str, str]) -> None:
    source, target = way
    await settle(source)
    upgrade(target)
    spoil(target, "changes")
    with pytest.raises(DatabaseIll, match="La copie de « letters » n'est pas fidèle"):
        await moving.copy(source, target, lambda *_: None)
    assert not any(content(target).values())


async def test_a_failure_on_the_way_leaves_the_target_empty(way: tuple[str, str]) -> None:
    source, target = way
    await settle(source)
    upgrade(target)
    spoil(target, "refuses")
    with pytest.raises(DatabaseIll, match=r"s'est arrêtée \(spoilt"):
        await moving.copy(source, target, lambda *_: None)
    assert not any(content(target).values())
