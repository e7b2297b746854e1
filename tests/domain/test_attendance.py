"""When the roll is called, and when an absence is spoken of."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.attendance import NEXT_TICK, Attendance, asked_at, may_call_the_roll, told_at
from tests.given import PARIS, session

SATURDAY_EVENING = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)


def test_three_taps_go_round() -> None:
    seen, at = [], None
    for _ in range(4):
        at = NEXT_TICK[at]
        seen.append(at)
    assert seen == [Attendance.CAME, Attendance.EXCUSED, Attendance.ABSENT, Attendance.CAME]


@pytest.mark.parametrize(
    ("after", "may"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(), True),
        (timedelta(days=7, seconds=-1), True),
        (timedelta(days=7), False),
    ],
)
def test_from_the_start_and_for_a_week(after: timedelta, may: bool) -> None:
    assert may_call_the_roll(session(SATURDAY_EVENING), SATURDAY_EVENING + after) is may


@pytest.mark.parametrize(
    ("starts_at", "asked"),
    [
        (SATURDAY_EVENING, datetime(2027, 3, 15, 9, 0, tzinfo=UTC)),
        (datetime(2027, 3, 11, 19, 0, tzinfo=UTC), datetime(2027, 3, 12, 9, 0, tzinfo=UTC)),
        (datetime(2027, 3, 27, 19, 0, tzinfo=UTC), datetime(2027, 3, 30, 8, 0, tzinfo=UTC)),
        (datetime(2027, 4, 30, 18, 0, tzinfo=UTC), datetime(2027, 5, 3, 8, 0, tzinfo=UTC)),
    ],
    ids=["saturday → monday", "thursday → friday", "easter monday is out, and the clocks change", "first of may"],
)
def test_missing_ticks_are_asked_for_the_next_working_day_at_ten(starts_at: datetime, asked: datetime) -> None:
    assert asked_at(session(starts_at)) == asked


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2027, 3, 15, 9, 0, tzinfo=UTC), datetime(2027, 3, 15, 9, 30, tzinfo=UTC)),
        (datetime(2027, 3, 13, 18, 45, tzinfo=UTC), datetime(2027, 3, 14, 9, 0, tzinfo=UTC)),
        (datetime(2027, 3, 14, 2, 0, tzinfo=UTC), datetime(2027, 3, 14, 9, 0, tzinfo=UTC)),
        (datetime(2027, 3, 14, 6, 40, tzinfo=UTC), datetime(2027, 3, 14, 7, 10, tzinfo=UTC)),
    ],
    ids=["by day", "in the evening", "in the night", "early, but after eight by then"],
)
def test_an_absence_is_spoken_of_by_day(now: datetime, told: datetime) -> None:
    assert told_at(now, PARIS) == told
