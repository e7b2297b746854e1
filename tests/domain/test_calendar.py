"""Wall time and instants: a wall hour stays that hour, whatever the clocks do (T1)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import HOUR, days_before, instant, is_quiet, on_the, this_month, this_week, wall, week_end
from tests.given import MOMENTS, PARIS

# Oversea zones without summer time, one with it, and one a day apart from Paris.
ZONES = ["Europe/Paris", "America/Cayenne", "Indian/Reunion", "America/Miquelon", "Pacific/Noumea"]
YEARS = range(2026, 2037)


def last_sunday(year: int, month: int) -> date:
    return max(day for n in range(25, 32) if (day := date(year, month, n)).weekday() == 6)


@pytest.mark.parametrize("year", YEARS)
def test_an_hour_of_the_spring_gap_moves_on_by_the_gap(year: int) -> None:
    at = instant(last_sunday(year, 3), time(2, 30), PARIS)
    assert at == datetime.combine(last_sunday(year, 3), time(1, 30), UTC)
    assert wall(at, PARIS).time() == time(3, 30)


@pytest.mark.parametrize("year", YEARS)
def test_an_hour_of_the_autumn_fold_is_the_first_of_the_two(year: int) -> None:
    at = instant(last_sunday(year, 10), time(2, 30), PARIS)
    assert at == datetime.combine(last_sunday(year, 10), time(0, 30), UTC)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("month", "hours"), [(3, 25), (10, 27)])
def test_the_eve_at_18_is_wall_time_across_a_change_day(year: int, month: int, hours: int) -> None:
    """A concert at 20:00 that Sunday: its eve at 18:00 is 25 hours before in spring, 27 in autumn."""
    concert = instant(last_sunday(year, month), time(20), PARIS)
    eve = days_before(concert, 1, time(18), PARIS)
    assert wall(eve, PARIS).time() == time(18)
    assert concert - eve == timedelta(hours=hours)


def test_changes_are_what_the_test_believes() -> None:
    """The dates above are computed; these were read in a calendar."""
    assert last_sunday(2026, 10) == date(2026, 10, 25)
    assert last_sunday(2027, 3) == date(2027, 3, 28)


@pytest.mark.parametrize(("zone", "hour_utc"), [("America/Cayenne", 21), ("Indian/Reunion", 14)])
def test_oversea_the_eve_is_of_the_venue_s_wall(zone: str, hour_utc: int) -> None:
    concert = instant(date(2027, 3, 13), time(20), zone)
    assert days_before(concert, 1, time(18), zone) == datetime(2027, 3, 12, hour_utc, 0, tzinfo=UTC)


def test_the_eve_is_the_day_before_of_the_venue_not_of_greenwich() -> None:
    """Saturday 22:00 in Cayenne is already Sunday in UTC."""
    concert = instant(date(2027, 3, 13), time(22), "America/Cayenne")
    assert concert.date() == date(2027, 3, 14)
    assert wall(days_before(concert, 1, time(18), "America/Cayenne"), "America/Cayenne").date() == date(2027, 3, 12)


hours = st.times().map(lambda it: it.replace(second=0, microsecond=0))
days = st.dates(date(2026, 1, 1), date(2036, 12, 31))


@given(days, hours, st.sampled_from(ZONES))
def test_a_wall_hour_comes_back_unless_the_clocks_skipped_it(day: date, hour: time, zone: str) -> None:
    shown = wall(instant(day, hour, zone), zone).replace(tzinfo=None)
    skipped = shown - datetime.combine(day, hour)
    assert skipped in (timedelta(0), timedelta(hours=1))
    if skipped:
        assert day == last_sunday(day.year, 3) or zone == "America/Miquelon"


@given(days, hours, st.sampled_from(ZONES), st.integers(-1, 7), st.sampled_from([time(8), time(10), time(18)]))
def test_so_many_days_before_is_that_day_at_that_hour(day: date, hour: time, zone: str, n: int, at: time) -> None:
    begins = instant(day, hour, zone)
    found = wall(days_before(begins, n, at, zone), zone)
    assert (found.date(), found.time()) == (wall(begins, zone).date() - timedelta(days=n), at)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(time(7, 59), True), (time(8), False), (time(19, 59), False), (time(20), True), (time(0), True)]
)
@pytest.mark.parametrize("zone", ZONES)
def test_quiet_hours_are_20_to_08_of_the_wall(hour: time, quiet: bool, zone: str) -> None:
    assert is_quiet(instant(date(2027, 7, 6), hour, zone), zone) is quiet


@given(MOMENTS, st.sampled_from(ZONES))
def test_the_week_end_ends_on_monday_at_midnight_and_never_begins_in_the_past(now: datetime, zone: str) -> None:
    since, until = week_end(now, zone)
    assert now <= since < until
    ends = until.astimezone(ZoneInfo(zone))
    assert (ends.weekday(), ends.time()) == (0, time())
    assert wall(since, zone).weekday() in (5, 6)


def test_on_a_sunday_this_week_shows_the_next_one_too() -> None:
    sunday = instant(date(2027, 3, 7), time(11), PARIS)
    assert this_week(sunday, PARIS) == (sunday, instant(date(2027, 3, 15), time(), PARIS))


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2027, 3, 1), date(2027, 4, 1)),
        (date(2027, 3, 25), date(2027, 4, 1)),
        (date(2027, 3, 26), date(2027, 5, 1)),
        (date(2027, 2, 23), date(2027, 4, 1)),
        (date(2027, 12, 1), date(2028, 1, 1)),
        (date(2027, 12, 31), date(2028, 2, 1)),
    ],
)
def test_this_month_is_never_less_than_a_week(today: date, end: date) -> None:
    now = instant(today, time(23, 59), PARIS)
    assert this_month(now, PARIS) == (now, instant(end, time(), PARIS))


@pytest.mark.parametrize(
    ("zone", "at", "full"),
    [
        ("Europe/Paris", datetime(2027, 3, 1, 8, 36, 1, tzinfo=UTC), datetime(2027, 3, 1, 9, 0, tzinfo=UTC)),
        ("Europe/Paris", datetime(2027, 3, 1, 9, 0, tzinfo=UTC), datetime(2027, 3, 1, 9, 0, tzinfo=UTC)),
        ("Pacific/Marquesas", datetime(2027, 3, 1, 9, 0, tzinfo=UTC), datetime(2027, 3, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_full_hour_is_full_on_the_wall(zone: str, at: datetime, full: datetime) -> None:
    assert on_the(HOUR, at, zone) == full


def test_a_moment_just_past_the_hour_is_rounded_up_to_the_next() -> None:
    ten = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    assert on_the(HOUR, ten, PARIS) == ten
    for past in (timedelta(microseconds=1), timedelta(seconds=1), timedelta(minutes=59)):
        assert on_the(HOUR, ten + past, PARIS) == ten + HOUR
