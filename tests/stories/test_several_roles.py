"""One person, several roles: a second code adds one, and nobody becomes their own referent."""

import pytest

from bot.domain.people import Role
from tests.conftest import join, phone
from tests.given import table
from tests.phone import Phone
from tests.town import Town


def roles(town: Town, it: Phone) -> set[str]:
    return {row["role"] for row in table(town, "SELECT role FROM roles WHERE person_id = ?", it.person_id)}


async def test_paul_becomes_coordinator_as_well_by_a_second_code(town: Town, paul: Phone) -> None:
    code = await town.invite(Role.COORDINATOR, "Paul encore")
    await paul.sends(f"/start {code}")
    assert roles(town, paul) == {"referent", "coordinator"}
    assert {"Demandes à traiter", "Sorties"} <= set(paul.buttons)
    assert table(town, "SELECT * FROM people WHERE name = 'Paul encore'") == []


async def test_a_code_of_another_house_is_refused_and_not_spent(town: Town, paul: Phone) -> None:
    code = await town.invite(Role.COORDINATOR, "Claire", organisation="Autre relais")
    await paul.sends(f"/start {code}")
    assert "Ce compte est déjà utilisé." in paul.text
    assert roles(town, paul) == {"referent"}
    claire = phone(town, 2003, "Claire")
    await claire.sends(f"/start {code}")
    assert "Choisissez votre langue." in claire.text


async def test_the_same_role_twice_changes_nothing(town: Town, paul: Phone) -> None:
    code = await town.invite(Role.REFERENT, "Paul bis")
    await paul.sends(f"/start {code}")
    assert "Ce compte est déjà utilisé." in paul.text
    assert roles(town, paul) == {"referent"}


async def test_paul_cannot_open_the_invitation_that_he_gave(town: Town, paul: Phone) -> None:
    """Nobody approves their own request (D7): not even by inviting oneself."""
    await paul.sends("/start")
    await paul.taps("Inviter une personne")
    await paul.sends("Moi")
    await paul.opens(paul.link())
    assert roles(town, paul) == {"referent"}
    assert "Ce compte est déjà utilisé." in paul.text


async def test_a_referent_invited_by_a_colleague_can_go_to_outings_too(town: Town, paul: Phone) -> None:
    """She reads what is kept, says yes, her colleague confirms; and she stays a referent all along."""
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    code = await town.invite(Role.BENEFICIARY, "Claire", referent=paul.person_id)
    await claire.sends(f"/start {code}")
    await claire.taps("Je suis d'accord")
    await town.deliver()
    await paul.taps("Confirmer Claire")
    await town.deliver()
    assert "Mes sorties" in claire.buttons


async def test_a_colleague_who_says_it_is_not_claire_leaves_her_a_referent(town: Town, paul: Phone) -> None:
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    code = await town.invite(Role.BENEFICIARY, "Claire", referent=paul.person_id)
    await claire.sends(f"/start {code}")
    await claire.presses("agree")
    await paul.presses(f"reject:{claire.person_id}")
    await claire.sends("/start")
    assert "Mes personnes" in claire.buttons
    assert roles(town, claire) == {"referent"}


async def test_a_referent_who_declines_stays_a_referent(town: Town, paul: Phone) -> None:
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    code = await town.invite(Role.BENEFICIARY, "Claire", referent=paul.person_id)
    await claire.sends(f"/start {code}")
    await claire.taps("Je ne suis pas d'accord")
    assert "Mes personnes" in claire.buttons
    assert roles(town, claire) == {"referent"}


@pytest.mark.parametrize("name", ["…", "-- ", "x" * 41, "/annuler", "\u200e\u202e"], ids=repr)
async def test_what_cannot_be_a_name_is_asked_again(town: Town, paul: Phone, name: str) -> None:
    before = len(table(town, "SELECT * FROM people"))
    await paul.sends("/start")
    await paul.taps("Inviter une personne")
    await paul.sends(name)
    await paul.sends("/start")
    assert len(table(town, "SELECT * FROM people")) == before
    await paul.taps("Mes personnes")
    assert "Vous ne suivez encore personne." in paul.text
