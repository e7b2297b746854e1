"""Whom to call, on which working morning, and why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calls import Line, Why, call_mornings, last_morning, mornings, why_call
from bot.domain.reminders import Stage
from bot.domain.reservations import Reservation, State
from tests.given import NOW, session

SATURDAY = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)
WEDNESDAY_MORNING, FRIDAY_MORNING = (datetime(2027, 3, day, 7, 30, tzinfo=UTC) for day in (10, 12))


def line(starts_at: datetime = SATURDAY, decided_at: datetime = NOW, **more: object) -> Line:
    it = Reservation(1, session(starts_at), 3, "Fatima", 1, State.APPROVED, NOW, 2, decided_at=decided_at)
    usual: dict[str, object] = {"has_account": False, "reachable": True}
    return Line(it, **(usual | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("starts_at", "three", "one", "last"),
    [
        (SATURDAY, (2027, 3, 10), (2027, 3, 12), (2027, 3, 12)),
        (datetime(2027, 3, 11, 19, 0, tzinfo=UTC), (2027, 3, 8), (2027, 3, 10), (2027, 3, 11)),
        (datetime(2027, 3, 11, 8, 30, tzinfo=UTC), (2027, 3, 8), (2027, 3, 10), (2027, 3, 11)),
        (datetime(2027, 3, 11, 8, 15, tzinfo=UTC), (2027, 3, 8), (2027, 3, 10), (2027, 3, 10)),
        (datetime(2027, 3, 30, 18, 0, tzinfo=UTC), (2027, 3, 26), (2027, 3, 26), (2027, 3, 30)),
    ],
    ids=["saturday", "thursday evening", "an hour after the call", "too early to call that day", "after Easter"],
)
def test_calls_are_made_on_working_mornings(starts_at: datetime, three: object, one: object, last: object) -> None:
    it = session(starts_at)
    found = (*call_mornings(it), last_morning(it))
    assert [(at.year, at.month, at.day) for at in found] == [three, one, last]
    assert {(at.hour, at.minute) for at in found} <= {(7, 30), (6, 30)}


def test_only_mornings_that_are_still_to_come_are_planned() -> None:
    assert mornings(session(SATURDAY), NOW) == [WEDNESDAY_MORNING, FRIDAY_MORNING]
    assert mornings(session(SATURDAY), WEDNESDAY_MORNING) == [FRIDAY_MORNING]
    assert mornings(session(SATURDAY), FRIDAY_MORNING) == []


def test_who_has_no_app_is_called_from_the_morning_on() -> None:
    assert why_call(line(), WEDNESDAY_MORNING - timedelta(seconds=1)) is None
    assert why_call(line(), WEDNESDAY_MORNING) is Why.NO_APP
    assert why_call(line(), SATURDAY - timedelta(seconds=1)) is Why.NO_APP
    assert why_call(line(), SATURDAY) is None


def test_a_call_holds_until_the_next_morning_that_asks_for_one() -> None:
    called = line(called_at=WEDNESDAY_MORNING + timedelta(hours=1))
    assert why_call(called, FRIDAY_MORNING - timedelta(seconds=1)) is None
    assert why_call(called, FRIDAY_MORNING) is Why.NO_APP
    at_once = line(called_at=FRIDAY_MORNING)
    assert why_call(at_once, FRIDAY_MORNING) is None


def test_who_was_booked_for_face_to_face_after_the_morning_is_not_called_about_it() -> None:
    assert why_call(line(decided_at=FRIDAY_MORNING), FRIDAY_MORNING + timedelta(hours=1)) is None


def test_who_is_not_reached_is_called_even_if_they_once_said_yes() -> None:
    it = line(has_account=True, reachable=False)
    said_yes = replace(it, it=replace(it.it, coming_at=NOW))
    assert why_call(said_yes, WEDNESDAY_MORNING) is Why.UNREACHED


def test_silence_is_known_on_the_last_morning_only_and_only_if_something_was_asked() -> None:
    it = line(has_account=True)
    assert why_call(it, FRIDAY_MORNING - timedelta(seconds=1)) is None
    assert why_call(it, FRIDAY_MORNING) is Why.SILENT
    assert why_call(replace(it, it=replace(it.it, coming_at=NOW)), FRIDAY_MORNING) is None
    assert why_call(replace(it, stopped=frozenset(Stage)), FRIDAY_MORNING) is None
    late = line(has_account=True, decided_at=WEDNESDAY_MORNING + timedelta(hours=3))
    assert why_call(late, FRIDAY_MORNING) is None, "no reminder has asked anything yet"


def test_a_reminder_that_leaves_at_the_hour_of_the_call_has_asked() -> None:
    noon = datetime(2027, 3, 11, 10, 30, tzinfo=UTC)
    it = line(noon, has_account=True, decided_at=noon - timedelta(hours=14))
    assert why_call(it, noon - timedelta(hours=3)) is Why.SILENT


@pytest.mark.parametrize("state", [state for state in State if state is not State.APPROVED])
def test_nobody_is_called_about_a_place_they_do_not_have(state: State) -> None:
    it = line()
    assert why_call(replace(it, it=replace(it.it, state=state)), FRIDAY_MORNING) is None
