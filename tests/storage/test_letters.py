"""The shelf of letters: written once for a key, taken when due, closed once (L1, L2)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.letters import Fate, Kind, Priority
from storage.store import Storage
from tests.given import NOW, a_letter, a_person, rows

SECOND = timedelta(seconds=1)


async def test_the_same_key_is_written_once(storage: Storage, amina: int, url: str) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina, "reminder:1:j3:1"))
        await store.letters.write(a_letter(amina, "reminder:1:j3:1", NOW + SECOND))
        await store.letters.write(a_letter(amina, "reminder:1:j3:2"))
    assert len(rows(url, "SELECT * FROM letters")) == 2


async def test_the_key_of_a_sent_letter_stays_taken(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        await store.letters.close((await store.letters.take_due(NOW, 1))[0].id, Fate.SENT, NOW)
        await store.letters.write(a_letter(amina))
        assert await store.letters.take_due(NOW, 1) == []


async def test_what_is_not_due_is_not_taken(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina, due_at=NOW + SECOND))
        assert await store.letters.take_due(NOW, 1) == []
        assert await store.letters.next_due() == NOW + SECOND
        assert len(await store.letters.take_due(NOW + SECOND, 1)) == 1


async def test_decisions_leave_before_reminders_and_the_oldest_first(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina, "reminder", NOW - 9 * SECOND, priority=Priority.REMINDER))
        await store.letters.write(a_letter(amina, "second", NOW - SECOND))
        await store.letters.write(a_letter(amina, "first", NOW - 2 * SECOND))
        assert [it.key for it in await store.letters.take_due(NOW, 2)] == ["first", "second"]
        assert [it.key for it in await store.letters.take_due(NOW, 2)] == ["reminder"]


async def test_closing_happens_once_and_says_why(storage: Storage, amina: int, url: str) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina))
        (taken,) = await store.letters.take_due(NOW, 1)
        assert await store.letters.close(taken.id, Fate.OVERTAKEN, NOW, "moved")
        assert not await store.letters.close(taken.id, Fate.SENT, NOW)
    assert [(it["fate"], it["why"]) for it in rows(url, "SELECT * FROM letters")] == [("overtaken", "moved")]


async def test_what_was_taken_back_was_not_said(storage: Storage, amina: int) -> None:
    async with storage.writing() as store:
        for fate in (Fate.OVERTAKEN, Fate.LATE, Fate.SENT):
            assert not await store.letters.was_said("reservation:1", Kind.DECISION)
            await store.letters.write(a_letter(amina, f"to be {fate}"))
            (taken,) = await store.letters.take_due(NOW, 1)
            await store.letters.close(taken.id, fate, NOW)
        assert await store.letters.was_said("reservation:1", Kind.DECISION)
        assert not await store.letters.was_said("reservation:1", Kind.TURN)
        assert not await store.letters.was_said("reservation:10", Kind.DECISION)


async def test_withdrawing_closes_what_waits_on_that_subject_only(storage: Storage, amina: int, url: str) -> None:
    async with storage.writing() as store:
        await store.letters.write(a_letter(amina, "about it"))
        await store.letters.write(a_letter(amina, "about another", about="reservation:10"))
        await store.letters.withdraw("reservation:1", NOW, "cancelled")
        await store.letters.withdraw("reservation:10", NOW, "cancelled", kind=Kind.REMINDER)
    found = {it["key"]: it["fate"] for it in rows(url, "SELECT * FROM letters")}
    assert found == {"about it": "overtaken", "about another": "waiting"}


async def test_letters_that_say_the_same_at_the_same_moment_know_each_other(storage: Storage, amina: int) -> None:
    """The later one knows the earlier; one that was closed unsent says nothing any more."""
    async with storage.writing() as store:
        paul = await a_person(store, "Paul")
        for to, key, more in (
            (amina, "first", {}),
            (paul, "second", {}),
            (paul, "later", {"due_at": NOW + SECOND}),
            (paul, "of another outing", {"args": (2,)}),
        ):
            usual: dict[str, Any] = {"kind": Kind.ROLL_CALL, "args": (1,), "due_at": NOW}
            await store.letters.write(replace(a_letter(to, key), **(usual | more)))
        letters = {it.key: it for it in await store.letters.take_due(NOW + SECOND, 10)}
        assert await store.letters.addressees_before(letters["first"]) == []
        assert await store.letters.addressees_before(letters["second"]) == [amina]
        assert await store.letters.addressees_before(letters["later"]) == []
        assert await store.letters.addressees_before(letters["of another outing"]) == []
        await store.letters.close(letters["first"].id, Fate.OVERTAKEN, NOW, "nothing to say")
        assert await store.letters.addressees_before(letters["second"]) == []
