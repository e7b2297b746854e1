"""Periods of a bilan: whole months, named the same when they are typed and when they are kept."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.attendance import DAYS
from bot.domain.bilan import Period, Span, latest_settled, period_of, read_period

DAYS_OF_2026 = [date(2026, 1, 1) + timedelta(n) for n in range(365)]


@pytest.mark.parametrize("span", Span)
def test_the_periods_of_a_year_follow_each_other_and_cover_it(span: Span) -> None:
    periods = sorted({period_of(day, span) for day in DAYS_OF_2026})
    assert [it.end for it in periods[:-1]] == [it.first for it in periods[1:]]
    assert (periods[0].first, periods[-1].last) == (DAYS_OF_2026[0], DAYS_OF_2026[-1])
    assert all(it.first <= day <= it.last for day in DAYS_OF_2026 for it in [period_of(day, span)])


@pytest.mark.parametrize("span", Span)
def test_a_period_is_its_months(span: Span) -> None:
    it = period_of(date(2026, 11, 23), span)
    assert (it.months()[0].first, it.months()[-1].end) == (it.first, it.end)
    assert {period_of(each.first, span) for each in it.months()} == {it}


@pytest.mark.parametrize("typed", ["2026-03", "2026-T1", "2026-T4", "2026"])
def test_a_period_is_read_by_its_name(typed: str) -> None:
    it = read_period(typed)
    assert it is not None
    assert it.name == typed


def test_a_period_is_read_as_people_type_it() -> None:
    assert read_period(" 2026-t2 ") == Period(Span.QUARTER, date(2026, 4, 1))


@pytest.mark.parametrize("typed", ["", "mars", "2026-13", "2026-00", "2026-T5", "26-03", "2026-3", "0000", "٢٠٢٦"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    assert read_period(typed) is None


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Europe/Paris", "Pacific/Kiritimati"])
def test_a_period_is_settled_when_no_roll_of_it_can_be_called_any_more(zone: str) -> None:
    march = Period(Span.MONTH, date(2026, 3, 1))
    last = datetime(2026, 3, 31, 23, 59, tzinfo=ZoneInfo(zone))
    days = [date(2026, 4, 1) + timedelta(n) for n in range(14)]
    settled = min(day for day in days if march.is_settled(day))
    assert datetime.combine(settled, time(), UTC) >= last + DAYS
    assert settled <= (last + DAYS).date() + timedelta(2)


@pytest.mark.parametrize("span", Span)
def test_the_latest_settled_period_is_and_the_next_is_not(span: Span) -> None:
    for day in DAYS_OF_2026:
        it = latest_settled(day, span)
        assert it.is_settled(day)
        assert not period_of(it.end, span).is_settled(day)


def test_the_last_year_that_can_be_typed_is_not_settled() -> None:
    it = read_period("9999")
    assert it is not None
    assert not it.is_settled(date(2027, 3, 1))
