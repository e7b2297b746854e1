"""A promise of an answer counts in waking hours: 08:00 to 20:00, Monday to Friday, public holidays out."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import instant, is_quiet, wall
from bot.domain.waking import is_working_day, next_working_morning, waking_after
from tests.given import MOMENTS, PARIS

FRIDAY, MONDAY = date(2027, 3, 5), date(2027, 3, 8)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return instant(day, time(hour, minute), PARIS)


@pytest.mark.parametrize(
    ("since", "hours", "until"),
    [
        (at(FRIDAY, 9), 4, at(FRIDAY, 13)),
        (at(FRIDAY, 18), 4, at(MONDAY, 10)),
        (at(FRIDAY, 22), 4, at(MONDAY, 12)),
        (at(FRIDAY, 6), 1, at(FRIDAY, 9)),
        (at(date(2027, 3, 6), 12), 2, at(MONDAY, 10)),
        (at(FRIDAY, 8), 24, at(MONDAY, 20)),
        (at(date(2027, 7, 13), 19), 2, at(date(2027, 7, 15), 9)),
    ],
)
def test_hours_that_people_sleep_or_rest_do_not_count(since: datetime, hours: float, until: datetime) -> None:
    assert waking_after(since, hours, PARIS) == until


def test_near_an_outing_every_day_counts() -> None:
    assert waking_after(at(FRIDAY, 18), 4, PARIS, every_day=True) == at(date(2027, 3, 6), 10)


@pytest.mark.parametrize("day", [date(2027, 5, 1), date(2027, 7, 14), date(2027, 3, 29), date(2027, 3, 6)])
def test_nobody_works_on_a_holiday_or_a_saturday(day: date) -> None:
    assert not is_working_day(day)


def test_the_next_working_morning_skips_a_long_week_end() -> None:
    """Easter 2027: the change of clocks on Sunday the 28th, Monday the 29th a holiday."""
    assert next_working_morning(at(date(2027, 3, 26), 17), time(9), PARIS) == at(date(2027, 3, 30), 9)


@given(MOMENTS, st.floats(0.25, 60), st.booleans())
def test_a_promise_ends_while_people_are_awake_and_never_sooner_than_it_says(
    since: datetime, hours: float, every_day: bool
) -> None:
    until = waking_after(since, hours, PARIS, every_day)
    assert until - since >= timedelta(hours=hours)
    assert not is_quiet(until - timedelta(seconds=1), PARIS)
    assert every_day or is_working_day(wall(until - timedelta(seconds=1), PARIS).date())
