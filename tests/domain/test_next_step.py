"""The next small step: new in one thing only, never far from what a person has done."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.company import Wish
from bot.domain.next_step import NextStep, Stride, next_step
from bot.domain.offers import Offer, Session, Venue
from bot.domain.reservations import Reservation, State
from bot.domain.walking import METRES_A_DEGREE, Place
from tests.given import IN_TEN_DAYS, NOW, session

HOME: Place = (43.0, 5.0)


def outing(metres: float | None, minutes: int | None = 90, venue: int | None = None, **more: Any) -> Session:
    """At a venue so many metres north of home."""
    north = None if metres is None else 43.0 + metres / METRES_A_DEGREE
    number = venue or int(metres or 0) + 1
    place = Venue(number, f"venue {number}", latitude=north, longitude=None if north is None else 5.0)
    ends_at = None if minutes is None else IN_TEN_DAYS + timedelta(minutes=minutes)
    return session(offer=Offer(1, "Concert", place), ends_at=ends_at, **more)


def been(*there: Session, wish: Wish | None = None, places: int = 1) -> list[Reservation]:
    companion = 7 if wish is Wish.COMPANY else None
    usual = Reservation(1, there[0], 1, "Amina", places, State.APPROVED, NOW, wish=wish, companion_id=companion)
    return [replace(usual, session=it) for it in there]


def stride(step: NextStep | None) -> Stride | None:
    return None if step is None else step.stride


def test_who_has_been_nowhere_is_proposed_nothing() -> None:
    assert next_step([], [outing(500)], HOME) is None


@pytest.mark.parametrize(
    ("metres", "expected"),
    [(500, None), (1000, None), (1200, None), (1400, Stride.FURTHER), (2400, Stride.FURTHER), (2600, None)],
)
def test_a_little_further_from_home_is_a_step_and_far_is_none(metres: float, expected: Stride | None) -> None:
    assert stride(next_step(been(outing(1000)), [outing(metres)], HOME)) is expected


def test_who_goes_far_already_may_go_half_as_far_again() -> None:
    assert stride(next_step(been(outing(10_000)), [outing(14_900)], HOME)) is Stride.FURTHER
    assert next_step(been(outing(10_000)), [outing(15_100)], HOME) is None


@pytest.mark.parametrize(("metres", "expected"), [(900, None), (1500, Stride.FURTHER), (2600, None)])
def test_without_a_starting_point_it_is_counted_from_the_places_they_know(
    metres: float, expected: Stride | None
) -> None:
    assert stride(next_step(been(outing(1000)), [outing(metres)], None)) is expected


@pytest.mark.parametrize(
    ("minutes", "expected"), [(60, None), (105, None), (120, Stride.LONGER), (150, Stride.LONGER), (151, None)]
)
def test_a_little_longer_is_a_step(minutes: int, expected: Stride | None) -> None:
    assert stride(next_step(been(outing(1000)), [outing(1000, minutes)], HOME)) is expected


def test_two_news_at_once_are_no_small_step() -> None:
    assert next_step(been(outing(1000)), [outing(2000, 120)], HOME) is None


def test_alone_where_they_were_twice_in_company_and_never_after_the_first_time() -> None:
    twice = been(outing(1000), outing(900), wish=Wish.COMPANY)
    step = next_step(twice, [outing(1000)], HOME)
    assert step is not None
    assert (step.stride, step.wish, step.places) == (Stride.ALONE, Wish.ALONE, 1)
    assert next_step(twice[:1], [outing(1000)], HOME) is None
    assert next_step([*twice, *been(outing(500))], [outing(1000)], HOME) is None


def test_one_who_comes_with_their_own_is_not_asked_to_leave_them() -> None:
    assert next_step(been(outing(1000), outing(1000), wish=Wish.GUEST), [outing(1000)], HOME) is None


def test_a_step_elsewhere_is_taken_as_the_last_one_was() -> None:
    in_company = next_step(been(outing(1000), wish=Wish.COMPANY, places=2), [outing(2000)], HOME)
    family = next_step(been(outing(1000), wish=Wish.GUEST, places=3), [outing(2000)], HOME)
    assert in_company is not None
    assert family is not None
    assert (in_company.wish, in_company.places) == (Wish.COMPANY, 2)
    assert (family.wish, family.places) == (None, 3)
    assert next_step(been(outing(1000), wish=Wish.GUEST, places=3), [outing(2000, capacity=2)], HOME) is None


def test_the_soonest_is_proposed_and_only_one() -> None:
    first, second = outing(2000), outing(1800)
    step = next_step(been(outing(1000)), [outing(500), first, second], HOME)
    assert step is not None
    assert step.session is first


def test_a_venue_that_is_not_on_the_map_is_not_guessed() -> None:
    assert next_step(been(outing(1000)), [outing(None, venue=9)], HOME) is None
    assert next_step(been(outing(None, venue=9)), [outing(1000)], HOME) is None
    assert stride(next_step(been(outing(None, venue=9)), [outing(None, 120, venue=9)], HOME)) is Stride.LONGER


ANY = st.builds(outing, st.one_of(st.none(), st.integers(0, 20_000)), st.one_of(st.none(), st.integers(30, 300)))


@given(st.lists(ANY, min_size=1, max_size=4), st.lists(ANY, max_size=8), st.sampled_from([None, HOME]))
def test_whatever_is_proposed_is_near_what_they_have_done(
    there: list[Session], ahead: list[Session], home: Place | None
) -> None:
    step = next_step(been(*there, wish=Wish.COMPANY), ahead, home)
    if step is None:
        return
    assert step.session in ahead
    lasted = [it.ends_at for it in there if it.ends_at]
    if lasted and step.session.ends_at:
        assert step.session.ends_at - max(lasted) <= timedelta(hours=1)
    if step.stride is Stride.ALONE:
        assert step.session.offer.venue.id in [it.offer.venue.id for it in there]
