"""The day itself: what each side can still say, and until when."""

from datetime import datetime, timedelta

import pytest

from bot.domain.accompanied_outings import AccompaniedOuting, Companion, Sign
from bot.domain.meeting import EARLY, LATE, Meeting, Step, alone_with, may_say
from bot.domain.reservations import Reservation, State
from tests.given import IN_TEN_DAYS, NOW, session

AMINA, VICTOR, NORA = 1, 2, 3
START = IN_TEN_DAYS
PLACE = Reservation(7, session(), AMINA, "Amina", 2, State.APPROVED, NOW, companion_id=VICTOR, companion="Victor")
GROUP = AccompaniedOuting(
    1,
    session(),
    1,
    Sign.SUN,
    leader_id=VICTOR,
    companions=(Companion(VICTOR, "Victor", NOW), Companion(NORA, "Nora", NOW)),
)


def met(*said: tuple[int, Step], leads: bool = False) -> Meeting:
    return Meeting(GROUP, (PLACE,), leads, dict.fromkeys(said, START))


def test_each_side_is_read_by_the_other_and_never_by_oneself() -> None:
    assert met().others(AMINA) == [VICTOR, NORA]
    assert met(leads=True).others(VICTOR) == [AMINA]
    assert Meeting(GROUP, (PLACE,), False, {}).others(NORA) == [VICTOR]


@pytest.mark.parametrize(
    ("step", "since", "until"),
    [
        (Step.THERE, GROUP.meet_at - EARLY, START + LATE),
        (Step.HOME, GROUP.meet_at - EARLY, IN_TEN_DAYS.replace(hour=23) + timedelta(days=1)),
    ],
)
def test_a_word_of_the_day_is_said_on_the_day(step: Step, since: datetime, until: datetime) -> None:
    assert [may_say(step, GROUP, at) for at in (since - timedelta(seconds=1), since)] == [False, True]
    assert [may_say(step, GROUP, at) for at in (until - timedelta(seconds=1), until)] == [True, False]


@pytest.mark.parametrize(
    ("at", "said", "left"),
    [
        (GROUP.meet_at - EARLY - timedelta(seconds=1), (), []),
        (GROUP.meet_at, (), [Step.THERE]),
        (GROUP.meet_at, (Step.THERE,), [Step.HOME]),
        (START, (), [Step.THERE, Step.HOME]),
        (START + LATE, (), [Step.HOME]),
        (START, (Step.HOME,), []),
        (START, (Step.THERE, Step.HOME), []),
    ],
)
def test_what_was_said_is_not_asked_for_again(at: datetime, said: tuple[Step, ...], left: list[Step]) -> None:
    it = met(*((AMINA, step) for step in said))
    assert it.next_steps(AMINA, at) == left


def test_without_a_group_they_meet_as_a_group_would_by_one_word() -> None:
    it = alone_with(PLACE)
    assert (it.leader_id, it.meet_at, it.companion(VICTOR) is not None) == (VICTOR, GROUP.meet_at, True)
    assert alone_with(PLACE).sign is it.sign
