"""Two pairs of eyes: who may say yes to a volunteer."""

from dataclasses import replace

from bot.domain.people import Role
from bot.domain.volunteers import Volunteer, may_vet
from tests.given import person

VICTOR = Volunteer(5, "Victor", 1, arrived=True, inviter_id=1, inviter="Karine")


def test_another_coordinator_or_referent_of_the_house_may() -> None:
    assert may_vet(person(2, Role.COORDINATOR), VICTOR)
    assert may_vet(person(3, Role.REFERENT), VICTOR)


def test_who_invited_may_not() -> None:
    assert not may_vet(person(1, Role.COORDINATOR, Role.REFERENT), VICTOR)


def test_nobody_says_yes_to_themselves() -> None:
    assert not may_vet(person(5, Role.REFERENT, Role.VOLUNTEER), VICTOR)


def test_nobody_of_another_house_may() -> None:
    assert not may_vet(person(2, Role.COORDINATOR), replace(VICTOR, organisation_id=2))


def test_neither_people_nor_volunteers_may() -> None:
    for role in (Role.BENEFICIARY, Role.VOLUNTEER, Role.NEWCOMER, Role.STRANGER):
        assert not may_vet(person(2, role), VICTOR)
