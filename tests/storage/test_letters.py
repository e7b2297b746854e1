"""The shelf of letters: written once for a key, counted before they are sent, at most two copies (L1 to L3)."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.letters import Fate, Kind, Priority
from storage.letters import LEASE
from storage.store import Storage
from tests.given import NOW, a_letter, a_person, rows

SECOND = timedelta(seconds=1)


@pytest.fixture
async def amina(storage: Storage) -> int:
    async with storage.writing() as store:
        return await a_person(store)


async def test_the_same_key_is_written_once(storage: Storage, amina: int, tmp_path: Path) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina, "reminder:1:j3:1"))
        await store.letters.write(a_letter(amina, "reminder:1:j3:1", NOW + SECOND))
        await store.letters.write(a_letter(amina, "reminder:1:j3:2"))
    assert len(rows(tmp_path, "SELECT * FROM letters")) == 2


async def test_the_key_of_a_sent_letter_stays_taken(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        await store.letters.close((await store.letters.take_due(NOW, 1))[0].id, Fate.SENT, NOW)
        await store.letters.write(a_letter(amina))
        assert await store.letters.take_due(NOW, 1) == []


async def test_the_attempt_is_counted_when_it_is_taken_not_when_it_is_sent(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
    async with storage.writing() as store:
        (taken,) = await store.letters.take_due(NOW, 1)
    async with storage.reading() as store:
        kept = await store.letters.get(taken.id)
    assert kept is not None
    assert taken.attempts == kept.attempts == 1


async def test_what_is_not_due_is_not_taken(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina, due_at=NOW + SECOND))
        assert await store.letters.take_due(NOW, 1) == []
        assert await store.letters.next_due() == NOW + SECOND
        assert len(await store.letters.take_due(NOW + SECOND, 1)) == 1


async def test_a_taken_letter_is_left_alone_while_its_lease_lasts(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        await store.letters.take_due(NOW, 1)
        assert await store.letters.take_due(NOW + LEASE - SECOND, 1) == []
        assert await store.letters.next_due() == NOW + LEASE
        assert len(await store.letters.take_due(NOW + LEASE, 1)) == 1


async def test_a_third_copy_is_never_taken_and_twice_without_answer_is_doubt(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        at = NOW
        for _ in range(2):
            assert await store.letters.doubtful(at) == []
            assert len(await store.letters.take_due(at, 1)) == 1
            at += LEASE
        assert await store.letters.take_due(at, 1) == []
        assert len(await store.letters.doubtful(at)) == 1
        assert await store.letters.doubtful(at - SECOND) == []


async def test_what_is_known_not_to_have_left_is_not_counted(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        for n in range(5):
            (taken,) = await store.letters.take_due(NOW + n * SECOND, 1)
            await store.letters.put_back(taken.id, NOW + (n + 1) * SECOND, sent=False)
            assert await store.letters.take_due(NOW + n * SECOND, 1) == []
        assert taken.attempts == 1


async def test_what_may_have_left_is_counted(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        for n in (1, 2):
            (taken,) = await store.letters.take_due(NOW + n * SECOND, 1)
            await store.letters.put_back(taken.id, NOW + (n + 1) * SECOND, sent=True)
        assert await store.letters.take_due(NOW + 9 * SECOND, 1) == []


async def test_decisions_leave_before_reminders_and_the_oldest_first(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina, "reminder", NOW - 9 * SECOND, priority=Priority.REMINDER))
        await store.letters.write(a_letter(amina, "second", NOW - SECOND))
        await store.letters.write(a_letter(amina, "first", NOW - 2 * SECOND))
        assert [it.key for it in await store.letters.take_due(NOW, 2)] == ["first", "second"]
        assert [it.key for it in await store.letters.take_due(NOW, 2)] == ["reminder"]


async def test_closing_happens_once_and_says_why(storage: Storage, amina: int, tmp_path: Path) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        (taken,) = await store.letters.take_due(NOW, 1)
        assert await store.letters.close(taken.id, Fate.OVERTAKEN, NOW, "moved")
        assert not await store.letters.close(taken.id, Fate.SENT, NOW)
    assert [(it["fate"], it["why"]) for it in rows(tmp_path, "SELECT * FROM letters")] == [("overtaken", "moved")]


async def test_withdrawing_closes_what_waits_on_that_subject_only(
    storage: Storage, amina: int, tmp_path: Path
) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina, "about it"))
        await store.letters.write(a_letter(amina, "about another", about="reservation:10"))
        await store.letters.withdraw("reservation:1", NOW, "cancelled")
        await store.letters.withdraw("reservation:10", NOW, "cancelled", kind=Kind.REMINDER)
    found = {it["key"]: it["fate"] for it in rows(tmp_path, "SELECT * FROM letters")}
    assert found == {"about it": "overtaken", "about another": "waiting"}


async def test_at_the_start_of_a_process_the_leases_of_the_dead_are_released(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        await store.letters.take_due(NOW, 1)
        await store.letters.release_all()
        (taken,) = await store.letters.take_due(NOW, 1)
        assert taken.attempts == 2
