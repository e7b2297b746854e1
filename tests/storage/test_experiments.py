"""The shelf of experiments, on both databases: one at a time, one draw a session, counted once and for good."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot import experiments
from bot.domain.attendance import DAYS, Attendance
from bot.domain.comparing import Counted
from bot.domain.experiments import Arm, Course, Experiment, Question
from bot.domain.letters import Kind
from bot.domain.offers import Publication
from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.domain.reservations import State
from bot.erasing import erase
from bot.ports import Store
from storage.store import Storage
from tests.given import IN_TEN_DAYS, NOW, PARIS, REFUSED, a_person, a_session, rows

LATER = IN_TEN_DAYS + DAYS
"""When the roll of that outing can be called no more."""


async def running(store: Store, planned: int = 1) -> Experiment:
    house = await store.people.organisation("CCAS", NOW)
    assert await store.experiments.start(house, Question.WEEK, planned, NOW)
    it = await store.experiments.running(house)
    assert it is not None
    return it


async def drawn(store: Store, it: Experiment, arm: Arm, title: str = "Bal") -> int:
    session = await a_session(store, places=None, starts_at=IN_TEN_DAYS, title=f"{title} {arm}")
    await store.experiments.draw(it.id, session, arm)
    return session


async def goes(
    store: Store, session: int, came: Attendance | None, places: int = 1, given_back: datetime | None = None
) -> int:
    """An approved place, and what became of it; who has it."""
    who = await a_person(store, f"{session} {came} {given_back}")
    assert await store.offers.take(session, places, NOW)
    number = await store.reservations.add(session, who, places, IN_TEN_DAYS, who, NOW)
    assert await store.reservations.move(await store.reservations.get(number), State.APPROVED, None, NOW)
    if came is not None:
        await store.roll.tick(number, came, who, IN_TEN_DAYS)
    if given_back is not None:
        assert await store.reservations.move(await store.reservations.get(number), State.CANCELLED, who, given_back)
    return who


async def counted(store: Store, it: Experiment) -> dict[Arm, list[Counted]]:
    await store.experiments.count_begun(LATER - DAYS)
    return {arm: list(side) for arm, side in (await store.experiments.get(it.id)).counted.items()}


async def test_one_question_at_a_time_an_organisation(storage: Storage) -> None:
    async with storage.writing() as store:
        it = await running(store)
        elsewhere = await store.people.organisation("Autre relais", NOW)
        assert not await store.experiments.start(it.organisation_id, Question.COST, 1, NOW)
        assert await store.experiments.start(elsewhere, Question.COST, 1, NOW)
        assert [each.question for each in await store.experiments.all_running()] == [Question.WEEK, Question.COST]
        assert [await store.experiments.end(it.id, Course.STOPPED, LATER) for _ in range(2)] == [True, False]
        assert await store.experiments.running(it.organisation_id) is None
        (over,) = await store.experiments.over(it.organisation_id, 3)
        assert (over.course, over.ended_at) == (Course.STOPPED, LATER)
        assert await store.experiments.start(it.organisation_id, Question.COST, 1, NOW)
        with pytest.raises(Gone):
            await store.experiments.get(over.id + 100)


async def test_what_chance_said_first_stands_and_is_of_one_organisation(storage: Storage) -> None:
    async with storage.writing() as store:
        it = await running(store)
        session = await drawn(store, it, Arm.WITHOUT)
        await store.experiments.draw(it.id, session, Arm.WITH)
        assert await store.experiments.arm(it.organisation_id, session) == (Question.WEEK, Arm.WITHOUT)
        elsewhere = await store.people.organisation("Autre relais", NOW)
        assert await store.experiments.arm(elsewhere, session) is None
        await store.experiments.end(it.id, Course.STOPPED, LATER)
        assert await store.experiments.arm(it.organisation_id, session) is None


async def test_places_are_used_or_given_back_in_time_or_lost_and_what_nobody_knows_is_left_out(
    storage: Storage,
) -> None:
    async with storage.writing() as store:
        it = await running(store)
        session = await drawn(store, it, Arm.WITH)
        minute = timedelta(minutes=1)
        await goes(store, session, Attendance.CAME, places=2)
        await goes(store, session, Attendance.ABSENT)
        await goes(store, session, Attendance.EXCUSED)
        await goes(store, session, None, places=4)
        await store.offers.set_deadline(session, IN_TEN_DAYS - timedelta(days=1))
        await goes(store, session, None, given_back=IN_TEN_DAYS - timedelta(days=1) - minute)
        await goes(store, session, None, given_back=IN_TEN_DAYS - timedelta(days=1))
        assert await counted(store, it) == {Arm.WITH: [Counted(6, 3)]}


async def test_people_of_another_organisation_are_not_counted_nor_an_outing_that_was_called_off(
    storage: Storage,
) -> None:
    async with storage.writing() as store:
        it = await running(store)
        session, off = await drawn(store, it, Arm.WITH), await drawn(store, it, Arm.WITHOUT, "Match")
        for each in (session, off):
            await goes(store, each, Attendance.CAME)
        other = await store.people.add("Zoé", await store.people.organisation("Autre relais", NOW), None, NOW)
        number = await store.reservations.add(session, other, 2, IN_TEN_DAYS, other, NOW)
        await store.reservations.move(await store.reservations.get(number), State.APPROVED, None, NOW)
        await store.roll.tick(number, Attendance.CAME, other, IN_TEN_DAYS)
        await call_off(store, off)
        assert await counted(store, it) == {Arm.WITH: [Counted(1, 1)]}


async def call_off(store: Store, session: int) -> None:
    it = await store.offers.session(session)
    assert await store.changes.put_session(replace(it, publication=Publication.CANCELLED), told=False)


async def test_a_session_is_counted_once_its_roll_is_closed_and_what_comes_after_changes_nothing(
    storage: Storage, url: str
) -> None:
    async with storage.writing() as store:
        it = await running(store)
        session = await drawn(store, it, Arm.WITH)
        who = await goes(store, session, Attendance.CAME)
        await store.experiments.count_begun(IN_TEN_DAYS - timedelta(seconds=1))
        assert dict((await store.experiments.get(it.id)).counted) == {}
        before = await counted(store, it)
        assert before == {Arm.WITH: [Counted(1, 1)]}
        await goes(store, session, Attendance.ABSENT)
        await erase(store, await store.people.get(who), LATER)
        assert await counted(store, it) == before


async def test_an_erased_person_is_counted_as_anybody(storage: Storage) -> None:
    async with storage.writing() as store:
        it = await running(store)
        session = await drawn(store, it, Arm.WITH)
        in_time = IN_TEN_DAYS - timedelta(days=1)
        gone = [
            (await goes(store, session, Attendance.CAME), LATER),
            (await goes(store, session, Attendance.ABSENT), LATER),
            (await goes(store, session, None, given_back=in_time), in_time),
            (await goes(store, session, None, given_back=in_time - timedelta(hours=1)), LATER),
            (await goes(store, session, None, given_back=IN_TEN_DAYS), LATER),
        ]
        for who, at in gone:
            await erase(store, await store.people.get(who), at)
        assert await counted(store, it) == {Arm.WITH: [Counted(5, 3)]}


async def test_at_its_end_the_numbers_stay_and_nothing_says_of_which_outings(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        it = await running(store)
        for arm in Arm:
            await goes(store, await drawn(store, it, arm), Attendance.CAME, places=2)
        await drawn(store, it, Arm.WITH, "Personne")
        coordinator = await a_person(store, "Karine")
        await store.people.grant(coordinator, Role.COORDINATOR)
        await experiments.count(store, LATER - timedelta(seconds=1), PARIS)
        assert (await store.experiments.get(it.id)).course is Course.RUNNING
        for _ in range(2):
            await experiments.count(store, LATER, PARIS)
        over = await store.experiments.get(it.id)
        assert (over.course, dict(over.counted)) == (Course.DONE, {arm: [Counted(2, 2)] for arm in Arm})
        assert await store.letters.readers(Kind.EXPERIMENT, str(it.id)) == {coordinator}
    assert [row["session_id"] for row in rows(url, "SELECT session_id FROM arms")] == [None, None]


async def test_of_one_that_was_stopped_nothing_is_kept_that_was_drawn(storage: Storage, url: str) -> None:
    async with storage.writing() as store:
        it = await running(store)
        await goes(store, await drawn(store, it, Arm.WITH), Attendance.CAME)
        await counted(store, it)
        await store.experiments.end(it.id, Course.STOPPED, LATER)
    assert rows(url, "SELECT id FROM arms") == []


async def test_what_another_process_draws_as_it_is_stopped_decides_nothing(storage: Storage) -> None:
    async with storage.writing() as store:
        it = await running(store)
        await store.experiments.end(it.id, Course.STOPPED, LATER)
        late = await drawn(store, it, Arm.WITHOUT)
        assert await store.experiments.arm(it.organisation_id, late) is None


async def test_the_table_itself_refuses_a_second_question_and_more_kept_than_there_were(
    storage: Storage, url: str
) -> None:
    async with storage.writing() as store:
        it = await running(store)
        await drawn(store, it, Arm.WITH)
    with pytest.raises(REFUSED):
        rows(
            url,
            "INSERT INTO experiments (organisation_id, question, planned, started_at) VALUES (?, 'cost', 1, 0)",
            it.organisation_id,
        )
    with pytest.raises(REFUSED):
        rows(url, "UPDATE arms SET places = 1, well = 2")
