"""When to help someone set out: the stages, and what remains of them for a late booking."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import instant, wall
from bot.domain.reminders import Stage, due_moments, plan
from tests.given import MOMENTS, PARIS, session

SATURDAY = date(2027, 3, 13)
CONCERT = session(instant(SATURDAY, time(20), PARIS))


def on(hour: time, day: date = SATURDAY, zone: str = PARIS) -> datetime:
    """The 3-hours stage of a session that begins at this hour."""
    return wall(due_moments(session(instant(day, hour, zone), zone))[Stage.HOURS], zone)


def stages(since: datetime) -> list[Stage]:
    return [it.stage for it in plan(CONCERT, since)]


def test_a_concert_on_saturday_evening_has_five_moments() -> None:
    assert {stage: f"{wall(at, PARIS):%a %d %H:%M}" for stage, at in due_moments(CONCERT).items()} == {
        Stage.WEEK: "Sat 06 10:00",
        Stage.THREE_DAYS: "Wed 10 10:00",
        Stage.EVE: "Fri 12 18:00",
        Stage.HOURS: "Sat 13 17:00",
        Stage.AFTER: "Sun 14 10:00",
    }


def test_a_reminder_is_useless_from_the_start_on_and_the_question_of_the_day_after_for_three_days() -> None:
    for it in plan(CONCERT, CONCERT.starts_at - timedelta(days=30)):
        after = it.stage is Stage.AFTER
        assert it.late_at == (it.due_at + timedelta(days=3) if after else CONCERT.starts_at)


def test_a_late_booking_gets_the_stages_that_remain() -> None:
    assert stages(CONCERT.starts_at - timedelta(days=30)) == list(Stage)
    assert stages(CONCERT.starts_at - timedelta(days=2)) == [Stage.EVE, Stage.HOURS, Stage.AFTER]
    assert stages(CONCERT.starts_at - timedelta(hours=1)) == [Stage.AFTER]


def test_a_yes_at_the_very_moment_of_a_stage_is_answer_enough() -> None:
    assert stages(instant(SATURDAY - timedelta(days=1), time(18), PARIS))[0] is Stage.HOURS


def test_what_the_person_stopped_is_not_planned() -> None:
    stopped = frozenset({Stage.WEEK, Stage.AFTER})
    planned = plan(CONCERT, CONCERT.starts_at - timedelta(days=30), stopped)
    assert not stopped & {it.stage for it in planned}


@pytest.mark.parametrize(
    ("later", "again"),
    [
        (timedelta(hours=3), [Stage.AFTER]),
        (timedelta(days=1), [Stage.THREE_DAYS, Stage.EVE, Stage.HOURS, Stage.AFTER]),
        (timedelta(days=6), [Stage.THREE_DAYS, Stage.EVE, Stage.HOURS, Stage.AFTER]),
        (timedelta(days=7), list(Stage)),
    ],
)
def test_what_was_read_comes_again_for_another_day_and_j7_for_another_week(
    later: timedelta, again: list[Stage]
) -> None:
    had: dict[Stage, datetime] = {it: at for it, at in due_moments(CONCERT).items() if it is not Stage.AFTER}
    moved = session(CONCERT.starts_at + later)
    assert [it.stage for it in plan(moved, CONCERT.starts_at - timedelta(days=30), had=had)] == again


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        (time(20), time(17)),
        (time(11), time(8)),
        (time(10), time(8)),
        (time(9), time(8)),
        (time(14, 30), time(11, 30)),
    ],
)
def test_three_hours_before_is_not_before_08_while_an_hour_is_left(begins: time, said: time) -> None:
    assert on(begins).time() == said


def test_a_departure_at_dawn_is_said_three_hours_before() -> None:
    """At 08:00 there would be less than an hour left to set out."""
    assert on(time(8, 30)).time() == time(5, 30)


def test_on_the_morning_the_clocks_change_an_hour_is_still_an_hour() -> None:
    spring, autumn = date(2027, 3, 28), date(2027, 10, 31)
    assert on(time(10), spring).time() == time(8)
    assert on(time(4), autumn) == wall(instant(autumn, time(4), PARIS) - timedelta(hours=3), PARIS)


def test_an_evening_that_ends_after_midnight_is_asked_about_the_next_morning() -> None:
    """Saturday's party is asked about on Sunday, also when it ended at one o'clock."""
    party = session(instant(SATURDAY, time(21), PARIS), ends_at=instant(date(2027, 3, 14), time(1), PARIS))
    assert wall(due_moments(party)[Stage.AFTER], PARIS) == wall(instant(date(2027, 3, 14), time(10), PARIS), PARIS)


@pytest.mark.parametrize(("ends", "asked_on"), [(time(5, 59), 14), (time(6), 15)])
def test_what_ends_before_six_was_an_outing_of_the_evening_before(ends: time, asked_on: int) -> None:
    night = session(instant(SATURDAY, time(21), PARIS), ends_at=instant(date(2027, 3, 14), ends, PARIS))
    assert wall(due_moments(night)[Stage.AFTER], PARIS).date() == date(2027, 3, asked_on)


def test_an_outing_of_two_days_is_asked_about_after_its_end() -> None:
    camp = session(instant(SATURDAY, time(9), PARIS), ends_at=instant(date(2027, 3, 14), time(18), PARIS))
    assert wall(due_moments(camp)[Stage.AFTER], PARIS).date() == date(2027, 3, 15)


@pytest.mark.parametrize("zone", ["America/Cayenne", "Indian/Reunion"])
def test_oversea_the_stages_keep_the_venue_s_hours(zone: str) -> None:
    moments = due_moments(session(instant(SATURDAY, time(20), zone), zone))
    shown = [wall(at, zone).hour for at in moments.values()]
    assert shown == [10, 10, 18, 17, 10]


@given(
    MOMENTS,
    st.integers(0, 12 * 60),
    st.integers(0, 20 * 24),
    st.sampled_from(["Europe/Paris", "America/Cayenne", "Indian/Reunion"]),
)
def test_nothing_is_planned_too_late(starts: datetime, lasts: int, hours_ahead: int, zone: str) -> None:
    it = session(starts, zone, ends_at=starts + timedelta(minutes=lasts))
    since = starts - timedelta(hours=hours_ahead)
    for planned in plan(it, since):
        assert since < planned.due_at < planned.late_at
        if planned.stage is Stage.AFTER:
            assert planned.due_at > starts + timedelta(minutes=lasts)
        else:
            assert planned.due_at < planned.late_at == starts
