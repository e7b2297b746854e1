"""The habit of a permanence: its days, its holidays, the days that differ, and both change days of the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.offers import Venue
from bot.domain.permanences import Hours, Permanence, Rhythm, closed_before, moments, next_usual
from tests.given import PARIS

AFTERNOON = Hours(time(14), time(17))
MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
TUESDAY = date(2027, 3, 2)
HERE = Permanence(1, 1, 1, AFTERNOON, PARIS, TUESDAY, venue=Venue(1, "Maison du quartier"), welcomer="Paul")


def days(it: Permanence, now: datetime = MONDAY, most: int = 3) -> list[date]:
    return [each.day for each in moments([it], now, most)]


def on(*numbers: int, month: int = 3) -> list[date]:
    return [date(2027, month, number) for number in numbers]


@pytest.mark.parametrize(
    ("rhythm", "first"),
    [
        (Rhythm.WEEKLY, on(2, 9, 16)),
        (Rhythm.FORTNIGHT, on(2, 16, 30)),
        (Rhythm.FIRST, [*on(2), *on(6, month=4), *on(4, month=5)]),
        (Rhythm.SECOND, [*on(9), *on(13, month=4), *on(11, month=5)]),
        (Rhythm.THIRD, [*on(16), *on(20, month=4), *on(18, month=5)]),
        (Rhythm.FOURTH, [*on(23), *on(27, month=4), *on(25, month=5)]),
        (Rhythm.LAST, [*on(30), *on(27, month=4), *on(25, month=5)]),
    ],
)
def test_each_rhythm_has_its_days(rhythm: Rhythm, first: list[date]) -> None:
    assert days(replace(HERE, rhythm=rhythm)) == first


def test_every_two_weeks_is_counted_from_its_first_day_backwards_too() -> None:
    it = replace(HERE, rhythm=Rhythm.FORTNIGHT, first_day=date(2027, 3, 23))
    assert days(it) == on(9, 23) + on(6, month=4)


def test_a_public_holiday_is_closed_and_said_to_be() -> None:
    mondays = replace(HERE, weekday=0, first_day=MONDAY.date())
    now = datetime(2027, 3, 27, 9, 0, tzinfo=UTC)
    shown = moments([mondays], now)
    assert [it.day for it in shown] == [*on(5, 12, 19, month=4)], "Easter Monday is 29 March 2027"
    (left_out,) = closed_before(shown, [mondays], now)
    assert (left_out.day, left_out.holiday) == (date(2027, 3, 29), True)


def test_the_team_may_open_on_a_holiday_close_a_usual_day_and_open_another() -> None:
    easter, closed, extra = date(2027, 3, 29), date(2027, 4, 5), date(2027, 4, 7)
    morning = Hours(time(10), time(12))
    it = replace(HERE, weekday=0, days={easter: morning, closed: None, extra: morning})
    now = datetime(2027, 3, 27, 9, 0, tzinfo=UTC)
    shown = moments([it], now)
    assert [each.day for each in shown] == [easter, extra, date(2027, 4, 12)]
    assert shown[0].opens_at == datetime(2027, 3, 29, 8, 0, tzinfo=UTC)
    assert [(each.day, each.holiday) for each in closed_before(shown, [it], now)] == [(closed, False)]


def test_one_that_is_open_counts_until_it_closes() -> None:
    closing = datetime(2027, 3, 2, 16, 0, tzinfo=UTC)
    assert days(HERE, closing - timedelta(seconds=1))[0] == TUESDAY
    assert days(HERE, closing)[0] == date(2027, 3, 9)


def test_hours_are_of_the_wall_whatever_the_clocks_do() -> None:
    before, after = moments([HERE], datetime(2027, 3, 22, 9, 0, tzinfo=UTC))[:2]
    assert (before.day, before.opens_at.hour) == (date(2027, 3, 23), 13)
    assert (after.day, after.opens_at.hour) == (date(2027, 3, 30), 12), "clocks change on 28 March 2027"
    assert after.reminder_at == datetime(2027, 3, 29, 16, 0, tzinfo=UTC)


def test_several_are_told_in_one_order() -> None:
    thursdays = replace(HERE, id=2, weekday=3, first_day=date(2027, 3, 4))
    assert [(it.permanence.id, it.day) for it in moments([thursdays, HERE], MONDAY)] == [
        (1, TUESDAY),
        (2, date(2027, 3, 4)),
        (1, date(2027, 3, 9)),
    ]


def test_nobody_sees_one_without_a_place() -> None:
    nowhere = replace(HERE, venue=None, days={TUESDAY: None})
    assert moments([nowhere], MONDAY) == []
    assert closed_before(moments([HERE], MONDAY), [nowhere], MONDAY) == []


def test_the_coming_day_of_a_rhythm_may_be_today() -> None:
    assert next_usual(HERE, TUESDAY) == TUESDAY
    assert next_usual(HERE, TUESDAY + timedelta(days=1)) == date(2027, 3, 9)
