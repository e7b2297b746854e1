"""What may be asked of the reminders, for which sessions, and what chance never takes away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.comparing import Counted
from bot.domain.experiments import (
    HELPING,
    STAGE,
    USUAL,
    Arm,
    Course,
    Experiment,
    Question,
    may_be_left_out,
    takes_in,
)
from bot.domain.reminders import Stage, due_moments
from tests.given import IN_TEN_DAYS, NOW, session

NONE_STOPPED: frozenset[Stage] = frozenset()


def test_every_question_is_about_a_letter_and_has_a_usual_answer() -> None:
    assert set(STAGE) == set(USUAL) == set(Question)


def test_the_eve_and_the_day_are_never_taken_away() -> None:
    for stage in (Stage.THREE_DAYS, Stage.EVE, Stage.HOURS):
        assert not may_be_left_out(stage, NONE_STOPPED, True, False)
    assert may_be_left_out(Stage.WEEK, NONE_STOPPED, True, False)


def test_a_first_outing_and_one_in_company_keep_all_their_letters() -> None:
    assert not may_be_left_out(Stage.WEEK, NONE_STOPPED, False, False)
    assert not may_be_left_out(Stage.WEEK, NONE_STOPPED, True, True)


def test_the_only_letter_that_somebody_still_wants_is_sent() -> None:
    assert not may_be_left_out(Stage.WEEK, HELPING, True, False)
    assert may_be_left_out(Stage.WEEK, HELPING - {Stage.EVE}, True, False)


@pytest.mark.parametrize("question", Question)
def test_a_session_is_taken_in_while_its_letter_is_ahead(question: Question) -> None:
    it = session()
    due = due_moments(it)[STAGE[question]]
    assert takes_in(question, it, due - timedelta(seconds=1))
    assert not takes_in(question, it, due)


def test_where_everybody_may_come_in_no_place_is_missed() -> None:
    assert not takes_in(Question.WEEK, replace(session(IN_TEN_DAYS), open_admission=True), NOW)


def an_experiment(sessions: int, course: Course) -> Experiment:
    side = [Counted(4, 3)] * sessions
    return Experiment(1, 1, Question.WEEK, 10, NOW, course, None, {Arm.WITH: side, Arm.WITHOUT: side[:10]})


def test_it_is_enough_when_both_sides_have_what_was_planned() -> None:
    assert [an_experiment(n, Course.RUNNING).is_enough for n in (9, 10, 30)] == [False, True, True]
    assert not replace(an_experiment(30, Course.RUNNING), planned=11).is_enough


@pytest.mark.parametrize("course", [Course.RUNNING, Course.STOPPED])
def test_nothing_is_told_before_the_end_however_much_was_counted(course: Course) -> None:
    assert an_experiment(30, course).result() is None
    assert an_experiment(30, Course.DONE).result() is not None
