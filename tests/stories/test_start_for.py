"""A referent chooses with a person where they start from: the person reads it and can put it back; nothing that they had
said alone is shown."""

from datetime import timedelta

import pytest

from bot.domain.letters import Kind
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.stories.test_handing_over import hands_over
from tests.stories.test_way import harbour, names_her_stop
from tests.stories.test_without_the_app import enrols
from tests.town import Town

assert harbour, "the timetable of these towns"
pytestmark = pytest.mark.usefixtures("harbour")
CHANGED = "Paul a changé votre départ avec vous, et peut le voir."


async def opens(paul: Phone, name: str = "Amina") -> None:
    await paul.sends("/start")
    for label in ("Mes personnes", name, f"Avec {name}", "Choisir son départ, ensemble"):
        await paul.taps(label)


async def chooses(paul: Phone, words: str = "belvedere", stop: str = "Belvédère", name: str = "Amina") -> None:
    await opens(paul, name)
    await paul.taps("Choisir l'arrêt")
    await paul.sends(words)
    await paul.taps(stop)


def start(town: Town) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in table(town, "SELECT stop_name, means FROM starts ORDER BY person_id")]


async def test_amina_reads_it_once_and_puts_back_what_there_was(town: Town, amina: Phone, paul: Phone) -> None:
    await names_her_stop(amina)
    await amina.presses("move_so:stepfree:1:0")
    await chooses(paul)
    await paul.taps("Éviter le métro")
    assert "Arrêt de départ : Belvédère" in paul.text
    assert start(town) == [("Belvédère", "nometro")]
    seen = len(amina.from_bot)
    await town.pass_time(minutes=6)
    assert len(amina.from_bot) == seen + 1
    assert CHANGED in amina.text
    assert "Vous partez de l'arrêt Belvédère." in amina.text
    await amina.taps("Remettre comme avant")
    assert start(town) == [("Cité des Pins", "stepfree")]
    assert "Personne d'autre ne le voit." in amina.text
    assert table(town, "SELECT * FROM former_starts") == []


async def test_what_she_had_said_alone_is_never_shown(town: Town, amina: Phone, paul: Phone) -> None:
    """Not before he chooses, not mixed with what he chooses, and not after she has put it back."""
    await names_her_stop(amina)
    await opens(paul)
    assert "Un départ choisi sans vous n'est pas montré ici." in paul.text
    await paul.taps("Éviter les marches")
    assert "Pas d'arrêt choisi." in paul.text
    await amina.presses("undo_start")
    await opens(paul)
    assert "Pins" not in paul.all_text


async def test_her_own_choice_afterwards_is_hers_alone(town: Town, amina: Phone, paul: Phone) -> None:
    await chooses(paul)
    await names_her_stop(amina)
    assert "Personne d'autre ne le voit." in amina.text
    await town.pass_time(minutes=6)
    assert fates(town, Kind.START_SET) == ["overtaken"]
    await opens(paul)
    assert "Pins" not in paul.all_text
    await amina.presses("undo_start")
    assert amina.toast == GONE


async def test_it_is_erased_and_that_can_be_undone_too(town: Town, amina: Phone, paul: Phone) -> None:
    await names_her_stop(amina)
    await opens(paul)
    await paul.taps("Effacer ce départ")
    assert start(town) == [("", "")]
    await town.pass_time(minutes=6)
    await amina.taps("Remettre comme avant")
    assert start(town) == [("Cité des Pins", "")]


async def test_only_their_own_referent_chooses(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    now = town.clock.now()
    async with town.storage.writing() as store:
        await store.absences.add(paul.person_id, claire.person_id, now, now + timedelta(days=7))
    for other in (bilal, claire, karine):
        for button in (f"start_for:{amina.person_id}", f"moves_so:{amina.person_id}:foot:1"):
            await other.presses(button)
            assert other.toast == GONE
        await other.presses(f"forget_start_for:{amina.person_id}")
    assert start(town) == []


async def test_another_referent_does_not_see_it(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    await chooses(paul)
    await hands_over(karine)
    await karine.taps("Oui, confier à Claire")
    assert table(town, "SELECT * FROM former_starts") == []
    await claire.presses(f"start_for:{amina.person_id}")
    assert "n'est pas montré ici." in claire.text
    assert "Belvédère" not in claire.all_text


async def test_for_somebody_without_the_app_it_is_simply_kept(town: Town, paul: Phone) -> None:
    await enrols(paul)
    await chooses(paul, name="Fatima")
    assert "Arrêt de départ : Belvédère" in paul.text
    assert start(town) == [("Belvédère", "")]
    await town.pass_time(minutes=6)
    assert fates(town, Kind.START_SET, Kind.READ_OUT) == []


async def test_a_stop_that_nobody_knows_is_asked_for_again(town: Town, amina: Phone, paul: Phone) -> None:
    await opens(paul)
    await paul.taps("Choisir l'arrêt")
    await paul.sends("Nulle Part")
    assert "Nous ne trouvons pas cet arrêt." in paul.text
    await paul.sends("belvedere")
    await paul.taps("Belvédère")
    assert start(town) == [("Belvédère", "")]
