"""In whose hands an update is: of a queue, of a worker, of nobody; and in which order (U1, U5)."""

from datetime import timedelta

import pytest

from bot.ports import Inbox, Received
from storage.store import Storage
from tests.given import NOW

SECOND = timedelta(seconds=1)
A_WHILE = timedelta(seconds=30)


async def kept(inbox: Inbox, *numbers: int, chat: int = 1001, later: timedelta = timedelta()) -> None:
    for number in numbers:
        await inbox.keep(number, chat, f"update {number}", NOW + later)


def ids(updates: list[Received]) -> list[int]:
    return [it.update_id for it in updates]


async def test_what_nobody_has_is_handed_out_in_the_order_of_arrival_and_once(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 3, 2, later=SECOND)
        await kept(store.inbox, 9)
        assert await store.inbox.to_hand_out(NOW)
        assert ids(await store.inbox.hand_out(NOW)) == [9, 2, 3]
        assert not await store.inbox.to_hand_out(NOW)
        assert await store.inbox.hand_out(NOW + A_WHILE - SECOND) == []
        assert await store.inbox.to_hand_out(NOW + A_WHILE)
        assert ids(await store.inbox.hand_out(NOW + A_WHILE)) == [9, 2, 3], "its job was lost"


async def test_what_a_queue_carries_is_left_to_it_for_a_while(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 1, 2)
        await store.inbox.handed(1, NOW)
        assert ids(await store.inbox.hand_out(NOW)) == [2]
        assert ids(await store.inbox.hand_out(NOW + A_WHILE)) == [1, 2]


async def test_what_a_worker_has_is_left_to_it_for_a_while(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 1)
        await store.inbox.take_first(1001, NOW)
        assert not await store.inbox.to_hand_out(NOW + A_WHILE - SECOND)
        assert await store.inbox.to_hand_out(NOW + A_WHILE)


@pytest.mark.parametrize("end", ["done", "set_aside"])
async def test_what_has_ended_is_in_nobody_s_hands(storage: Storage, end: str) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 1)
        await getattr(store.inbox, end)(1)
        assert not await store.inbox.to_hand_out(NOW)
        assert await store.inbox.hand_out(NOW) == []
        assert await store.inbox.take_first(1001, NOW) is None
        assert await store.inbox.take_first(0, NOW) is None
        assert not await store.inbox.waits(1001)
        assert not await store.inbox.waits(0), "whose it was is forgotten"
        assert await store.inbox.chat_of(1) is None
        assert await store.inbox.still(1) is None


async def test_what_has_waited_longest_in_a_chat_comes_first_and_is_never_passed(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 5, later=SECOND)
        await kept(store.inbox, 8, 7)
        await kept(store.inbox, 1, chat=2002)
        assert await store.inbox.take_first(1001, NOW) == Received(7, 1001, "update 7")
        assert await store.inbox.take_first(1001, NOW + A_WHILE - SECOND) is None, "8 waits behind 7"
        assert await store.inbox.take_first(2002, NOW) == Received(1, 2002, "update 1")
        await store.inbox.done(7)
        assert await store.inbox.take_first(1001, NOW) == Received(8, 1001, "update 8")
        await store.inbox.done(8)
        assert await store.inbox.take_first(1001, NOW) == Received(5, 1001, "update 5")


async def test_what_a_worker_did_not_end_is_taken_again_and_known_as_left_over(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 7)
        assert await store.inbox.take_first(1001, NOW) == Received(7, 1001, "update 7")
        again = await store.inbox.take_first(1001, NOW + A_WHILE)
        assert again == Received(7, 1001, "update 7", left_over=True)


async def test_a_chat_waits_while_something_is_left_to_do_in_it(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 1, 2)
        await kept(store.inbox, 3, chat=2002)
        await store.inbox.done(1)
        assert await store.inbox.waits(1001)
        assert not await store.inbox.waits(3003)
        assert (await store.inbox.chat_of(2), await store.inbox.chat_of(3)) == (1001, 2002)
        assert await store.inbox.chat_of(4) is None
        await store.inbox.done(2)
        assert not await store.inbox.waits(1001)
        assert await store.inbox.waits(2002)


async def test_an_effect_is_taken_once_and_by_one_update(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 1, 2, 3)
        assert await store.inbox.took_effect(1, "session:7")
        assert not await store.inbox.took_effect(1, "session:8"), "whoever asks undoes what it did"
        await store.inbox.done(3)
        assert not await store.inbox.took_effect(3, "session:7")
        assert not await store.inbox.took_effect(4, "session:7")
        assert [(it.update_id, it.effect) for it in await store.inbox.left_over()] == [(1, "session:7"), (2, None)]


async def test_each_update_is_counted_and_ended_alone(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 1, 2, 3)
        await store.inbox.done(1)
        await store.inbox.set_aside(2)
        assert [await store.inbox.tried_again(3) for _ in range(2)] == [1, 2]
        assert await store.inbox.left_over() == [Received(3, 1001, "update 3", left_over=True)]


async def test_poison_is_forgotten_with_the_rest_and_what_waits_never(storage: Storage) -> None:
    async with storage.writing() as store:
        await kept(store.inbox, 1, 2, 3)
        await kept(store.inbox, 4, later=SECOND)
        await store.inbox.done(1)
        await store.inbox.set_aside(2)
        await store.inbox.done(4)
        await store.inbox.forget_old(NOW + timedelta(hours=48) + SECOND)
        assert ids(await store.inbox.left_over()) == [3]
        for number, is_new in ((1, True), (2, True), (3, False), (4, False)):
            assert await store.inbox.keep(number, 1001, "{}", NOW) is is_new
