"""A referent leaves (D6): access is gone at the next tap, their people have another referent, nothing pending is lost."""

from datetime import timedelta

import pytest

from bot.domain.people import Role
from tests.conftest import beneficiary, join, phone
from tests.given import GONE, table
from tests.phone import Phone
from tests.town import Town


@pytest.fixture
async def asked(town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone) -> int:
    """Amina and Bilal are Paul's; Amina asked, and Paul has read it. The number of the request."""
    await beneficiary(town, paul, 1002, "Bilal")
    await amina.presses(f"ask:{await town.publish('Concert')}:2")
    await town.deliver()
    return 1


async def hands_over(karine: Phone) -> None:
    await karine.sends("/start")
    for label in ("Équipe", "Paul", "Confier à Claire"):
        await karine.taps(label)


async def test_karine_reads_what_will_happen_and_may_still_say_no(town: Town, karine: Phone, asked: int) -> None:
    await karine.sends("/start")
    await karine.taps("Équipe")
    assert "Paul suit 2 personnes." in karine.text
    await karine.taps("Paul")
    assert "1 demande en attente" in karine.text
    await karine.taps("Confier à Claire")
    assert "2 personnes changent de référent." in karine.text
    assert "1 demande en attente suit." in karine.text
    await karine.taps("Non, ne rien changer")
    assert table(town, "SELECT count(*) AS n FROM roles WHERE role = 'referent'") == [{"n": 2}]
    assert "Amina" not in karine.all_text


async def test_the_leaver_s_access_is_gone_at_the_next_tap(
    town: Town, paul: Phone, karine: Phone, amina: Phone, asked: int
) -> None:
    await paul.presses("requests")
    await hands_over(karine)
    await karine.taps("Oui, confier à Claire")
    seen = len(paul.messages)
    for pressed in ("request:1", "accept:1", "refused:1:talk", f"person:{amina.person_id}", "people", "requests"):
        await paul.presses(pressed)
        assert paul.toast == GONE, pressed
    await paul.sends("/start")
    assert "il faut une invitation" in paul.text
    assert not any("Amina" in it.text for it in paul.from_bot[seen:])
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]


async def test_nothing_pending_is_lost(town: Town, amina: Phone, claire: Phone, karine: Phone, asked: int) -> None:
    await hands_over(karine)
    await karine.taps("Oui, confier à Claire")
    await town.deliver()
    assert "Les personnes que suivait Paul vous sont confiées." in claire.text
    assert "1 demande attend votre réponse." in claire.text
    assert "Votre référent est maintenant Claire." in amina.text
    await town.pass_time(hours=6)
    assert "Amina attend toujours une réponse." in claire.text
    await claire.taps("Accepter")
    await town.deliver()
    assert "Réponse donnée par Claire." in amina.text
    await claire.presses("people")
    assert "Bilal : compte confirmé" in claire.text


async def test_only_who_follows_their_people_now_reads_who_left(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone, asked: int
) -> None:
    """The number in that button is anybody's: of a colleague who was not told, no name is read by it."""
    henri = await join(phone(town, 2004, "Henri"), Role.REFERENT)
    await hands_over(karine)
    await karine.taps("Oui, confier à Claire")
    await town.deliver()
    for reader, number in ((henri, paul.person_id), (henri, amina.person_id), (claire, amina.person_id)):
        await reader.presses(f"handed_over:{number}")
        assert reader.toast == GONE
    assert "Amina" not in henri.all_text
    await claire.presses(f"handed_over:{paul.person_id}")
    assert "Les personnes que suivait Paul vous sont confiées." in claire.text


async def test_each_is_told_once(town: Town, amina: Phone, claire: Phone, karine: Phone, asked: int) -> None:
    await hands_over(karine)
    await karine.taps("Oui, confier à Claire")
    await karine.presses(karine_s_yes := f"hand_over_now:{paul_id(town)}:{claire.person_id}")
    assert karine.toast == GONE, karine_s_yes
    await town.pass_time(hours=1)
    assert amina.all_text.count("Votre référent est maintenant Claire.") == 1
    assert claire.all_text.count("vous sont confiées") == 1


