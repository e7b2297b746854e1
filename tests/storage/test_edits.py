"""The shelf of edits keeps what was, whole, and finds again the letters that an edit withdrew."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.changes import Before, EditKind
from bot.domain.letters import Fate, Kind, Letter, Priority
from bot.domain.offers import Publication
from bot.domain.refusals import Gone
from bot.ports import Store
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, a_letter, a_person, a_reservation, a_session, rows

HOUR = timedelta(hours=1)


async def test_what_was_comes_back_as_it_was(storage: Storage) -> None:
    async with storage.writing() as store:
        karine = await a_person(store, "Karine")
        it = await store.offers.session(await a_session(store, ends_at=IN_TEN_DAYS + HOUR))
        before = Before((it,), (7, 8), (1, 2), (3,), ((4, "approved"),), (5,))
        kept = await store.edits.add(karine, EditKind.MOVE, before, NOW)
    async with storage.reading() as store:
        assert await store.edits.get(kept.id) == kept
        assert kept.before == before
        with pytest.raises(Gone):
            await store.edits.get(kept.id + 1)


async def test_what_stands_is_neither_a_wish_nor_undone(storage: Storage) -> None:
    async with storage.writing() as store:
        karine = await a_person(store, "Karine")
        for kind in (EditKind.WISH, EditKind.MOVE, EditKind.CANCEL):
            await store.edits.add(karine, kind, Before(), NOW)
        assert [it.kind for it in await store.edits.standing()] == [EditKind.CANCEL, EditKind.MOVE]
        assert [it.id for it in await store.edits.standing(EditKind.MOVE)] == [2]
        assert await store.edits.standing(since=NOW + HOUR) == []
        assert await store.edits.close(2, NOW)
        assert not await store.edits.close(2, NOW)
        assert [it.id for it in await store.edits.standing()] == [3]


async def test_a_reminder_that_is_just_leaving_is_left_to_leave(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        for key, due in (("now", NOW), ("later", NOW + HOUR)):
            reminder = Letter(
                amina, Kind.REMINDER, (1, "j1"), due, IN_TEN_DAYS, key, "reservation:1", Priority.REMINDER
            )
            await store.letters.write(reminder)
        assert await store.edits.waiting_reminders("reservation:1") == 2
        await store.edits.withdraw_reminders("reservation:1", NOW, NOW, "edit:1")
    assert [it["key"] for it in rows(url, "SELECT key FROM letters WHERE fate = 'waiting'")] == ["now"]


async def test_a_letter_that_has_left_or_is_leaving_has_been_read(storage: Storage) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        for key in ("waiting", "sent", "withdrawn"):
            await store.letters.write(a_letter(amina, key, about=key))
        await store.letters.close(2, Fate.SENT, NOW)
        await store.letters.withdraw("withdrawn", NOW, "edit:1")
        assert not await store.edits.any_read(["waiting", "withdrawn", "unknown"])
        assert await store.edits.any_read(["waiting", "sent"])
        await store.letters.take_due(NOW, 9)
        assert await store.edits.any_read(["waiting"])
        await store.edits.reopen_letters("edit:1")
        assert [it.key for it in await store.letters.take_due(NOW, 9)] == ["withdrawn"]


async def test_the_revision_that_was_read_is_compared(storage: Storage) -> None:
    async with storage.writing() as store:
        it = await store.offers.session(await a_session(store))
        assert await store.changes.put_session(it, told=True)
        assert not await store.changes.put_session(it, told=True)


async def test_a_dropped_draft_gives_its_moment_up_and_a_used_one_does_not(storage: Storage) -> None:
    async with storage.writing() as store:
        number = await a_session(store)
        it = await store.offers.session(number)
        assert await store.changes.at(it.offer.id, it.starts_at) == number
        await a_reservation(store, await a_person(store), number)
        await _cancel(store, number)
        await store.changes.make_room(it.offer.id, it.starts_at)
        assert await store.changes.at(it.offer.id, it.starts_at) == number
        dropped = await a_session(store, title="Bal")
        other = await store.offers.session(dropped)
        await _cancel(store, dropped)
        assert await store.changes.at(other.offer.id, other.starts_at) is None
        await store.changes.make_room(other.offer.id, other.starts_at)
        with pytest.raises(Gone):
            await store.offers.session(dropped)


async def _cancel(store: Store, number: int) -> None:
    it = replace(await store.offers.session(number), publication=Publication.CANCELLED)
    assert await store.changes.put_session(it, told=True)
