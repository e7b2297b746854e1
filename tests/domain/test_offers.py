"""What may be asked for, and what a draft still lacks."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import wall
from bot.domain.offers import (
    MOST_PLACES,
    NO_DATE,
    Missing,
    Offer,
    Publication,
    Venue,
    deadline,
    ensure_may_request,
    is_open,
    missing,
)
from bot.domain.refusals import BookingClosed, Gone, NotEnoughPlaces, Refusal, TooManyPlaces
from tests.given import IN_TEN_DAYS, NOW, PARIS, session

TOMORROW = NOW + timedelta(days=1)


def test_two_places_of_four_may_be_asked_for() -> None:
    ensure_may_request(session(), 2, NOW)


@pytest.mark.parametrize(
    ("facts", "places", "refusal"),
    [
        ({"publication": Publication.DRAFT}, 1, Gone),
        ({"publication": Publication.CANCELLED}, 1, BookingClosed),
        ({"booking_deadline_at": NOW}, 1, BookingClosed),
        ({"starts_at": NOW}, 1, BookingClosed),
        ({}, 0, TooManyPlaces),
        ({}, 5, TooManyPlaces),
        ({"places_a_person": 2}, 3, TooManyPlaces),
        ({"taken": 3}, 2, NotEnoughPlaces),
        ({"taken": 4}, 1, NotEnoughPlaces),
        ({"capacity": None}, 1, NotEnoughPlaces),
    ],
)
def test_the_core_says_no(facts: dict[str, Any], places: int, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        ensure_may_request(session(**facts), places, NOW)


def test_a_no_says_how_many_are_left_and_how_many_one_may_ask_for() -> None:
    with pytest.raises(NotEnoughPlaces) as few:
        ensure_may_request(session(taken=3), 2, NOW)
    with pytest.raises(TooManyPlaces) as many:
        ensure_may_request(session(places_a_person=2), 4, NOW)
    assert (few.value.free, many.value.most) == (1, 2)


def test_open_admission_is_never_full() -> None:
    it = session(capacity=None, open_admission=True, taken=1_000)
    ensure_may_request(it, MOST_PLACES, NOW)
    assert it.free == MOST_PLACES


def test_booking_closes_at_the_deadline_and_never_after_the_start() -> None:
    assert session().closes_at == IN_TEN_DAYS
    assert session(booking_deadline_at=TOMORROW).closes_at == TOMORROW
    assert session(booking_deadline_at=IN_TEN_DAYS + timedelta(days=1)).closes_at == IN_TEN_DAYS


def test_a_draft_has_no_date_until_one_is_said() -> None:
    assert datetime(1970, 1, 1, tzinfo=UTC) == NO_DATE, "what the table holds then is 0"
    assert not session(NO_DATE).has_date
    assert session(NO_DATE + timedelta(seconds=1)).has_date


def test_the_last_second_before_the_deadline_is_open() -> None:
    it = session(booking_deadline_at=TOMORROW)
    assert is_open(it, TOMORROW - timedelta(seconds=1))
    assert not is_open(it, TOMORROW)


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        ({}, []),
        ({"starts_at": NOW}, [Missing.DATE]),
        ({"booking_deadline_at": NOW}, [Missing.DATE]),
        ({"capacity": None}, [Missing.PLACES]),
        ({"capacity": None, "open_admission": True}, []),
        ({"offer": Offer(1, "Concert", Venue(1, ""))}, [Missing.VENUE]),
        ({"starts_at": NOW, "capacity": None}, [Missing.DATE, Missing.PLACES]),
    ],
)
def test_only_what_can_be_honoured_is_published(facts: dict[str, Any], lacks: list[Missing]) -> None:
    assert missing(session(publication=Publication.DRAFT, **facts), NOW) == lacks


def test_the_deadline_is_one_hour_before_or_an_evening_of_the_wall() -> None:
    sunday_of_the_change = session(datetime(2027, 3, 28, 18, 0, tzinfo=UTC))  # 20:00 on the wall
    assert deadline(sunday_of_the_change, 0) == datetime(2027, 3, 28, 17, 0, tzinfo=UTC)
    assert deadline(sunday_of_the_change, 1) == datetime(2027, 3, 27, 17, 0, tzinfo=UTC)
    assert wall(deadline(sunday_of_the_change, 7), PARIS).time() == time(18)


@given(st.integers(0, 20), st.integers(0, 25), st.integers(1, 4), st.integers(-1, 6))
def test_whoever_is_let_in_finds_their_places(capacity: int, taken: int, each: int, places: int) -> None:
    it = session(capacity=capacity, taken=taken, places_a_person=each)
    try:
        ensure_may_request(it, places, NOW)
    except (TooManyPlaces, NotEnoughPlaces):
        assert places < 1 or places > it.most_places
    else:
        assert taken + places <= capacity
        assert 1 <= places <= min(each, MOST_PLACES)
