"""Every kind of letter is a screen; without it the letter would stay in its envelope for ever."""

import pytest

from bot.domain.letters import Kind
from bot.domain.people import Role
from handlers import visits
from handlers.screens import SCREENS

PERSON = {Role.BENEFICIARY}
REFERENT = {Role.REFERENT}
ANSWERING = {Role.REFERENT, Role.COORDINATOR}
"""Whoever answers for a referent who is away: a coordinator, when there is nobody else."""

GOING_ALONG = ANSWERING | {Role.VOLUNTEER}
"""Whoever may go along to an outing."""
BOTH = {*PERSON, *ANSWERING, Role.VOLUNTEER}
"""Either side of a meeting."""

READER = {
    Kind.WELCOME: PERSON,
    Kind.DECISION: PERSON,
    Kind.REMINDER: PERSON,
    Kind.NEW_REFERENT: PERSON,
    Kind.TURN: PERSON,
    Kind.LAST_MINUTE: PERSON,
    Kind.PASSED_ON: PERSON,
    Kind.LIST_ENDED: PERSON,
    Kind.CHANGED: PERSON,
    Kind.LIST_CHANGED: PERSON,
    Kind.NOTE: PERSON,
    Kind.CHANGES: GOING_ALONG,
    Kind.ACCOUNT: ANSWERING,
    Kind.REQUEST: ANSWERING,
    Kind.OUTCOME: ANSWERING,
    Kind.HELP: ANSWERING,
    Kind.CALL: ANSWERING,
    Kind.UNREACHED: ANSWERING,
    Kind.UNSURE: ANSWERING,
    Kind.NUDGE: ANSWERING,
    Kind.BACKUP: ANSWERING,
    Kind.DIGEST: ANSWERING,
    Kind.AHEAD: ANSWERING,
    Kind.COORDINATOR: {Role.COORDINATOR},
    Kind.STAND_IN: REFERENT,
    Kind.HANDED_OVER: ANSWERING,
    Kind.CALLS: ANSWERING,
    Kind.ROLL_CALL: ANSWERING,
    Kind.READ_OUT: ANSWERING,
    Kind.ERASED: ANSWERING,
    Kind.MISSED: PERSON,
    Kind.COMPANY: ANSWERING,
    Kind.ACCOMPANIED: PERSON,
    Kind.COMPANION_GONE: PERSON,
    Kind.PERMANENCE: PERSON,
    Kind.REHEARSED: PERSON,
    Kind.REHEARSAL: ANSWERING,
    Kind.COMPANION_WANTED: {Role.COORDINATOR},
    Kind.COMPANY_OVER: GOING_ALONG,
    Kind.COMPANY_SHORT: {Role.COORDINATOR},
    Kind.ACCOMPANYING: GOING_ALONG,
    Kind.START_SET: PERSON,
    Kind.PROJECT_SHOWN: REFERENT,
    Kind.PROJECT_AGREED: PERSON,
    Kind.PROJECT_PROPOSED: PERSON,
    Kind.ARRIVED: BOTH,
    Kind.PROBLEM: ANSWERING,
    Kind.PROBLEM_TAKEN: BOTH,
    Kind.VETTING: ANSWERING,
    Kind.VETTED: {Role.VOLUNTEER},
    Kind.MEETING_CHANGED: PERSON,
    Kind.GROUP_CHANGED: GOING_ALONG,
    Kind.COMPANION_AWAY: PERSON,
    Kind.LEFT_ALONE: {Role.COORDINATOR},
    Kind.AGENDA: {Role.COORDINATOR},
    Kind.AGENDA_AWAY: {Role.COORDINATOR},
    Kind.EXPERIMENT: {Role.COORDINATOR},
    Kind.SWAP: {Role.VOLUNTEER},
    Kind.SWAPPED: GOING_ALONG,
}


def test_every_kind_has_a_reader() -> None:
    assert visits
    assert set(READER) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_letter_has_a_screen_that_its_reader_may_see_and_that_changes_nothing(kind: Kind) -> None:
    screen = SCREENS[kind.value]
    assert screen.doors == READER[kind]
    assert not screen.writes
