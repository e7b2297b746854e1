"""The shelf of rehearsals, on both databases."""

from datetime import timedelta

import pytest

from bot.domain.attendance import Attendance
from bot.domain.company import Wish
from bot.domain.rehearsals import Answer, Rehearsal
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, a_person, a_session
from tests.whole.ground import approved

LATER = IN_TEN_DAYS + timedelta(days=1)


async def test_a_question_has_one_answer_and_one_companion(storage: Storage) -> None:
    async with storage.writing() as store:
        amina, paul, karine = [await a_person(store, name) for name in ("Amina", "Paul", "Karine")]
        place = await approved(store, amina, await a_session(store), NOW)
        assert await store.rehearsals.of(place) is None
        assert not await store.rehearsals.take(place, paul)
        assert [await store.rehearsals.add(place, it, NOW) for it in (Answer.COMPANY, Answer.NO)] == [True, False]
        assert await store.rehearsals.of(place) == Rehearsal(Answer.COMPANY)
        assert [await store.rehearsals.take(place, who) for who in (paul, karine)] == [True, False]
        assert await store.rehearsals.of(place) == Rehearsal(Answer.COMPANY, paul, "Paul")


async def test_whoever_leaves_goes_along_no_more_but_where_it_is_past(storage: Storage) -> None:
    async with storage.writing() as store:
        amina, paul = await a_person(store), await a_person(store, "Paul")
        soon = await approved(store, amina, await a_session(store), NOW)
        later = await approved(store, amina, await a_session(store, starts_at=LATER, title="Ballet"), NOW)
        for place in (soon, later):
            await store.rehearsals.add(place, Answer.COMPANY, NOW)
            await store.rehearsals.take(place, paul)
        assert await store.rehearsals.let_go(paul, IN_TEN_DAYS) == [later]
        assert await store.rehearsals.of(soon) == Rehearsal(Answer.COMPANY, paul, "Paul")
        assert await store.rehearsals.of(later) == Rehearsal(Answer.COMPANY)


@pytest.mark.parametrize(
    ("wish", "came", "over"),
    [
        (None, None, True),
        (Wish.ALONE, Attendance.CAME, True),
        (None, Attendance.ABSENT, False),
        (None, Attendance.EXCUSED, False),
        (Wish.GUEST, Attendance.CAME, False),
        (Wish.COMPANY, Attendance.CAME, False),
    ],
)
async def test_who_has_been_out_alone_is_asked_no_more(
    storage: Storage, wish: Wish | None, came: Attendance | None, over: bool
) -> None:
    async with storage.writing() as store:
        amina = await a_person(store)
        place = await approved(store, amina, await a_session(store), NOW)
        if wish is not None:
            await store.company.wish(place, wish)
        if came is not None:
            await store.roll.tick(place, came, amina, NOW)
        assert not await store.rehearsals.is_over(amina, NOW)
        assert await store.rehearsals.is_over(amina, IN_TEN_DAYS) is over


async def test_who_said_no_is_asked_no_more(storage: Storage) -> None:
    async with storage.writing() as store:
        amina, bilal = await a_person(store), await a_person(store, "Bilal")
        for who, said in ((amina, Answer.NO), (bilal, Answer.PERMANENCE)):
            await store.rehearsals.add(
                await approved(store, who, await a_session(store, 9, title=str(who)), NOW), said, NOW
            )
        assert [await store.rehearsals.is_over(who, NOW) for who in (amina, bilal)] == [True, False]
