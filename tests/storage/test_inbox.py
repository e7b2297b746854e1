"""The shelf of updates: kept once, remembered by number, never lost between effect and answer (U1, U2, U4)."""

from datetime import timedelta

from bot.ports import Received
from storage.inbox import DEPTH
from storage.store import Storage
from tests.given import NOW, rows


async def test_an_update_is_kept_once(storage: Storage) -> None:
    async with storage.writing() as store:
        assert await store.inbox.keep(900, 1001, "{}", NOW)
        assert not await store.inbox.keep(900, 1001, "{}", NOW)
        assert await store.inbox.keep(12, 1001, "{}", NOW), "a lower number is another update"


async def test_a_number_is_remembered_after_it_is_done(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.inbox.keep(900, 1001, "{}", NOW)
        await store.inbox.done(900)
        assert not await store.inbox.keep(900, 1001, "{}", NOW)


async def test_what_was_written_is_forgotten_once_answered(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        for number in (1, 2):
            await store.inbox.keep(number, 1001, "what Amina wrote", NOW)
        await store.inbox.done(1)
        await store.inbox.set_aside(2)
    assert [it["payload"] for it in rows(url, "SELECT * FROM inbox")] == [None, None]


async def test_what_a_dead_process_left_comes_back_in_order(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.inbox.keep(8, 1001, "second", NOW + timedelta(seconds=1))
        await store.inbox.keep(9, 1001, "first", NOW)
        await store.inbox.keep(10, 1001, "answered", NOW)
        await store.inbox.done(10)
        assert [it.payload for it in await store.inbox.left_over()] == ["first", "second"]


async def test_what_took_effect_is_only_shown_again(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.inbox.keep(8, 1001, "{}", NOW)
        await store.inbox.took_effect(8, "session:7")
        (left,) = await store.inbox.left_over()
        assert left.effect == "session:7"


async def test_what_is_left_of_one_update_is_what_the_inbox_says(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.inbox.keep(8, 1001, "{}", NOW)
        assert await store.inbox.still(8) == Received(8, 1001, "{}")
        await store.inbox.took_effect(8, "session:7")
        assert await store.inbox.still(8) == Received(8, 1001, "{}", "session:7")
        await store.inbox.done(8)
        assert await store.inbox.still(8) is None


async def test_waiting_through_many_restarts_is_no_attempt(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.inbox.keep(8, 1001, "{}", NOW)
        assert [len(await store.inbox.left_over()) for _ in range(10)] == [1] * 10
        assert [await store.inbox.tried_again(8) for _ in range(3)] == [1, 2, 3]


async def test_poison_stays_countable_and_does_not_come_back(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        await store.inbox.keep(8, 1001, "{}", NOW)
        await store.inbox.set_aside(8)
        assert await store.inbox.left_over() == []
    assert [it["state"] for it in rows(url, "SELECT * FROM inbox")] == ["poison"]


async def test_numbers_are_remembered_for_two_days(storage: Storage) -> None:
    async with storage.writing() as store:
        await store.inbox.keep(8, 1001, "{}", NOW)
        await store.inbox.keep(9, 1001, "not done yet", NOW)
        await store.inbox.done(8)
        await store.inbox.forget_old(NOW + DEPTH)
        assert not await store.inbox.keep(8, 1001, "{}", NOW)
        await store.inbox.forget_old(NOW + DEPTH + timedelta(seconds=1))
        assert await store.inbox.keep(8, 1001, "{}", NOW)
        assert not await store.inbox.keep(9, 1001, "{}", NOW)
