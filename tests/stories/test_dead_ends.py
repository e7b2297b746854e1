"""Wherever a way ends, one reads where and when to come and talk: a list written by hand."""

from datetime import timedelta

import pytest

from tests.given import table
from tests.phone import Phone
from tests.stories.test_reminders import SATURDAY_EVENING
from tests.town import Town

TALK = "Où et quand venir parler ?"


@pytest.mark.parametrize("screen", ["help", "my_referent", "mine", "offers:all:1"])
async def test_where_there_is_nothing_to_do(amina: Phone, screen: str) -> None:
    await amina.presses(screen)
    assert TALK in amina.buttons


async def test_without_a_referent(town: Town, amina: Phone) -> None:
    table(town, "UPDATE people SET referent_id = NULL WHERE id = ?", amina.person_id)
    await amina.presses("my_referent")
    await amina.taps(TALK)
    assert amina.text == f"{TALK}\nIl n'y a pas de permanence pour le moment."


@pytest.mark.parametrize("answered", [True, False])
async def test_when_the_answer_is_no_or_there_is_none(town: Town, amina: Phone, paul: Phone, answered: bool) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await amina.presses(f"ask:{concert}:1")
    if answered:
        await paul.presses("refused:1:talk")
    await town.until(SATURDAY_EVENING - timedelta(minutes=1))
    assert ("Demande refusée." in amina.all_text) is answered
    assert TALK in amina.buttons


async def test_when_the_organiser_calls_the_outing_off(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await amina.presses(f"ask:{concert}:1")
    await paul.presses("accept:1")
    await karine.presses(f"call_off:{concert}")
    await karine.taps("Oui, annuler la sortie")
    await town.pass_time(minutes=30)
    assert amina.text.startswith("L'organisateur a annulé cette sortie.")
    assert TALK in amina.buttons


async def test_when_the_list_is_over_or_the_outing_is_closed(town: Town, amina: Phone, bilal: Phone) -> None:
    full = await town.publish("Concert", SATURDAY_EVENING, places=1)
    await bilal.presses(f"ask:{full}:1")
    await amina.presses(f"wait:{full}:1")
    await town.until(SATURDAY_EVENING + timedelta(minutes=1))
    assert "La liste d'attente est terminée." in amina.text
    assert TALK in amina.buttons
    await amina.presses(f"session:{full}")
    assert TALK in amina.buttons


async def test_when_one_needs_help_or_company_is_gone(town: Town, amina: Phone, paul: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await amina.presses(f"ask_company:{concert}")
    await town.deliver()
    await paul.taps("Accepter et accompagner Amina")
    await amina.presses("help_me:1")
    assert TALK in amina.buttons
    await paul.presses("stopped_accompanying:1")
    await town.deliver()
    assert "ne peut plus" in amina.text
    assert TALK in amina.buttons
    await town.until(SATURDAY_EVENING - timedelta(days=2))
    assert "Nous cherchons encore qui peut venir avec vous." in amina.text
    assert TALK in amina.buttons


async def test_after_a_bad_outing_or_an_absence(town: Town, amina: Phone, paul: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await amina.presses(f"ask:{concert}:1")
    await paul.presses("accept:1")
    await town.until(SATURDAY_EVENING + timedelta(days=1, hours=12))
    await amina.presses("say:1:sad")
    assert TALK in amina.buttons
    await paul.presses(f"tick:{concert}:1:absent:1")
    await town.until(town.clock.now() + timedelta(hours=1))
    assert "Vous n'étiez pas à cette sortie" in amina.text
    assert TALK in amina.buttons
