"""The shelf of people: an account is bound once, confirmed once, and forgotten whole."""

from pathlib import Path

import pytest

from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.domain.reminders import Stage
from storage.store import Storage
from tests.given import NOW, REFUSED, a_person, rows


async def test_a_record_is_linked_once(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        assert await store.people.link(amina, 1001, 42, NOW)
        assert not await store.people.link(amina, 6666, 13, NOW)
        assert (await store.people.get(amina)).telegram_id == 1001


async def test_one_account_is_one_person(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.people.link(await a_person(store), 1001, None, NOW)
        bilal = await a_person(store, "Bilal")
    with pytest.raises(REFUSED):
        async with storage.writing() as store:
            await store.people.link(bilal, 1001, None, NOW)


async def test_confirmation_comes_once_and_only_after_the_person_agreed(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.people.link(amina, 1001, 42, NOW)
        assert not await store.people.confirm(amina, NOW)
        assert await store.people.agree(amina, NOW)
        assert not await store.people.agree(amina, NOW)
        assert await store.people.confirm(amina, NOW)
        assert not await store.people.confirm(amina, NOW)


async def test_unlinking_forgets_the_account_and_keeps_the_record(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.people.link(amina, 1001, 42, NOW)
        await store.people.speak(amina, "ar")
        await store.people.agree(amina, NOW)
        await store.people.unlink(amina)
        it = await store.people.get(amina)
        assert (it.name, it.telegram_id, it.number, it.agreed_at, it.language) == ("Amina", None, None, None, None)
        assert await store.people.link(amina, 1002, 43, NOW)


async def test_a_confirmed_account_is_not_unlinked_by_a_late_no(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.people.link(amina, 1001, 42, NOW)
        await store.people.agree(amina, NOW)
        await store.people.confirm(amina, NOW)
        await store.people.unlink(amina)
        assert (await store.people.get(amina)).telegram_id == 1001


async def test_nobody_can_be_their_own_referent(storage: Storage) -> None:
    async with storage.writing() as store:
        paul = await a_person(store, "Paul")
    with pytest.raises(REFUSED):
        async with storage.writing() as store:
            await store.people.follow(paul, paul, 42)


async def test_a_person_with_several_roles_is_one_person(storage: Storage) -> None:
    async with storage.writing() as store:
        paul = await a_person(store, "Paul")
        for role in (Role.REFERENT, Role.COORDINATOR, Role.REFERENT):
            await store.people.grant(paul, role)
        it = await store.people.get(paul)
        assert it.granted == {Role.REFERENT, Role.COORDINATOR}
        assert await store.people.with_role(Role.REFERENT, it.organisation_id) == [it]


async def test_a_referent_s_people_are_theirs_and_in_order(storage: Storage) -> None:
    async with storage.writing() as store:
        paul, claire = await a_person(store, "Paul"), await a_person(store, "Claire")
        for name, referent in (("Zoé", paul), ("Amina", paul), ("Bilal", claire)):
            await a_person(store, name, referent)
        assert [it.name for it in await store.people.followed_by(paul)] == ["Amina", "Zoé"]


async def test_unreachable_is_news_once(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        assert [await store.people.set_reachable(amina, reachable=False) for _ in range(2)] == [True, False]


async def test_a_stage_is_stopped_and_taken_up_again(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        await store.people.stop(amina, Stage.EVE)
        await store.people.stop(amina, Stage.EVE)
        assert await store.people.stopped(amina) == {Stage.EVE}
        await store.people.resume(amina, Stage.EVE)
        assert await store.people.stopped(amina) == frozenset()


async def test_a_number_is_never_given_twice(storage: Storage) -> None:
    """A button that outlived its row must not lead to somebody else."""
    async with storage.writing() as store:
        first = await a_person(store)
        await store.people.remove(first)
        assert await a_person(store, "Bilal") > first
        with pytest.raises(Gone):
            await store.people.get(first)


def test_every_numbered_table_keeps_count(climbed: Path) -> None:
    """PostgreSQL's counters never go back; SQLite's do unless told."""
    made = rows(
        f"sqlite:///{climbed}", "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%id INTEGER%'"
    )
    assert {"people", "sessions", "reservations", "letters", "invitations", "offers"} <= {it["name"] for it in made}
    assert all("AUTOINCREMENT" in it["sql"] for it in made)
