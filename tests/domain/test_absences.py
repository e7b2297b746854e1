"""The days of an absence: what can be typed, what a tap means, and where it begins and ends on the wall."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.absences import WEEKS, Absence, day_typed, first_days, last_day, span
from bot.domain.refusals import BadReturn
from tests.given import NOW, PARIS

FIRST, LAST = date(2027, 3, 2), date(2027, 3, 8)


@pytest.mark.parametrize("typed", ["14/03/2027", "14/3/2027", " 14.03.2027 ", "14-03-2027", "14 03 2027"])
def test_a_day_as_people_type_it(typed: str) -> None:
    assert day_typed(typed) == date(2027, 3, 14)


@pytest.mark.parametrize(
    "typed",
    ["31/12/1999", "1/1/3000", "", "14/03", "31/02/2027", "0/1/2027", "14/03/27", "31/12/9999", "1/1/0001", "dix"],
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(BadReturn):
        day_typed(typed)


def test_a_day_may_be_of_this_century_or_one_of_the_next() -> None:
    assert day_typed("1/1/2000") == date(2000, 1, 1)
    assert day_typed("31/12/2999") == date(2999, 12, 31)


def test_one_tap_chooses_a_week_two_or_four() -> None:
    assert [last_day(FIRST, weeks) for weeks in WEEKS] == [LAST, date(2027, 3, 15), date(2027, 3, 29)]


def test_a_week_is_seven_days_with_the_first() -> None:
    assert last_day(FIRST, 1) == LAST


def test_on_a_monday_next_monday_is_a_week_away() -> None:
    assert first_days(NOW, PARIS) == (date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 8))


def test_on_another_day_next_monday_is_the_coming_one() -> None:
    assert first_days(NOW + timedelta(days=5), PARIS) == (date(2027, 3, 6), date(2027, 3, 7), date(2027, 3, 8))


def test_it_ends_when_the_last_day_has_ended_also_where_the_clocks_change() -> None:
    assert span(FIRST, LAST, NOW, PARIS) == (
        datetime(2027, 3, 1, 23, 0, tzinfo=UTC),
        datetime(2027, 3, 8, 23, 0, tzinfo=UTC),
    )
    assert span(FIRST, date(2027, 3, 28), NOW, PARIS)[1] == datetime(2027, 3, 28, 22, 0, tzinfo=UTC)


def test_today_begins_now() -> None:
    assert span(date(2027, 3, 1), LAST, NOW, PARIS)[0] == NOW


def test_a_whole_year_may_be_away() -> None:
    midnight = datetime(2027, 2, 28, 23, 0, tzinfo=UTC)
    assert span(date(2027, 3, 1), date(2028, 2, 29), midnight, PARIS)[1] == midnight + timedelta(days=366)
    with pytest.raises(BadReturn):
        span(date(2027, 3, 1), date(2028, 3, 1), midnight, PARIS)


def test_in_the_last_second_the_referent_is_still_away() -> None:
    until = NOW + timedelta(days=7)
    assert Absence(1, 1, "Paul", 2, "Claire", NOW, until).last_moment() == until - timedelta(seconds=1)


@pytest.mark.parametrize("last", [date(2027, 3, 1), date(2027, 2, 1), date(2028, 6, 1)])
def test_it_ends_after_it_began_and_within_a_year(last: date) -> None:
    with pytest.raises(BadReturn):
        span(FIRST, last, NOW, PARIS)
