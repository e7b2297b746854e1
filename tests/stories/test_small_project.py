"""« Ce que j'aimerais essayer »: the person's words, whom they show them to, and that what is hidden again is gone."""

import re
from datetime import timedelta

import pytest

from bot.domain.letters import Kind
from tests.conftest import phone
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.stories.test_handing_over import hands_over
from tests.stories.test_my_data import text_of_the_file
from tests.stories.test_without_the_app import enrols
from tests.town import Town

WORDS = "Aller au théâtre avec mon fils."
OTHER = "Prendre le bus le soir."


async def writes(amina: Phone, words: str = WORDS) -> None:
    await amina.sends("/start")
    await amina.taps("Mon référent")
    await amina.taps("Ce que j'aimerais essayer")
    await amina.taps("Écrire" if "Écrire ce que j'aimerais essayer" in amina.buttons else "Changer mes mots")
    await amina.sends(words)


async def shows(town: Town, amina: Phone) -> None:
    await writes(amina)
    await amina.taps("Montrer à Paul")
    await town.deliver()


async def proposes(town: Town, paul: Phone, name: str = "Amina", words: str = OTHER) -> None:
    for label in ("Accueil", "Mes personnes", name, f"Avec {name}", "Proposer"):
        await paul.taps(label)
    await paul.sends(words)
    await town.deliver()


def kept(town: Town) -> list[dict[str, object]]:
    return table(
        town, "SELECT words, shared_with, referent_yes_at IS NOT NULL AS agreed FROM small_projects ORDER BY id"
    )


