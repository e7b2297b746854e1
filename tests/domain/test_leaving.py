"""When one sets out: the moments to choose from, and the last word before."""

from datetime import timedelta

import pytest

from bot.domain.leaving import ensure_sensible, last_word_at, usual_moments
from bot.domain.refusals import Gone
from tests.given import IN_TEN_DAYS, NOW, session

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
IT = session()


def test_without_a_timetable_two_hours_before_one_and_a_half_or_one_as_long_as_they_are_to_come() -> None:
    assert usual_moments(IT, NOW) == [IN_TEN_DAYS - 2 * HOUR, IN_TEN_DAYS - 1.5 * HOUR, IN_TEN_DAYS - HOUR]
    assert usual_moments(IT, IN_TEN_DAYS - 1.5 * HOUR) == [IN_TEN_DAYS - HOUR]
    assert usual_moments(IT, IN_TEN_DAYS - HOUR) == []


@pytest.mark.parametrize("before", [8 * HOUR, HOUR, SECOND])
def test_one_leaves_on_the_day_and_before_it_begins(before: timedelta) -> None:
    ensure_sensible(IT, IN_TEN_DAYS - before, NOW)
    ensure_sensible(IT, IN_TEN_DAYS - before, IN_TEN_DAYS - before)


@pytest.mark.parametrize(("before", "now"), [
    (8 * HOUR + SECOND, NOW), (timedelta(), NOW), (-HOUR, NOW), (HOUR, IN_TEN_DAYS - HOUR + SECOND)
])  # fmt: skip
def test_a_moment_that_is_past_or_of_another_day_is_a_button_of_before(before: timedelta, now: object) -> None:
    with pytest.raises(Gone):
        ensure_sensible(IT, IN_TEN_DAYS - before, now)  # type: ignore[arg-type]


def test_the_last_word_comes_half_an_hour_before_leaving_or_at_once() -> None:
    assert last_word_at(NOW + HOUR, NOW) == NOW + HOUR / 2
    assert last_word_at(NOW + HOUR / 3, NOW) == NOW
