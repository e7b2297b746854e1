"""Karine writes an easy version of an outing: it is asked for, never demanded; who struggles with French reads it."""

from tests.phone import Phone
from tests.stories.desk import SATURDAY_EVENING
from tests.stories.test_drafting import begins
from tests.town import Town

SUMMARY = "Une proposition scénique pluridisciplinaire."
HARD = "Vous découvrirez (en famille) une proposition scénique pluridisciplinaire où dialoguent la danse et la vidéo"
EASY = "Deux danseuses racontent la mer.\nIl y a des images sur un grand écran."


async def drafts(karine: Phone) -> None:
    await begins(karine, "La mer")
    for said in ("Le ZEF", "20 avenue Raimu, 13014 Marseille", "13/03/2027 20h00"):
        await karine.sends(said)
    await karine.taps("4 places")
    await karine.taps("Modifier")
    await karine.taps("Changer les textes")
    await karine.taps("Changer le résumé")
    await karine.sends(SUMMARY)


async def test_the_easy_version_is_asked_for_and_read_by_those_it_is_for(
    town: Town, karine: Phone, amina: Phone
) -> None:
    await drafts(karine)
    await karine.taps("Publier")
    assert "Il manque une version facile à lire." in karine.text
    await karine.taps("Écrire la version facile")
    await karine.sends(HARD)
    assert f"{len(HARD.split())} mots. Douze mots suffisent." in karine.text
    assert "« ( » : faites une autre phrase." in karine.text
    assert "Une phrase de plus aidera" in karine.text
    await karine.taps("Écrire à nouveau")
    await karine.sends(EASY)
    assert "Ce texte est facile à lire." in karine.text
    await karine.taps("Publier")
    assert karine.toast == "La sortie est publiée."
    await amina.sends("/sorties")
    await amina.taps("La mer")
    assert SUMMARY in amina.text
    for language in ("Français simple", "English", "العربية"):
        await amina.sends("/langue")
        await amina.taps(language)
        await amina.presses("session:1")
        assert all(line in amina.text for line in EASY.splitlines()), language
        assert SUMMARY not in amina.text


async def test_of_a_published_outing_it_is_written_without_a_word_to_anybody(
    town: Town, karine: Phone, amina: Phone, paul: Phone
) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    await amina.presses(f"ask:{number}:1")
    await town.deliver()
    before = len(amina.from_bot), len(paul.from_bot)
    await karine.presses(f"easy:{number}")
    await karine.taps("Écrire la version facile")
    await karine.sends("Un groupe joue du rock.\nVous êtes assis.")
    assert "Ce texte est facile à lire." in karine.text
    await town.pass_time(minutes=10)
    assert (len(amina.from_bot), len(paul.from_bot)) == before
