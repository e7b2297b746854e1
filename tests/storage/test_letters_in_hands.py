"""In whose hands a letter is, to whom it goes, and what is known of those that left (L2, L3, L10)."""

from datetime import timedelta

from bot.domain.letters import Fate, Kind, Letter, Priority
from bot.ports import Letters
from storage.store import Storage
from tests.given import NOW, a_letter, a_person, rows

SECOND = timedelta(seconds=1)
A_MINUTE = timedelta(seconds=60)


async def written(letters: Letters, *several: Letter) -> None:
    for it in several:
        await letters.write(it)


def keys(letters: list[Letter]) -> list[str]:
    return [it.key for it in letters]


async def test_the_most_urgent_are_handed_out_and_no_more_than_the_queue_carries(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        reminder = a_letter(amina, "reminder", NOW - 9 * SECOND, priority=Priority.REMINDER)
        last, first = a_letter(amina, "last", NOW), a_letter(amina, "first", NOW - SECOND)
        await written(store.letters, reminder, last, first, a_letter(amina, "not due", NOW + A_MINUTE))
        assert keys(await store.letters.hand_out(NOW, 2)) == ["first", "last"]
        assert await store.letters.hand_out(NOW, 2) == [], "it carries two"
        assert await store.letters.hand_out(NOW, 1) == [], "fewer than it carries is no error"
        assert keys(await store.letters.hand_out(NOW, 3)) == ["reminder"]
        assert not await store.letters.to_hand_out(NOW)


async def test_what_the_queue_lost_is_handed_out_again(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await written(store.letters, a_letter(amina))
        assert await store.letters.to_hand_out(NOW)
        await store.letters.hand_out(NOW, 1)
        assert not await store.letters.to_hand_out(NOW + A_MINUTE - SECOND)
        assert await store.letters.to_hand_out(NOW + A_MINUTE)
        assert keys(await store.letters.hand_out(NOW + A_MINUTE, 1)) == ["a key"]


async def test_what_was_put_back_is_handed_out_when_its_wait_is_over(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await written(store.letters, a_letter(amina), a_letter(amina, "another"))
        (one, other) = await store.letters.hand_out(NOW, 2)
        assert await store.letters.take(one.id, NOW)
        await store.letters.put_back(one.id, NOW + SECOND, sent=False)
        assert await store.letters.hand_out(NOW, 2) == []
        assert keys(await store.letters.hand_out(NOW + SECOND, 2)) == [one.key]
        await store.letters.close(other.id, Fate.SENT, NOW)
        assert await store.letters.hand_out(NOW + SECOND, 1) == [], "one is carried still, and one was sent"


async def test_one_letter_is_taken_when_it_is_due_and_by_one_worker(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await written(store.letters, a_letter(amina, due_at=NOW + SECOND), a_letter(amina, "another"))
        (other,) = await store.letters.take_due(NOW, 9)
        assert other.key == "another"
        number = other.id - 1
        assert await store.letters.take(number, NOW) is None, "not due"
        taken = await store.letters.take(number, NOW + SECOND)
        assert taken is not None
        assert (taken.key, taken.attempts) == ("a key", 1)
        assert await store.letters.take(number, NOW + A_MINUTE) is None, "in other hands"
        second = await store.letters.take(number, NOW + SECOND + A_MINUTE)
        assert second is not None
        assert second.attempts == 2
        assert await store.letters.take(number, NOW + SECOND + 2 * A_MINUTE) is None, "a third copy"
        assert await store.letters.take(999, NOW) is None
        assert await store.letters.get(999) is None


async def test_a_letter_that_is_closed_is_taken_by_nobody(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await written(store.letters, a_letter(amina), a_letter(amina, "another"))
        taken, other = await store.letters.take_due(NOW, 2)
        await store.letters.put_back(taken.id, NOW, sent=False)
        await store.letters.close(taken.id, Fate.OVERTAKEN, NOW)
        assert await store.letters.take(taken.id, NOW) is None
        await store.letters.put_back(taken.id, NOW + SECOND, sent=True)
        assert await store.letters.next_due() == NOW + A_MINUTE, "the other one's lease"
        assert await store.letters.close(other.id, Fate.SENT, NOW)
        assert await store.letters.next_due() is None


async def test_the_oldest_is_taken_first_and_of_one_moment_the_first_that_was_written(
    storage: Storage, amina: int
) -> None:
    async with storage.writing() as store:
        await written(store.letters, *(a_letter(amina, key) for key in "abc"), a_letter(amina, "old", NOW - SECOND))
        assert keys(await store.letters.take_due(NOW, 2)) == ["old", "a"]
        assert keys(await store.letters.take_due(NOW, 9)) == ["b", "c"]


async def test_a_waiting_letter_moves_and_one_in_hand_or_closed_does_not(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await written(store.letters, a_letter(amina), a_letter(amina, "another", NOW + A_MINUTE))
        assert await store.letters.move("a key", NOW + SECOND)
        assert not await store.letters.move("no such key", NOW)
        assert await store.letters.next_due() == NOW + SECOND
        (taken,) = await store.letters.take_due(NOW + SECOND, 9)
        assert not await store.letters.move("a key", NOW)
        await store.letters.close(taken.id, Fate.SENT, NOW)
        assert not await store.letters.move("a key", NOW)
        assert await store.letters.next_due() == NOW + A_MINUTE


async def test_what_waits_goes_to_another_reader_and_the_rest_stays(storage: Storage, amina: int, url: str) -> None:
    async with storage.writing() as store:
        paul, claire = await a_person(store, "Paul"), await a_person(store, "Claire")
        request, digest = Kind.REQUEST, Kind.DIGEST
        await written(store.letters, a_letter(paul, "sent", kind=request))
        await store.letters.close((await store.letters.take_due(NOW, 1))[0].id, Fate.SENT, NOW)
        await written(store.letters, a_letter(paul, "waits", kind=request), a_letter(paul, "digest", kind=digest),
            a_letter(paul, "other kind"), a_letter(amina, "hers", kind=request))  # fmt: skip
        await store.letters.readdress(paul, claire, [request, digest])
    found = {it["key"]: it["to_id"] for it in rows(url, "SELECT key, to_id FROM letters")}
    assert found == {"sent": paul, "waits": claire, "digest": claire, "other kind": paul, "hers": amina}


async def test_who_was_written_to_is_remembered_whatever_became_of_it(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        paul = await a_person(store, "Paul")
        await written(store.letters, a_letter(amina, "a", kind=Kind.TURN), a_letter(paul, "b", kind=Kind.TURN),
            a_letter(paul, "c"), a_letter(paul, "d", kind=Kind.TURN, args=(2,)))  # fmt: skip
        await store.letters.withdraw("reservation:1", NOW, "over", Kind.TURN)
        assert await store.letters.readers(Kind.TURN, "1") == {amina, paul}
        assert await store.letters.readers(Kind.TURN, "2") == {paul}
        assert await store.letters.readers(Kind.CHANGED, "1") == frozenset()


async def test_a_letter_has_left_once_it_waits_no_more(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await written(store.letters, a_letter(amina), a_letter(amina, "turn", kind=Kind.TURN))
        assert not await store.letters.has_left("reservation:1", Kind.DECISION)
        await store.letters.close((await store.letters.take_due(NOW, 1))[0].id, Fate.SENT, NOW)
        assert await store.letters.has_left("reservation:1", Kind.DECISION)
        assert not await store.letters.has_left("reservation:1", Kind.TURN)
        assert not await store.letters.has_left("reservation:2", Kind.DECISION)


async def test_those_that_were_sent_or_may_have_been_come_in_the_order_they_were_due(
    storage: Storage, amina: int
) -> None:
    async with storage.writing() as store:
        await written(store.letters, *(a_letter(amina, key, NOW - n * SECOND) for n, key in enumerate("abcde")))
        await written(store.letters, a_letter(amina, "B", NOW), a_letter(amina, "A", NOW))
        fates = dict.fromkeys("AB", Fate.SENT) | {
            "a": Fate.SENT,
            "b": Fate.UNKNOWN,
            "c": Fate.OVERTAKEN,
            "d": Fate.SENT,
        }
        for it in await store.letters.take_due(NOW, 9):
            if it.key in fates:
                await store.letters.close(it.id, fates[it.key], NOW)
        assert keys(await store.letters.left(["a", "b", "c", "e"])) == ["b", "a"]
        assert keys(await store.letters.left(["A", "B"])) == ["B", "A"], "of one moment, as they were written"


async def test_withdrawing_touches_neither_what_was_sent_nor_another_kind(
    storage: Storage, amina: int, url: str
) -> None:
    async with storage.writing() as store:
        await written(store.letters, a_letter(amina, "sent", NOW - SECOND))
        await store.letters.close((await store.letters.take_due(NOW, 1))[0].id, Fate.SENT, NOW)
        await written(store.letters, a_letter(amina, "a"), a_letter(amina, "turn", kind=Kind.TURN))
        await store.letters.withdraw("reservation:1", NOW, "cancelled", Kind.TURN)
    found = {it["key"]: (it["fate"], it["why"]) for it in rows(url, "SELECT * FROM letters")}
    assert found == {"sent": ("sent", ""), "a": ("waiting", ""), "turn": ("overtaken", "cancelled")}
