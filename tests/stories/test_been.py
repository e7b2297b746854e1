"""« Mes sorties faites »: what a person has done, and a sentence on it that nobody else reads."""

from datetime import timedelta

import pytest

from tests.given import table
from tests.phone import Phone
from tests.stories.test_my_data import text_of_the_file
from tests.stories.test_roll_call import DURING, MONDAY_AT_TEN, goes
from tests.town import Town

SENTENCE = "J'ai aimé la chanteuse. On est rentrées à pied."


async def has_been(town: Town, amina: Phone, paul: Phone) -> None:
    """Until the question of the day after."""
    await goes(town, paul, amina)
    await town.until(MONDAY_AT_TEN)
    await amina.taps("Bien")


async def writes(amina: Phone, words: str) -> None:
    await amina.taps("Écrire une phrase pour moi")
    await amina.sends(words)


async def test_after_an_outing_a_sentence_is_kept_changed_and_erased(town: Town, amina: Phone, paul: Phone) -> None:
    await has_been(town, amina, paul)
    await writes(amina, SENTENCE)
    assert "Votre phrase est gardée." in amina.text
    await amina.taps("Mes sorties faites")
    assert "Vous avez fait 1 sortie." in amina.text
    assert "Concert" in amina.text
    assert "Bien 🙂" in amina.text
    assert f"Votre phrase : {SENTENCE}" in amina.text
    await amina.taps("Concert")
    await amina.taps("Changer ma phrase")
    await amina.sends("Une belle soirée.")
    assert "Votre phrase : Une belle soirée." in amina.text
    await amina.taps("Effacer ma phrase")
    assert "belle soirée" not in amina.text
    assert table(town, "SELECT * FROM sentences") == []


async def test_nobody_else_is_shown_it(town: Town, amina: Phone, bilal: Phone, paul: Phone, karine: Phone) -> None:
    await has_been(town, amina, paul)
    await writes(amina, SENTENCE)
    for other in (bilal, paul, karine):
        for button in ("been", "been_there:1", "write_sentence:1", "drop_sentence:1", f"person:{amina.person_id}"):
            await other.presses(button)
        assert "chanteuse" not in other.all_text
    assert [row["words"] for row in table(town, "SELECT words FROM sentences")] == [SENTENCE]


async def test_a_sentence_that_is_too_long_is_asked_for_again(town: Town, amina: Phone, paul: Phone) -> None:
    await has_been(town, amina, paul)
    await writes(amina, "a" * 301)
    assert "Écrivez un texte de 300 lettres au plus." in amina.all_text
    await amina.sends(SENTENCE)
    assert [row["words"] for row in table(town, "SELECT words FROM sentences")] == [SENTENCE]


@pytest.mark.parametrize(("ticked", "counted"), [("absent", 0), ("excused", 0), ("came", 1)])
async def test_who_was_not_there_has_not_been(town: Town, amina: Phone, paul: Phone, ticked: str, counted: int) -> None:
    concert = await goes(town, paul, amina)
    await town.until(DURING)
    await paul.presses(f"tick:{concert}:1:{ticked}:1")
    await amina.presses("been")
    assert ("Vous avez fait 1 sortie." in amina.text) is bool(counted)
    assert ("Après une sortie, vous la retrouverez ici." in amina.text) is not counted
    await amina.presses("write_sentence:1")
    assert ("Écrivez une phrase" in amina.text) is bool(counted)


async def test_an_outing_to_come_is_not_done_yet(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, paul, amina)
    await amina.sends("/start")
    await amina.taps("Mes sorties")
    assert "Mes sorties faites" not in amina.buttons
    await amina.presses("been_there:1")
    assert "Écrire une phrase pour moi" not in amina.buttons


async def test_it_is_given_with_the_data_and_goes_with_the_person(town: Town, amina: Phone, paul: Phone) -> None:
    await has_been(town, amina, paul)
    await writes(amina, SENTENCE)
    assert SENTENCE in await text_of_the_file(amina)
    await amina.presses("erase_me")
    await amina.taps("Oui")
    assert table(town, "SELECT * FROM sentences") == []
    assert SENTENCE not in str(table(town, "SELECT * FROM reservations")) + str(table(town, "SELECT * FROM inbox"))


async def test_two_years_later_it_is_gone(town: Town, amina: Phone, paul: Phone) -> None:
    await has_been(town, amina, paul)
    await writes(amina, SENTENCE)
    await amina.sends("/start")
    async with town.storage.writing() as store:
        await store.retention.apply(MONDAY_AT_TEN + timedelta(days=740))
    assert table(town, "SELECT * FROM sentences") == []
