"""An outing made by questions, left in the middle and taken up again; copies, weekly repeats, and a word to everybody."""

from datetime import timedelta

from tests.conftest import beneficiary
from tests.given import again, forgive, table
from tests.phone import Phone
from tests.stories.desk import SATURDAY_EVENING, comes, household, opens_sheet
from tests.town import Town


async def begins(karine: Phone, title: str) -> None:
    await karine.sends("/start")
    await karine.taps("Sorties")
    await karine.taps("Créer ou importer")
    await karine.taps("Créer une sortie")
    await karine.sends(title)


async def test_an_outing_is_made_by_questions(town: Town, karine: Phone, amina: Phone) -> None:
    await begins(karine, "Visite du MuCEM")
    assert "Dans quel lieu ?" in karine.text
    await karine.sends("MuCEM")
    await karine.sends("1 esplanade J4, 13002 Marseille")
    assert "Écrivez la date et l'heure" in karine.text
    await karine.sends("samedi 13 mars 2027 à 14 h 30")
    assert "Combien de places ?" in karine.text
    await karine.taps("6 places")
    assert "Lieu : MuCEM, 1 esplanade J4, 13002 Marseille" in karine.text
    await karine.taps("Publier")
    await karine.taps("Publier sans version facile")
    assert karine.toast == "La sortie est publiée."
    await amina.sends("/sorties")
    assert "samedi 13 mars 2027 à 14 h 30" in amina.text


async def test_a_known_venue_is_one_tap(town: Town, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await begins(karine, "Bal")
    await karine.taps("Le Silo")
    await karine.sends("14/03/2027 20h00")
    await karine.taps("Entrée libre")
    assert "Lieu : Le Silo, 35 quai du Lazaret, 13002 Marseille" in karine.text
    assert len(table(town, "SELECT * FROM venues WHERE name <> ''")) == 1


async def test_left_in_the_middle_it_is_taken_up_after_a_restart(town: Town, karine: Phone) -> None:
    await begins(karine, "Bal")
    await again(town)
    await karine.sends("Le Silo")
    await karine.taps("Continuer sans adresse")
    await karine.sends("/start")
    await again(town)
    await karine.taps("Sorties")
    await karine.taps("Créer ou importer")
    await karine.taps("Reprendre : Bal")
    await karine.sends("hier")
    assert "Je ne comprends pas cette date." in karine.text
    await karine.sends("14/03/2027")
    assert "Je ne comprends pas cette date." in karine.text
    await karine.sends("14/03/2027 20h00")
    await karine.taps("4 places")
    assert "Publier" in karine.buttons


async def test_a_draft_in_the_middle_says_what_is_missing(town: Town, karine: Phone) -> None:
    await begins(karine, "Bal")
    await karine.taps("Retour à la sortie")
    assert "Date à compléter" in karine.text
    assert "Il manque le lieu." in karine.text
    assert "Publier" not in karine.buttons
    assert "1970" not in karine.all_text


async def test_a_draft_that_nobody_wants_goes(town: Town, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await asks_for_another_date(karine, "14/03/2027")
    await karine.taps("Modifier")
    await karine.taps("Supprimer le brouillon")
    await karine.taps("Oui, supprimer")
    assert karine.text == "Le brouillon est supprimé."
    await karine.sends("/start")
    await karine.taps("Sorties")
    assert "0 brouillon" in karine.text
    await asks_for_another_date(karine, "14/03/2027")
    assert "Brouillon" in karine.text


async def asks_for_another_date(karine: Phone, typed: str, label: str = "Ajouter une date") -> None:
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Copier ou répéter")
    await karine.taps(label)
    await karine.sends(typed)


async def test_another_date_a_copy_and_weekly_repeats_are_drafts(town: Town, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING, ends_at=SATURDAY_EVENING + timedelta(hours=2))
    for label, typed in (("Ajouter une date", "14/03/2027"), ("Copier en une autre sortie", "16/03/2027 19h30")):
        await asks_for_another_date(karine, typed, label)
        assert "Brouillon" in karine.text
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Copier ou répéter")
    await karine.taps("Répéter 4 semaines")
    assert "4 brouillons sont faits." in karine.text
    # Summer time begins on 28 March: the hour of the wall stays.
    assert "samedi 10 avril 2027 à 20 h 00" in karine.text
    found = table(
        town, "SELECT offer_id, ends_at - starts_at AS length, capacity, publication FROM sessions ORDER BY id"
    )
    assert [it["offer_id"] for it in found] == [1, 1, 2, 1, 1, 1, 1]
    assert {it["length"] for it in found} == {7200}
    assert [it["publication"] for it in found] == ["published", *["draft"] * 6]


async def test_the_same_moment_twice_is_refused(town: Town, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await asks_for_another_date(karine, "13/03/2027 20h00")
    assert "Cette sortie a déjà une date à ce moment." in karine.text


async def writes(karine: Phone, words: str) -> None:
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Écrire aux participants")
    await karine.sends(words)


async def test_a_message_to_the_participants(town: Town, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    amina, bilal = await household(town, paul)
    await amina.sends("/reservations")
    await amina.taps("Concert")
    await amina.taps("Annuler ma place")
    await amina.taps("Oui, j'annule")
    await writes(karine, "Rendez-vous à 19 h 30\n<b>devant</b> la grille.")
    assert "1 personne lira ce message." in karine.text
    assert bilal.text.count("Message de l'organisation") == 0
    await karine.taps("Envoyer à 1 personne")
    await town.deliver()
    assert "Message de l'organisation\nRendez-vous à 19 h 30\n<b>devant</b> la grille." in bilal.text
    assert "Concert au Silo" in bilal.text
    assert "Message de l'organisation" not in amina.all_text


async def test_the_number_of_readers_is_true_when_it_leaves(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    await comes(amina, paul)
    await comes(bilal, paul)
    await writes(karine, "Bonjour")
    await bilal.presses("left:2")
    await karine.taps("Envoyer à 2 personnes")
    assert karine.toast.startswith("Quelque chose a changé depuis.")
    await amina.presses("left:1")
    await karine.taps("Envoyer à 1 personne")
    assert karine.toast.startswith("Personne n'a de place")
    await town.deliver()
    assert "Bonjour\n" not in amina.text
    forgive(town, "message to edit not found")


async def test_nobody_to_write_to(town: Town, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Écrire aux participants")
    assert karine.toast.startswith("Personne n'a de place")
