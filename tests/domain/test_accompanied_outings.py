"""Accompanied outings: when a group meets, who leads next, and what a volunteer may read, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from bot.domain.accompanied_outings import (
    BEFORE_THE_DOORS,
    SMALL,
    AccompaniedOuting,
    Companion,
    Sign,
    closes_at,
    first_name,
    opens_at,
    shows_people,
)
from bot.domain.calendar import wall
from tests.given import IN_TEN_DAYS, MOMENTS, NOW, PARIS, session

NOUR, VICTOR = Companion(7, "Nour", NOW), Companion(8, "Victor", NOW + timedelta(minutes=1))


def group(**more: object) -> AccompaniedOuting:
    usual: dict[str, object] = {"id": 1, "session": session(), "organisation_id": 1, "sign": Sign.SUN}
    return AccompaniedOuting(**(usual | more))  # type: ignore[arg-type]


def test_a_group_meets_before_the_doors_or_before_the_start() -> None:
    doors = IN_TEN_DAYS - timedelta(minutes=30)
    assert group().meet_at == IN_TEN_DAYS - BEFORE_THE_DOORS
    assert group(session=session(doors_at=doors)).meet_at == doors - BEFORE_THE_DOORS
    assert group(session=session(doors_at=doors), minutes_before=45).meet_at == IN_TEN_DAYS - timedelta(minutes=45)


def test_an_outing_that_moves_takes_its_meeting_along() -> None:
    later = IN_TEN_DAYS + timedelta(days=3, hours=1)
    assert group(session=session(later), minutes_before=45).meet_at == later - timedelta(minutes=45)


def test_the_next_of_the_companions_leads() -> None:
    assert group(companions=(NOUR, VICTOR), leader_id=7).next_leader() == VICTOR
    assert group(companions=(NOUR,), leader_id=7).next_leader() is None
    assert group(companions=(NOUR, VICTOR), leader_id=8).leader == VICTOR
    assert group(companions=(NOUR,)).leader is None


@pytest.mark.parametrize(("minimum", "lacks"), [(1, 0), (2, 0), (3, 1)])
def test_companions_are_lacking_until_there_are_as_many_as_asked_for(minimum: int, lacks: int) -> None:
    assert group(companions=(NOUR, VICTOR), minimum=minimum).lacks_companions == lacks


def test_a_small_group_has_room_for_so_many() -> None:
    assert [group(most=SMALL).has_room(n) for n in (0, SMALL - 1, SMALL)] == [True, True, False]
    assert group().has_room(SMALL * 100)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (datetime(2027, 3, 24, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 24, 23, tzinfo=UTC), True),
        (datetime(2027, 3, 28, 17, tzinfo=UTC), True),
        (datetime(2027, 3, 29, 21, 59, 59, tzinfo=UTC), True),
        (datetime(2027, 3, 29, 22, tzinfo=UTC), False),
    ],
)
def test_a_volunteer_reads_of_people_from_three_days_before_to_the_end_of_the_day_after(
    now: datetime, shown: bool
) -> None:
    """On Sunday 28 March 2027 the clocks of Paris go forward: midnight before is 23:00 of UTC, midnight after 22:00."""
    assert shows_people(session(datetime(2027, 3, 28, 18, tzinfo=UTC)), now) is shown


@given(MOMENTS)
def test_the_window_begins_and_ends_at_midnight_of_the_wall(starts_at: datetime) -> None:
    it = session(starts_at)
    opens, closes = wall(opens_at(it), PARIS), wall(closes_at(it), PARIS)
    assert (opens.hour, closes.hour, (closes.date() - opens.date()).days) == (0, 0, 5)
    assert shows_people(it, starts_at)
    assert not shows_people(it, opens_at(it) - timedelta(seconds=1))
    assert not shows_people(it, closes_at(it))


@pytest.mark.parametrize(
    ("name", "first"), [("Amina", "Amina"), ("Amina Benali", "Amina"), (" Jean-Luc  Petit ", "Jean-Luc"), ("", "")]
)
def test_only_the_first_word_of_a_name_is_read(name: str, first: str) -> None:
    assert first_name(name) == first
