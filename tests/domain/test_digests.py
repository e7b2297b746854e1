"""When a request comes with others, and when alone."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.digests import HOURS, digest_at, next_hour
from tests.given import IN_TEN_DAYS, NOW, PARIS

MUCH_LATER = NOW + timedelta(days=9)


def test_at_the_next_time_that_the_wall_shows_that_hour() -> None:
    assert next_hour(12, NOW, PARIS) == datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
    assert next_hour(9, NOW, PARIS) == datetime(2027, 3, 2, 8, 0, tzinfo=UTC)


def test_at_the_hour_itself_it_is_the_next_day_s() -> None:
    assert next_hour(12, datetime(2027, 3, 1, 11, 0, tzinfo=UTC), PARIS) == datetime(2027, 3, 2, 11, 0, tzinfo=UTC)


def test_never_on_a_week_end_or_a_holiday() -> None:
    good_friday_night = datetime(2027, 3, 26, 20, 0, tzinfo=UTC)
    assert next_hour(9, good_friday_night, PARIS) == datetime(2027, 3, 30, 7, 0, tzinfo=UTC), "after Easter Monday"


@pytest.mark.parametrize(("away", "alone"), [(timedelta(hours=48), True), (timedelta(hours=48, seconds=1), False)])
def test_an_outing_within_two_days_is_alone(away: timedelta, alone: bool) -> None:
    assert (digest_at(12, NOW + away, MUCH_LATER, NOW, PARIS) is None) is alone


def test_alone_when_the_answer_is_due_sooner_or_no_digest_is_wished() -> None:
    noon = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
    assert digest_at(12, IN_TEN_DAYS, noon, NOW, PARIS) is None
    assert digest_at(12, IN_TEN_DAYS, noon + timedelta(seconds=1), NOW, PARIS) == noon
    assert digest_at(None, IN_TEN_DAYS, MUCH_LATER, NOW, PARIS) is None


def test_the_hours_to_choose_from_leave_a_morning_and_an_afternoon_to_answer() -> None:
    assert HOURS == (9, 12, 17)
