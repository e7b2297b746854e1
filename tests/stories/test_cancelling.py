"""Giving a place back is easy, asked once with the safe answer first, and free at once for somebody else."""

import pytest

from bot.domain.letters import Kind
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.town import Town


@pytest.fixture
async def going(town: Town, amina: Phone, paul: Phone) -> int:
    """Amina goes to the concert; the number of her place."""
    concert = await town.publish("Concert", places=2)
    await amina.presses(f"ask:{concert}:2")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()
    (row,) = table(town, "SELECT id FROM reservations")
    return int(row["id"])


def state(town: Town) -> tuple[str, int]:
    (row,) = table(town, "SELECT r.state, s.taken FROM reservations r JOIN sessions s ON s.id = r.session_id")
    return row["state"], row["taken"]


async def test_the_safe_answer_comes_first_and_keeps_the_place(town: Town, amina: Phone, going: int) -> None:
    await amina.taps("Annuler ma place")
    assert amina.buttons == ["Non, je garde ma place", "Oui, j'annule"]
    await amina.taps("Non, je garde ma place")
    assert "Place confirmée." in amina.text
    assert state(town) == ("approved", 2)


async def test_yes_frees_the_places_at_once_and_the_referent_is_told(
    town: Town, amina: Phone, paul: Phone, going: int
) -> None:
    await amina.taps("Annuler ma place")
    await amina.taps("Oui, j'annule")
    assert amina.toast == "C'est annulé. Merci de l'avoir dit."
    assert state(town) == ("cancelled", 0)
    await town.deliver()
    assert "Amina a annulé sa place." in paul.text


async def test_cancelling_twice_gives_the_places_back_once(town: Town, amina: Phone, paul: Phone, going: int) -> None:
    for _ in range(2):
        await amina.presses(f"left:{going}")
    assert amina.toast.startswith("C'est déjà fait.")
    assert state(town) == ("cancelled", 0)
    await town.deliver()
    assert paul.all_text.count("Amina a annulé sa place.") == 1


async def test_an_old_question_about_an_ended_place_shows_how_it_stands(town: Town, amina: Phone, going: int) -> None:
    await amina.presses(f"left:{going}")
    await amina.presses(f"leave:{going}")
    assert "Vous avez annulé votre place." in amina.text
    assert "Oui, j'annule" not in amina.buttons


async def test_no_reminder_follows_a_cancelled_place(town: Town, amina: Phone, going: int) -> None:
    await amina.presses(f"left:{going}")
    await town.deliver()
    heard = len(amina.from_bot)
    await town.pass_time(days=12)
    assert len(amina.from_bot) == heard


async def test_once_it_has_begun_there_is_nothing_to_cancel(town: Town, amina: Phone, going: int) -> None:
    town.clock.move_to(town.clock.now().replace(day=11))
    await amina.presses(f"left:{going}")
    assert amina.toast.startswith("La sortie a déjà commencé.")
    assert state(town) == ("approved", 2)


async def test_a_yes_that_has_not_left_yet_stays_in_its_envelope_after_cancelling(
    town: Town, amina: Phone, paul: Phone
) -> None:
    """The yes was written, not yet sent, when Amina cancelled: nothing is said that lost its meaning."""
    concert = await town.publish("Ballet")
    await amina.presses(f"ask:{concert}:1")
    await town.deliver()
    await paul.taps("Accepter")
    await amina.presses("left:1")
    heard = len(amina.from_bot)
    await town.deliver()
    assert len(amina.from_bot) == heard
    assert fates(town, Kind.DECISION) == ["overtaken"]


async def test_a_reminder_opened_again_after_cancelling_says_nothing_that_was_true(
    town: Town, amina: Phone, going: int
) -> None:
    await amina.presses(f"left:{going}")
    await amina.presses(f"reminder:{going}:j3")
    assert amina.toast == GONE
    assert "Je viens" not in amina.buttons
