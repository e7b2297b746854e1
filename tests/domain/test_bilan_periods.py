"""Periods of a bilan: whole months, named the same when they are typed and when they are kept."""

from datetime import date, timedelta

import pytest

from bot.domain.bilan import Period, Span, period_of, read_period

DAYS = [date(2026, 1, 1) + timedelta(n) for n in range(365)]


@pytest.mark.parametrize("span", Span)
def test_the_periods_of_a_year_follow_each_other_and_cover_it(span: Span) -> None:
    periods = sorted({period_of(day, span) for day in DAYS})
    assert [it.end for it in periods[:-1]] == [it.first for it in periods[1:]]
    assert (periods[0].first, periods[-1].last) == (DAYS[0], DAYS[-1])
    assert all(it.first <= day <= it.last for day in DAYS for it in [period_of(day, span)])


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


def test_a_period_is_over_on_the_day_after_its_last() -> None:
    march = Period(Span.MONTH, date(2026, 3, 1))
    assert march.has_ended(date(2026, 4, 1))
    assert not march.has_ended(date(2026, 3, 31))


def test_the_last_year_that_can_be_typed_has_not_ended() -> None:
    it = read_period("9999")
    assert it is not None
    assert not it.has_ended(date(2027, 3, 1))
