"""The clock of a request: waking hours, nearer outings sooner, and nothing after the end of booking."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.domain.calendar import wall
from bot.domain.deciding import clock, coordinator_at
from bot.domain.waiting import answer_by
from bot.domain.waking import waking_between
from tests.given import PARIS, session

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
"""Ten in the morning on the wall."""


def test_a_request_on_monday_morning_is_due_on_tuesday_afternoon() -> None:
    it = clock(session(MONDAY + timedelta(days=10)), MONDAY)
    assert it.nudges == (MONDAY + timedelta(hours=5, minutes=20), datetime(2027, 3, 2, 7, 40, tzinfo=UTC))
    assert it.decide_by == datetime(2027, 3, 2, 13, 0, tzinfo=UTC)
    assert it.coordinator_at == datetime(2027, 3, 2, 18, 30, tzinfo=UTC)
    assert it.expires_at == datetime(2027, 3, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("away", "step"), [(timedelta(days=10), timedelta(hours=1)), (timedelta(hours=34), timedelta(minutes=15))]
)
def test_what_people_read_is_a_full_hour_and_near_the_outing_a_quarter(away: timedelta, step: timedelta) -> None:
    for minutes in range(0, 600, 7):
        asked = MONDAY + timedelta(minutes=minutes)
        it = session(MONDAY + away)
        told = clock(it, asked)
        for at in (told.decide_by, told.expires_at):
            on = wall(at, PARIS)
            assert timedelta(hours=on.hour, minutes=on.minute, seconds=on.second) % step == timedelta()
        until = answer_by(it, asked, approved=False)
        assert until
        assert timedelta(minutes=wall(until, PARIS).minute) % step == timedelta()


def test_a_week_end_and_a_holiday_are_no_waking_time() -> None:
    good_friday_evening = datetime(2027, 3, 26, 18, 0, tzinfo=UTC)
    it = clock(session(good_friday_evening + timedelta(days=20)), good_friday_evening)
    assert it.nudges[0] == datetime(2027, 3, 30, 10, 20, tzinfo=UTC), "Monday is Easter Monday"


def test_near_the_outing_every_day_counts_and_a_third_of_what_is_left_is_the_referent_s() -> None:
    friday = datetime(2027, 3, 5, 9, 0, tzinfo=UTC)
    it = clock(session(datetime(2027, 3, 6, 19, 0, tzinfo=UTC)), friday)
    assert it.decide_by == friday + timedelta(hours=7, minutes=30), "a third of 22 hours, on the quarter"
    assert it.expires_at < datetime(2027, 3, 6, 12, 0, tzinfo=UTC)


def test_a_request_in_the_night_for_the_next_morning_still_has_a_clock() -> None:
    at = datetime(2027, 3, 6, 22, 0, tzinfo=UTC)
    it = clock(session(at + timedelta(hours=9)), at)
    assert it.decide_by == at + timedelta(hours=3)
    assert it.expires_at == at + timedelta(hours=5)


@pytest.mark.parametrize("hours", [0.01, 0.5, 2, 5, 12, 24, 47, 71, 73, 90, 100, 200, 1000])
@pytest.mark.parametrize("start", range(0, 168, 7))
def test_the_moments_follow_each_other_and_never_pass_the_end_of_booking(hours: float, start: int) -> None:
    asked = MONDAY + timedelta(hours=start)
    it = session(asked + timedelta(hours=hours, days=2), booking_deadline_at=asked + timedelta(hours=hours))
    told = clock(it, asked)
    moments = [asked, *told.nudges, told.decide_by, told.coordinator_at, told.expires_at, it.closes_at]
    assert all(earlier <= later for earlier, later in pairwise(moments)), moments
    if hours > 1:
        assert len(set(moments)) == len(moments)


def test_the_moment_of_the_coordinator_is_known_again_from_what_is_remembered() -> None:
    for days in range(1, 30):
        it = clock(session(MONDAY + timedelta(days=days)), MONDAY)
        assert coordinator_at(it.decide_by, it.expires_at, PARIS) == it.coordinator_at


def test_the_coordinator_is_asked_halfway_in_waking_time() -> None:
    friday, monday = datetime(2027, 3, 5, 17, 0, tzinfo=UTC), datetime(2027, 3, 8, 9, 0, tzinfo=UTC)
    assert coordinator_at(friday, monday, PARIS) == datetime(2027, 3, 5, 19, 0, tzinfo=UTC), "of two hours and two"


def test_where_no_working_hour_is_left_every_day_counts_and_in_the_night_the_clock_alone() -> None:
    saturday, sunday = datetime(2027, 3, 6, 9, 0, tzinfo=UTC), datetime(2027, 3, 7, 11, 0, tzinfo=UTC)
    assert coordinator_at(saturday, sunday, PARIS) == datetime(2027, 3, 6, 16, 0, tzinfo=UTC), "of ten hours and four"
    evening = datetime(2027, 3, 6, 21, 0, tzinfo=UTC)
    assert coordinator_at(evening, evening + timedelta(hours=4), PARIS) == evening + timedelta(hours=2)


def test_three_days_before_the_end_of_booking_it_is_near_and_three_waking_hours_are_enough() -> None:
    friday = datetime(2027, 3, 5, 9, 10, tzinfo=UTC)
    near = clock(session(friday + timedelta(hours=72)), friday)
    assert wall(near.decide_by, PARIS).minute == 15, "on the quarter"
    far = clock(session(friday + timedelta(hours=72, seconds=1)), friday)
    assert wall(far.decide_by, PARIS).minute == 0
    at_two = clock(session(friday + timedelta(hours=3)), friday)
    assert at_two.decide_by == datetime(2027, 3, 5, 10, 15, tzinfo=UTC), "an hour of three, on the quarter"
    at_one = clock(session(friday + timedelta(hours=3) - timedelta(seconds=3)), friday)
    assert at_one.decide_by == friday + timedelta(minutes=59, seconds=59), "too little to round"


def test_waking_time_between_two_moments() -> None:
    friday, monday = datetime(2027, 3, 5, 18, 0, tzinfo=UTC), datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
    assert waking_between(friday, monday, PARIS) == timedelta(hours=2, minutes=30)
    assert waking_between(friday, monday, PARIS, every_day=True) == timedelta(hours=26, minutes=30)
    assert waking_between(monday, friday, PARIS) == timedelta()