def paul_id(town: Town) -> int:
    return int(table(town, "SELECT id FROM people WHERE name = 'Paul'")[0]["id"])


async def test_a_letter_that_was_on_its_way_to_paul_reaches_claire(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    """Asked, and handed over before the post went round."""
    await amina.presses(f"ask:{await town.publish('Concert')}:2")
    await amina.presses("call_me")
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    await town.deliver()
    assert "Amina demande 2 places." in claire.all_text
    assert "Amina souhaite vous parler." in claire.all_text
    assert "Amina demande" not in paul.all_text


async def test_paul_stood_in_for_henri_now_claire_does(town: Town, paul: Phone, claire: Phone, karine: Phone) -> None:
    henri = await join(phone(town, 2004, "Henri"), Role.REFERENT)
    ines = await beneficiary(town, henri, 1006, "Ines")
    await henri.presses(f"go_away:{paul.person_id}:20270301:20270307")
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    await ines.presses(f"ask:{await town.publish('Concert')}:1")
    await town.deliver()
    assert "Henri s'absente. Vous répondez à sa place." in claire.all_text
    assert "Ines demande 1 place." in claire.all_text


async def test_a_leaver_who_coordinates_too_stays_a_coordinator(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone, asked: int
) -> None:
    await paul.sends(f"/start {await town.invite(Role.COORDINATOR, 'Paul encore')}")
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    await paul.sends("/start")
    assert "Équipe" in paul.buttons
    assert "Mes personnes" not in paul.buttons
    await paul.presses(f"person:{amina.person_id}")
    assert paul.toast == GONE


async def test_the_heir_does_not_follow_herself(town: Town, paul: Phone, claire: Phone, karine: Phone) -> None:
    """Paul followed Claire as well (D7): another colleague does from now on."""
    henri = await join(phone(town, 2004, "Henri"), Role.REFERENT)
    await claire.sends(f"/start {await town.invite(Role.BENEFICIARY, 'Claire', referent=paul.person_id)}")
    await claire.taps("Je suis d'accord")
    await town.deliver()
    await paul.taps("Confirmer Claire")
    await claire.presses(f"ask:{await town.publish('Concert')}:1")
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    await town.deliver()
    assert table(town, "SELECT referent_id FROM people WHERE name = 'Claire'") == [{"referent_id": henri.person_id}]
    assert "Claire demande 1 place." in henri.text
    await claire.presses("accept:1")
    assert claire.toast == GONE


async def test_who_came_with_the_heir_is_asked_of_whoever_follows_her_now(
    town: Town, paul: Phone, claire: Phone, karine: Phone
) -> None:
    henri = await join(phone(town, 2004, "Henri"), Role.REFERENT)
    await claire.sends(f"/start {await town.invite(Role.BENEFICIARY, 'Claire', referent=paul.person_id)}")
    await claire.taps("Je suis d'accord")
    await town.deliver()
    await paul.taps("Confirmer Claire")
    await claire.presses(f"ask:{await town.publish('Concert')}:1")
    await town.deliver()
    await paul.taps("Accepter")
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    await town.until(town.clock.now() + timedelta(days=14))
    assert "Noter les présences" in henri.text
    assert "Claire" in henri.text


async def test_another_house_is_out_of_reach(town: Town, paul: Phone, claire: Phone, asked: int) -> None:
    brahim = await join(phone(town, 3009, "Brahim"), Role.COORDINATOR, organisation="Autre relais")
    odile = await join(phone(town, 2009, "Odile"), Role.REFERENT, organisation="Autre relais")
    for pressed in (
        f"member:{paul.person_id}",
        f"hand_over:{paul.person_id}:{odile.person_id}",
        f"hand_over_now:{paul.person_id}:{odile.person_id}",
        f"hand_over_now:{odile.person_id}:{paul.person_id}",
        f"hand_over_now:{paul.person_id}:{claire.person_id}",
    ):
        await brahim.presses(pressed)
        assert brahim.toast == GONE
    assert table(town, "SELECT count(*) AS n FROM roles WHERE role = 'referent'") == [{"n": 3}]
