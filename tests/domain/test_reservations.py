"""The life of a place is a small graph; what has ended stays ended."""

from dataclasses import replace

import pytest

from bot.domain.reservations import LIVE, NEXT, Reservation, State
from tests.given import NOW, session

ENDED = {
    State.REFUSED,
    State.WITHDRAWN,
    State.EXPIRED,
    State.CANCELLED,
    State.CALLED_OFF,
    State.DECLINED,
    State.LAPSED,
}
ASKED = Reservation(1, session(), 1, "Amina", 1, State.REQUESTED, NOW)


def test_every_state_is_alive_or_has_ended() -> None:
    assert set(State) == LIVE | ENDED
    assert not LIVE & ENDED


def test_what_has_ended_leads_nowhere() -> None:
    assert set(NEXT) == LIVE


def test_every_request_can_end_in_each_of_its_ways_and_no_other() -> None:
    assert NEXT[State.REQUESTED] == {
        State.APPROVED,
        State.REFUSED,
        State.WITHDRAWN,
        State.EXPIRED,
        State.CALLED_OFF,
    }


def test_a_freed_place_that_is_held_for_someone_is_taken_left_or_passes_on() -> None:
    assert NEXT[State.OFFERED] == {
        State.REQUESTED,
        State.APPROVED,
        State.DECLINED,
        State.LAPSED,
        State.CALLED_OFF,
    }


def test_after_the_yes_only_the_person_or_the_organiser_ends_it() -> None:
    assert NEXT[State.APPROVED] == {State.CANCELLED, State.CALLED_OFF}


def test_giving_up_before_the_answer_withdraws_and_after_it_cancels() -> None:
    assert ASKED.ended_by_person() is State.WITHDRAWN
    assert replace(ASKED, state=State.APPROVED).ended_by_person() is State.CANCELLED


@pytest.mark.parametrize("state", sorted(LIVE))
def test_giving_up_follows_the_graph(state: State) -> None:
    assert replace(ASKED, state=state).ended_by_person() in NEXT[state]


@pytest.mark.parametrize("state", list(State))
def test_only_an_approved_place_has_reminders(state: State) -> None:
    assert replace(ASKED, state=state).is_coming is (state is State.APPROVED)
    assert replace(ASKED, state=state).is_live is (state in LIVE)


@pytest.mark.parametrize(("by", "for_them"), [(None, False), (1, False), (2, True)])
def test_a_step_is_taken_for_somebody_when_another_took_it(by: int | None, for_them: bool) -> None:
    assert replace(ASKED, moved_by=by).moved_for_them is for_them
