"""The referent answers: a yes, or a no with words; once, and both sides read who decided."""

import pytest

from bot.domain.people import Role
from tests.conftest import beneficiary, join, phone
from tests.given import again, table
from tests.phone import Phone
from tests.town import Town


@pytest.fixture
async def asked(town: Town, amina: Phone, paul: Phone) -> int:
    """Amina asked for two places, and Paul has the letter; the number of the request."""
    concert = await town.publish("Concert", places=2)
    await amina.presses(f"ask:{concert}:2")
    await town.deliver()
    assert "Amina demande 2 places." in paul.text
    (row,) = table(town, "SELECT id FROM reservations")
    return int(row["id"])


def taken(town: Town) -> int:
    return int(table(town, "SELECT taken FROM sessions")[0]["taken"])


async def test_a_no_of_one_tap_has_words_and_frees_the_places(
    town: Town, amina: Phone, paul: Phone, asked: int
) -> None:
    await paul.taps("Refuser")
    assert "Pourquoi refuser ? Amina lira la raison." in paul.text
    await paul.taps("Raison : parlons-en")
    assert "Demande refusée par Paul." in paul.text
    assert taken(town) == 0
    await town.deliver()
    assert "Demande refusée." in amina.text
    assert "Raison : parlons-en d'abord ensemble." in amina.text
    assert "Réponse donnée par Paul." in amina.text


async def test_a_typed_reason_is_read_as_it_was_written(town: Town, amina: Phone, paul: Phone, asked: int) -> None:
    await paul.taps("Refuser")
    await paul.taps("Écrire la raison")
    await paul.sends("On se voit <mardi> & on en parle.")
    assert "Demande refusée par Paul." in paul.text
    await town.deliver()
    assert "On se voit <mardi> & on en parle." in amina.text


async def test_the_reason_can_be_typed_after_a_restart(town: Town, amina: Phone, paul: Phone, asked: int) -> None:
    await paul.taps("Refuser")
    await paul.taps("Écrire la raison")
    await again(town)
    await paul.sends("La date est prise.")
    await town.deliver()
    assert "La date est prise." in amina.text


@pytest.mark.parametrize("elsewhere", ["Retour à la demande", "Accueil"])
async def test_any_tap_ends_the_waiting_for_words(town: Town, paul: Phone, asked: int, elsewhere: str) -> None:
    """What is typed afterwards is not sent to Amina as a reason."""
    await paul.presses("requests")
    await paul.presses(f"write_reason:{asked}")
    await paul.taps(elsewhere)
    await paul.sends("Je rappelle la mairie.")
    assert "Je comprends seulement" in paul.text
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]


async def test_a_command_ends_it_too(town: Town, paul: Phone, asked: int) -> None:
    await paul.presses(f"write_reason:{asked}")
    await paul.sends("/annuler")
    await paul.sends("Trop tard.")
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]


async def test_a_yes_after_amina_cancelled_changes_nothing(town: Town, amina: Phone, paul: Phone, asked: int) -> None:
    await amina.presses(f"left:{asked}")
    await paul.taps("Accepter")
    assert paul.toast == "C'est déjà fait. Amina a annulé sa demande."
    assert table(town, "SELECT state FROM reservations") == [{"state": "withdrawn"}]
    assert taken(town) == 0
    await town.deliver()
    assert "Place confirmée" not in amina.all_text


async def test_a_second_answer_reads_the_first(town: Town, paul: Phone, asked: int) -> None:
    await paul.taps("Accepter")
    await paul.presses(f"refused:{asked}:talk")
    assert paul.toast == "C'est déjà fait. Demande acceptée par Paul."
    assert taken(town) == 2


async def test_a_foreign_referent_cannot_answer(town: Town, asked: int) -> None:
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    for pressed in (f"accept:{asked}", f"refused:{asked}:talk", f"write_reason:{asked}"):
        await claire.presses(pressed)
    await claire.sends("Non.")
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]
    assert "Amina" not in claire.all_text


async def test_each_request_is_answered_by_itself(town: Town, amina: Phone, paul: Phone, asked: int) -> None:
    """A personal gesture touches one reservation (R5)."""
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    other = await town.publish("Ballet")
    await bilal.presses(f"ask:{other}:1")
    await amina.presses(f"ask:{other}:1")
    await paul.presses(f"accept:{asked}")
    states = [it["state"] for it in table(town, "SELECT state FROM reservations ORDER BY id")]
    assert states == ["approved", "requested", "requested"]


async def test_only_the_reasons_of_the_buttons_are_reasons(town: Town, paul: Phone, asked: int) -> None:
    await paul.presses(f"refused:{asked}:because")
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]
