"""Asking for places: once, while there are some, in time; and whoever taps late reads what is true now."""

from datetime import timedelta

from tests.given import GONE, a_session, forgive, table
from tests.phone import Phone
from tests.town import Town


async def finds(it: Phone, title: str) -> None:
    await it.sends("/start")
    await it.taps("Voir les sorties")
    await it.taps(title)


def taken(town: Town) -> int:
    (row,) = table(town, "SELECT sum(taken) AS n FROM sessions")
    return int(row["n"])


async def test_tapping_twice_asks_once(town: Town, amina: Phone, paul: Phone) -> None:
    await town.publish("Concert")
    await finds(amina, "Concert")
    card = amina.from_bot[-1]
    for _ in range(2):
        town.world.tap(amina.account, card.id, "Demander 2 places")
    await town.serve()
    assert len(table(town, "SELECT * FROM reservations")) == 1
    assert taken(town) == 2
    assert amina.toast == "Vous avez déjà fait une demande pour cette sortie."
    assert "Demande envoyée." in amina.text
    before = len(paul.from_bot)
    await town.deliver()
    assert len(paul.from_bot) == before + 1
    forgive(town, "message is not modified")


async def test_on_the_card_how_it_stands_comes_right_after_the_title(town: Town, amina: Phone) -> None:
    await town.publish("Concert")
    await finds(amina, "Concert")
    assert amina.text.split("\n")[-1] == "Il reste 4 places."
    await amina.taps("Demander une place")
    title, state, several, *_ = amina.text.split("\n")
    assert (title, several) == ("Concert", "Vous demandez 1 place.")
    assert state.startswith("Demande envoyée. Votre référent répond avant")


async def test_until_when_one_may_ask_is_said_while_one_may(town: Town, amina: Phone) -> None:
    closes = town.clock.now() + timedelta(days=2)
    concert = await town.publish("Concert", booking_deadline_at=closes)
    await amina.presses(f"session:{concert}")
    assert "Demande possible jusqu'au mercredi 3 mars 2027 à 10 h 00" in amina.text
    town.clock.move_to(closes)
    await amina.presses(f"session:{concert}")
    assert "Les demandes sont closes pour cette sortie." in amina.text
    assert "Demande possible" not in amina.text


async def test_no_line_cuts_an_hour(town: Town, amina: Phone) -> None:
    await town.publish("Concert", town.clock.now() + timedelta(days=3))
    await finds(amina, "Concert")
    assert "à 10\u00a0h\u00a000" in amina.from_bot[-1].text


async def test_a_pending_request_holds_its_places(town: Town, amina: Phone, bilal: Phone) -> None:
    await town.publish("Concert", places=2)
    await finds(amina, "Concert")
    await amina.taps("Demander 2 places")
    await finds(bilal, "Concert")
    assert "C'est complet." in bilal.text
    assert not any(label.startswith("Demander") for label in bilal.buttons)
    assert "Rejoindre la liste d'attente" in bilal.buttons


async def test_a_stale_tap_on_a_full_outing_reads_that_it_is_full(town: Town, amina: Phone, bilal: Phone) -> None:
    await town.publish("Concert", places=1)
    await finds(bilal, "Concert")
    await finds(amina, "Concert")
    await amina.taps("Demander une place")
    await bilal.taps("Demander une place")
    assert bilal.toast == "C'est complet. Vous pouvez choisir une autre sortie."
    assert town.world.toasts(bilal.account)[-1].alert
    assert "C'est complet." in bilal.text


async def test_too_many_places_are_refused_with_the_most_one_may_ask(town: Town, amina: Phone) -> None:
    concert = await town.publish("Concert", places=10, places_a_person=2)
    await finds(amina, "Concert")
    assert "Demander 3 places" not in amina.buttons
    await amina.presses(f"ask:{concert}:3")
    assert "2 places au plus" in amina.toast
    assert taken(town) == 0


async def test_fewer_are_left_than_asked_for(town: Town, amina: Phone, bilal: Phone) -> None:
    concert = await town.publish("Concert", places=3)
    await bilal.presses(f"ask:{concert}:2")
    await amina.presses(f"ask:{concert}:2")
    assert "1 place" in amina.toast
    assert taken(town) == 2


async def test_after_the_deadline_the_button_of_this_morning_says_so(town: Town, amina: Phone) -> None:
    tonight = town.clock.now() + timedelta(hours=9)
    concert = await town.publish("Concert", booking_deadline_at=tonight)
    await finds(amina, "Concert")
    town.clock.move_to(tonight)
    await amina.taps("Demander une place")
    assert amina.toast == "Les demandes sont closes pour cette sortie."
    assert taken(town) == 0
    await amina.presses("offers")
    assert "Concert" not in amina.text
    await amina.presses(f"session:{concert}")
    assert "Les demandes sont closes" in amina.text


async def test_a_draft_cannot_be_guessed(town: Town, amina: Phone) -> None:
    async with town.storage.writing() as store:
        draft = await a_session(store, title="Brouillon", draft=True)
    for pressed in (f"session:{draft}", f"way:{draft}", f"ask:{draft}:1"):
        await amina.presses(pressed)
        assert amina.toast == GONE
    assert "Brouillon" not in amina.all_text


async def test_open_admission_always_has_a_household_s_places(town: Town, amina: Phone) -> None:
    await town.publish("Fête", places=None)
    await finds(amina, "Fête")
    assert "Entrée libre" in amina.text
    await amina.taps("Demander 4 places")
    assert amina.toast == "Demande envoyée."


async def test_after_giving_up_one_may_ask_again(town: Town, amina: Phone) -> None:
    await town.publish("Concert", places=1)
    for _ in range(2):
        await finds(amina, "Concert")
        await amina.taps("Demander une place")
        assert amina.toast == "Demande envoyée."
        await amina.taps("Annuler ma demande")
        assert amina.buttons == ["Non, je garde ma demande", "Oui, j'annule"]
        await amina.taps("Oui, j'annule")
    assert taken(town) == 0
