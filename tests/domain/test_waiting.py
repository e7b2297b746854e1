"""Whose turn it is, who comes first, until when one may answer: rules one can hold in the hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.waiting import (
    Entry,
    answer_by,
    called_at_once,
    comes_first,
    for_the_list_until,
    free_for,
    is_last_minute,
    next_in_line,
    rank_of,
)
from tests.given import session

MONDAY_TEN = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
FAR = session(MONDAY_TEN + timedelta(days=10), capacity=10)


def entry(person: int, places: int = 1, **more: object) -> Entry:
    usual = Entry(person, FAR, person, f"P{person}", 1, places, MONDAY_TEN)
    return replace(usual, **more)  # type: ignore[arg-type]


def persons(entries: list[Entry]) -> list[int]:
    return [it.person_id for it in entries]


def test_three_free_places_are_three_turns_in_order() -> None:
    assert persons(next_in_line([entry(n) for n in range(1, 11)], 3)) == [1, 2, 3]


def test_who_passed_or_holds_something_is_left_out_and_the_next_one_is_not() -> None:
    line = [entry(1, passed=True), entry(2, held=True), entry(3)]
    assert persons(next_in_line(line, 1)) == [3]


def test_a_group_that_does_not_fit_stops_the_list() -> None:
    assert next_in_line([entry(1, 3), entry(2)], 2) == []
    assert persons(next_in_line([entry(1, 2), entry(2, 3), entry(3)], 3)) == [1]


def test_by_its_own_house_s_rule_a_smaller_group_goes_by() -> None:
    assert persons(next_in_line([entry(1, 3, lets_smaller_pass=True), entry(2), entry(3, 2)], 2)) == [2]
    assert persons(next_in_line([entry(1, 3), entry(2, lets_smaller_pass=True)], 2)) == []


def test_a_group_larger_than_the_allotment_keeps_nobody_waiting() -> None:
    small = replace(FAR, capacity=2)
    line = [entry(1, 3, session=small), entry(2, session=small)]
    assert persons(next_in_line(line, 1)) == [2]
    assert not comes_first(line[:1], 9, 2)
    assert entry(1, 2, session=small).fits_at_all
    assert not entry(1, 1, session=replace(FAR, capacity=None)).fits_at_all


@pytest.mark.parametrize(
    ("it", "first"),
    [
        (entry(1), True),
        (entry(1, 3), True),
        (entry(1, 3, lets_smaller_pass=True), False),
        (entry(1, passed=True), False),
        (entry(1, held=True), False),
        (entry(9), False),
    ],
)
def test_who_comes_before_somebody_who_asks_directly(it: Entry, first: bool) -> None:
    assert comes_first([it], 9, 1) is first


def test_in_the_last_hours_those_who_wished_and_whom_it_fits_are_called_together() -> None:
    line = [entry(1), entry(2, last_minute=True), entry(3, 2, last_minute=True), entry(4, last_minute=True)]
    assert persons(called_at_once(line, 1)) == [2, 4]


def test_ranks_count_everybody_who_still_waits() -> None:
    line = [entry(5, held=True), entry(6, passed=True), entry(7)]
    assert [rank_of(line, person) for person in (5, 6, 7, 8)] == [1, 2, 3, 0]


def test_open_admission_has_a_place_for_everybody() -> None:
    assert free_for(replace(FAR, open_admission=True, capacity=None), [entry(1, 4), entry(2, 4)]) == 8


def test_a_place_for_each_that_is_not_taken_where_places_are_counted() -> None:
    assert free_for(replace(FAR, taken=7), [entry(1, 4), entry(2, 4)]) == 3


def test_who_fits_exactly_in_what_is_free_comes_first_and_who_does_not_may_be_passed() -> None:
    exact, more = entry(1, 2, lets_smaller_pass=True), entry(1, 3, lets_smaller_pass=True)
    assert comes_first([exact], 9, 2)
    assert not comes_first([more], 9, 2)


def test_near_the_outing_the_answer_is_due_on_a_quarter_else_on_the_hour() -> None:
    five_past = MONDAY_TEN + timedelta(minutes=5)
    near = replace(FAR, starts_at=five_past + timedelta(hours=30))
    assert answer_by(near, five_past, approved=False) == MONDAY_TEN + timedelta(hours=3, minutes=15)
    assert answer_by(FAR, five_past, approved=False) == MONDAY_TEN + timedelta(hours=9)


def test_eight_waking_hours_and_the_week_end_does_not_count() -> None:
    friday_four = datetime(2027, 3, 5, 15, 0, tzinfo=UTC)
    it = replace(FAR, starts_at=friday_four + timedelta(days=9))
    assert answer_by(it, friday_four, approved=False) == datetime(2027, 3, 8, 11, 0, tzinfo=UTC)


def test_three_hours_of_any_day_when_the_outing_is_near() -> None:
    saturday_seven = datetime(2027, 3, 6, 18, 0, tzinfo=UTC)
    it = replace(FAR, starts_at=saturday_seven + timedelta(hours=72))
    assert answer_by(it, saturday_seven, approved=False) == datetime(2027, 3, 7, 9, 0, tzinfo=UTC)
    later = replace(it, starts_at=it.starts_at + timedelta(seconds=1))
    assert answer_by(later, saturday_seven, approved=False) == datetime(2027, 3, 8, 15, 0, tzinfo=UTC)


def test_never_after_the_booking_closes_and_the_referent_has_time_to_answer() -> None:
    closes = MONDAY_TEN + timedelta(hours=2)
    it = replace(FAR, booking_deadline_at=closes)
    assert answer_by(it, MONDAY_TEN, approved=True) == closes
    assert answer_by(it, MONDAY_TEN, approved=False) == closes - timedelta(minutes=30)


@pytest.mark.parametrize(("minutes", "approved", "offered"), [(30, True, True), (29, True, False), (59, False, False)])
def test_with_less_than_half_an_hour_it_is_no_offer(minutes: int, approved: bool, offered: bool) -> None:
    it = replace(FAR, booking_deadline_at=MONDAY_TEN + timedelta(minutes=minutes))
    assert (answer_by(it, MONDAY_TEN, approved) is not None) is offered


def test_the_last_hours_begin_at_twenty_four() -> None:
    assert is_last_minute(FAR, FAR.starts_at - timedelta(hours=24))
    assert not is_last_minute(FAR, FAR.starts_at - timedelta(hours=24, seconds=1))


def test_the_head_start_is_an_hour_or_half_of_what_is_left() -> None:
    early, late = FAR.starts_at - timedelta(hours=9), FAR.starts_at - timedelta(minutes=40)
    assert for_the_list_until(FAR, early) == early + timedelta(hours=1)
    assert for_the_list_until(FAR, late) == late + timedelta(minutes=20)