async def test_what_is_written_is_read_by_nobody_until_it_is_shown(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    await writes(amina)
    assert "C'est gardé, pour vous." in amina.text
    assert WORDS in amina.text
    assert "Personne d'autre ne lit ces mots." in amina.text
    (row,) = table(town, "SELECT id FROM small_projects")
    for other in (bilal, paul, claire, karine):
        for button in ("project", "project_of", "project_shown", "agree_project", "person", "show_project"):
            for number in (row["id"], amina.person_id):
                await other.presses(f"{button}:{number}")
        assert WORDS not in other.all_text
    await paul.presses(f"project_of:{amina.person_id}")
    assert "Vous pouvez proposer une chose à essayer." in paul.text
    assert kept(town) == [{"words": WORDS, "shared_with": None, "agreed": 0}]


async def test_amina_shows_it_and_paul_agrees(town: Town, amina: Phone, paul: Phone) -> None:
    await shows(town, amina)
    assert "Paul peut lire ces mots." in amina.text
    assert "Amina veut vous montrer une chose à essayer." in paul.text
    assert WORDS not in paul.all_text
    await paul.taps("Lire")
    assert WORDS in paul.text
    await paul.taps("D'accord, essayons")
    assert "Vous et Amina êtes d'accord." in paul.text
    await town.deliver()
    assert "Paul est d'accord pour essayer avec vous." in amina.text
    await paul.taps("Voir Amina")
    assert f"Un petit projet avec Amina : {WORDS}" in paul.text


async def test_paul_proposes_and_amina_says_yes(town: Town, amina: Phone, paul: Phone) -> None:
    await writes(amina)
    await proposes(town, paul)
    assert "Vous avez proposé :" in paul.text
    assert "Paul vous propose d'essayer :" in amina.text
    assert "Si vous dites oui, ces mots remplacent les vôtres." in amina.text
    assert WORDS in amina.text
    await amina.taps("Oui, j'aimerais essayer")
    assert "Paul est d'accord pour essayer avec vous." in amina.text
    assert kept(town) == [{"words": OTHER, "shared_with": paul.person_id, "agreed": 1}]
    await town.deliver()
    assert "Amina dit oui à ce que vous proposez d'essayer." in paul.text


async def test_a_no_asks_for_no_reason_keeps_one_s_own_words_and_tells_nobody(
    town: Town, amina: Phone, paul: Phone
) -> None:
    await writes(amina)
    await proposes(town, paul)
    seen = len(paul.messages)
    await amina.taps("Non merci")
    await town.deliver()
    assert len(paul.messages) == seen
    assert kept(town) == [{"words": WORDS, "shared_with": None, "agreed": 0}]
    await amina.presses("accept_project:2")
    assert amina.toast == GONE


@pytest.mark.parametrize("gesture", ["Ne plus montrer à Paul", "Effacer mes mots"])
async def test_what_is_not_shown_any_more_is_gone_for_paul(town: Town, amina: Phone, paul: Phone, gesture: str) -> None:
    await shows(town, amina)
    (before,) = table(town, "SELECT id FROM small_projects")
    await amina.taps(gesture)
    assert before not in table(town, "SELECT id FROM small_projects")
    await paul.taps("Lire")
    assert WORDS not in paul.all_text
    for button in ("agree_project", "project_shown"):
        await paul.presses(f"{button}:{before['id']}")
        assert paul.toast == GONE
    await paul.presses(f"person:{amina.person_id}")
    assert WORDS not in paul.all_text
    assert kept(town) == ([{"words": WORDS, "shared_with": None, "agreed": 0}] if "montrer" in gesture else [])


async def test_the_letter_that_has_not_left_is_closed(town: Town, amina: Phone, paul: Phone) -> None:
    await writes(amina)
    await amina.taps("Montrer à Paul")
    assert fates(town, Kind.PROJECT_SHOWN) == ["waiting"]
    await amina.taps("Ne plus montrer à Paul")
    assert fates(town, Kind.PROJECT_SHOWN) == ["overtaken"]
    seen = len(paul.messages)
    await town.deliver()
    assert len(paul.messages) == seen


async def test_new_words_are_shown_anew(town: Town, amina: Phone, paul: Phone) -> None:
    await shows(town, amina)
    await writes(amina, OTHER)
    assert "Personne d'autre ne lit ces mots." in amina.text
    await paul.taps("Lire")
    assert OTHER not in paul.all_text
    assert kept(town) == [{"words": OTHER, "shared_with": None, "agreed": 0}]


async def test_an_answer_to_other_words_than_those_that_were_read_is_no_answer(
    town: Town, amina: Phone, paul: Phone
) -> None:
    await proposes(town, paul)
    await proposes(town, paul, words=WORDS)
    await amina.presses("accept_project:1")
    assert amina.toast == GONE
    assert len(kept(town)) == 1
    await amina.taps("Oui, j'aimerais essayer")
    assert [row["words"] for row in kept(town)] == [WORDS]


async def test_words_that_are_too_long_are_asked_for_again(town: Town, amina: Phone, paul: Phone) -> None:
    await writes(amina, "a" * 201)
    assert "Écrivez un texte de 200 lettres au plus." in amina.all_text
    await amina.sends(WORDS)
    assert [row["words"] for row in kept(town)] == [WORDS]


async def test_another_referent_is_shown_nothing_until_the_person_shows_it(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    """The sharing was with Paul; Claire asks again, or Amina shows it."""
    await shows(town, amina)
    await paul.taps("Lire")
    await paul.taps("D'accord, essayons")
    await proposes(town, paul)
    await hands_over(karine)
    await karine.taps("Oui, confier à Claire")
    await town.deliver()
    assert kept(town) == [{"words": WORDS, "shared_with": None, "agreed": 0}]
    await claire.presses(f"project_of:{amina.person_id}")
    assert "Vous pouvez proposer une chose à essayer." in claire.text
    assert WORDS not in claire.all_text
    await amina.presses("project")
    assert OTHER not in amina.text
    await amina.taps("Montrer à Claire")
    await town.deliver()
    await claire.taps("Lire")
    assert WORDS in claire.text


async def test_who_stands_in_for_paul_reads_nothing(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    await writes(amina)
    await amina.taps("Montrer à Paul")
    now = town.clock.now()
    async with town.storage.writing() as store:
        await store.absences.add(paul.person_id, claire.person_id, now, now + timedelta(days=7))
    await town.deliver()
    assert "Amina veut vous montrer" in paul.text
    for button in (f"person:{amina.person_id}", f"project_of:{amina.person_id}", "project_shown:1", "agree_project:1"):
        await claire.presses(button)
        await karine.presses(button)
    assert "Amina" in claire.all_text
    assert WORDS not in claire.all_text + karine.all_text


async def test_with_somebody_without_the_app_it_is_written_together(town: Town, paul: Phone) -> None:
    await enrols(paul)
    await proposes(town, paul, "Fatima")
    assert "Vous et Fatima êtes d'accord." in paul.text
    assert OTHER in paul.text
    assert fates(town, Kind.PROJECT_PROPOSED, Kind.READ_OUT) == []
    await paul.taps("Effacer, à la demande de Fatima")
    assert kept(town) == []


async def test_it_is_given_with_the_data_and_goes_with_the_person(town: Town, amina: Phone, paul: Phone) -> None:
    await shows(town, amina)
    assert WORDS in await text_of_the_file(amina)
    await amina.presses("erase_me")
    await amina.taps("Oui")
    for name in ("small_projects", "step_pauses", "small_steps"):
        assert table(town, f"SELECT * FROM {name}") == []  # noqa: S608
    assert table(town, "SELECT * FROM letters WHERE kind = 'project_shown'") == []


async def test_a_referent_who_is_erased_leaves_the_words_to_the_person(town: Town, amina: Phone, paul: Phone) -> None:
    """Handed over before: whoever still follows people is not erased."""
    await proposes(town, paul)
    await amina.taps("Oui, j'aimerais essayer")
    async with town.storage.writing() as store:
        await store.erasures.forget(await store.people.get(paul.person_id), town.clock.now())
    assert kept(town) == [{"words": OTHER, "shared_with": None, "agreed": 0}]
    assert table(town, "SELECT by_id FROM small_projects")[0]["by_id"] < 0


async def test_who_had_a_project_and_wants_no_record_after_all_is_forgotten(town: Town, paul: Phone) -> None:
    """Enrolled without the app; the account that opened the invitation says no, and so does the person."""
    fatima = await enrols(paul)
    await paul.presses(f"propose_project:{fatima}")
    await paul.sends(WORDS)
    await paul.presses(f"invite_again:{fatima}")
    invited = phone(town, 1009, "Fatima")
    await invited.opens(re.findall(r"https://\S+", paul.text)[0])
    await invited.taps("Français")
    await invited.taps("Je ne suis pas d'accord")
    await paul.presses(f"enrol_declined:{fatima}")
    assert "Rien n'est gardé." in paul.text
    assert kept(town) == []
    assert table(town, "SELECT name FROM people WHERE id = ?", fatima) == []


async def test_what_cannot_be_seen_is_not_kept(town: Town, amina: Phone) -> None:
    await writes(amina, "\u200b\u200b \u2063")
    assert kept(town) == []
    await amina.sends("🎭 ?")
    assert "C'est gardé, pour vous." in amina.text
