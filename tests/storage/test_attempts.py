"""How often a letter is tried: counted before it is sent, under a lease, at most two copies (L3)."""

from datetime import timedelta

import pytest

from storage.letters import LEASE
from storage.store import Storage
from tests.given import NOW, a_letter

SECOND = timedelta(seconds=1)


async def test_the_attempt_is_counted_when_it_is_taken_not_when_it_is_sent(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
    async with storage.writing() as store:
        (taken,) = await store.letters.take_due(NOW, 1)
    async with storage.reading() as store:
        kept = await store.letters.get(taken.id)
    assert kept is not None
    assert taken.attempts == kept.attempts == 1


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


async def test_at_the_start_of_a_process_the_leases_of_the_dead_are_released(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        await store.letters.take_due(NOW, 1)
        await store.letters.release_all()
        assert await store.letters.next_due() == NOW
        (taken,) = await store.letters.take_due(NOW, 1)
        assert taken.attempts == 2


@pytest.mark.parametrize("sent", [True, False])
async def test_a_wait_that_was_asked_for_outlives_the_process(storage: Storage, amina: int, sent: bool) -> None:
    """Telegram said in how many seconds; a start in between changes nothing of that."""
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        (taken,) = await store.letters.take_due(NOW, 1)
        await store.letters.put_back(taken.id, NOW + 9 * SECOND, sent)
        await store.letters.release_all()
        assert await store.letters.next_due() == NOW + 9 * SECOND
        assert await store.letters.take_due(NOW + 8 * SECOND, 1) == []
        assert len(await store.letters.take_due(NOW + 9 * SECOND, 1)) == 1


async def test_there_is_no_doubt_before_the_wait_is_over(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        for n in (1, 2):
            (taken,) = await store.letters.take_due(NOW + n * SECOND, 1)
            await store.letters.put_back(taken.id, NOW + (n + 1) * SECOND, sent=True)
        assert await store.letters.doubtful(NOW + 2 * SECOND) == []
        assert len(await store.letters.doubtful(NOW + 3 * SECOND)) == 1
