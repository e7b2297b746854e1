"""Who may be what, and who follows whom."""

import pytest

from bot.domain.people import NOBODY, Role, stranger
from tests.given import NOW, person

PAUL = person(1, Role.REFERENT)
CLAIRE = person(2, Role.REFERENT)
AMINA = person(3, Role.BENEFICIARY, referent_id=1, confirmed_at=NOW)


def test_paul_follows_amina_and_claire_does_not() -> None:
    assert PAUL.follows(AMINA)
    assert not CLAIRE.follows(AMINA)


def test_nobody_approves_their_own_request() -> None:
    """Not even with a record that says so, which the database refuses as well."""
    his_own = person(1, Role.REFERENT, Role.BENEFICIARY, referent_id=1, confirmed_at=NOW)
    assert not his_own.follows(his_own)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.REFERENT])
def test_without_the_role_the_link_opens_nothing(role: Role) -> None:
    assert not person(1, role).follows(AMINA)


def test_nobody_follows_a_person_without_a_referent() -> None:
    alone = person(3, Role.BENEFICIARY, confirmed_at=NOW)
    assert not any(it.follows(alone) for it in (PAUL, CLAIRE, NOBODY, alone))


def test_a_stranger_follows_nobody_even_whose_referent_is_number_zero() -> None:
    assert not stranger(77).follows(person(3, Role.BENEFICIARY, referent_id=0))


def test_a_beneficiary_is_a_newcomer_until_confirmed() -> None:
    waiting = person(3, Role.BENEFICIARY, agreed_at=NOW)
    assert waiting.roles == {Role.NEWCOMER}
    assert AMINA.roles == {Role.BENEFICIARY}


def test_a_volunteer_is_a_newcomer_until_a_second_person_has_said_yes() -> None:
    assert person(5, Role.VOLUNTEER).roles == {Role.NEWCOMER}
    assert person(5, Role.VOLUNTEER, vetted_at=NOW).roles == {Role.VOLUNTEER}
    assert person(5, Role.VOLUNTEER, Role.BENEFICIARY, vetted_at=NOW).roles == {Role.VOLUNTEER, Role.NEWCOMER}
    assert person(5, Role.VOLUNTEER, Role.BENEFICIARY, confirmed_at=NOW).roles == {Role.BENEFICIARY, Role.NEWCOMER}


def test_a_coordinator_who_waits_to_be_a_beneficiary_stays_a_coordinator() -> None:
    assert person(4, Role.COORDINATOR, Role.BENEFICIARY).roles == {Role.COORDINATOR, Role.NEWCOMER}


def test_nobody_is_no_record_and_of_no_organisation() -> None:
    assert (NOBODY.id, NOBODY.organisation_id) == (0, 0)


def test_a_stranger_keeps_only_the_account() -> None:
    it = stranger(77)
    assert (it.id, it.telegram_id) == (0, 77)
    assert it.roles == {Role.STRANGER}


def test_one_of_several_roles_is_enough() -> None:
    assert PAUL.is_a(Role.COORDINATOR, Role.REFERENT)
    assert not PAUL.is_a(Role.COORDINATOR, Role.BENEFICIARY)
    assert not PAUL.is_a()
