"""Every kind of letter is a screen; without it the letter would stay in its envelope for ever."""

import pytest

from bot.domain.letters import Kind
from bot.domain.people import Role
from handlers import visits
from handlers.screens import SCREENS

READER = {
    Kind.WELCOME: Role.BENEFICIARY,
    Kind.DECISION: Role.BENEFICIARY,
    Kind.REMINDER: Role.BENEFICIARY,
    Kind.CHANGED: Role.BENEFICIARY,
    Kind.OFF_THE_LIST: Role.BENEFICIARY,
    Kind.NOTE: Role.BENEFICIARY,
    Kind.ACCOUNT: Role.REFERENT,
    Kind.REQUEST: Role.REFERENT,
    Kind.OUTCOME: Role.REFERENT,
    Kind.CHANGES: Role.REFERENT,
    Kind.HELP: Role.REFERENT,
    Kind.CALL: Role.REFERENT,
    Kind.UNREACHED: Role.REFERENT,
    Kind.UNSURE: Role.REFERENT,
}


def test_every_kind_has_a_reader() -> None:
    assert visits
    assert set(READER) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_letter_has_a_screen_that_its_reader_may_see_and_that_changes_nothing(kind: Kind) -> None:
    screen = SCREENS[kind.value]
    assert screen.doors == {READER[kind]}
    assert not screen.writes
