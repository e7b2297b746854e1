"""Who may read what a person would like to try."""

from dataclasses import replace

import pytest

from bot.domain.people import Person, Role
from bot.domain.small_project import SmallProject
from tests.given import NOW, person

AMINA = person(1, Role.BENEFICIARY, confirmed_at=NOW, referent_id=2)
PAUL, CLAIRE = person(2, Role.REFERENT), person(3, Role.REFERENT)
KARINE = person(4, Role.COORDINATOR)
SHOWN = SmallProject(1, AMINA.id, "Aller au théâtre", AMINA.id, NOW, None, PAUL.id)


def test_the_referent_to_whom_it_is_shown() -> None:
    assert SHOWN.may_be_read_by(PAUL, AMINA)


@pytest.mark.parametrize("other", [CLAIRE, KARINE, AMINA])
def test_nobody_else(other: Person) -> None:
    assert not SHOWN.may_be_read_by(other, AMINA)
    assert not replace(SHOWN, shared_with=None).may_be_read_by(other, AMINA)


def test_not_that_referent_once_they_follow_the_person_no_more_or_left_the_team() -> None:
    assert not SHOWN.may_be_read_by(PAUL, replace(AMINA, referent_id=CLAIRE.id))
    assert not SHOWN.may_be_read_by(replace(PAUL, granted=frozenset()), AMINA)


def test_not_by_way_of_somebody_else() -> None:
    assert not SHOWN.may_be_read_by(PAUL, replace(AMINA, id=9))


def test_both_have_agreed_or_it_is_not_agreed() -> None:
    assert not SHOWN.is_agreed
    assert replace(SHOWN, referent_yes_at=NOW).is_agreed
    assert not replace(SHOWN, person_yes_at=None, referent_yes_at=NOW).is_agreed
