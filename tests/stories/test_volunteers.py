"""Volunteers come in: invited by one, said yes to by another, and they see nothing before."""

import pytest

from bot.domain.accompanied_outings import Sign
from bot.domain.people import Role
from tests.conftest import beneficiary, invited, join, phone
from tests.given import GONE, table
from tests.papers import documents
from tests.phone import Phone
from tests.town import Town


@pytest.fixture
async def victor(town: Town, paul: Phone, karine: Phone) -> Phone:
    """Karine invited him, he agreed, and the letters have left."""
    it = await invited(town, karine, 4004, "Victor")
    await town.deliver()
    return it


async def test_karine_finds_the_way_to_invite_from_her_team(town: Town, karine: Phone) -> None:
    await karine.sends("/start")
    for label in ("Équipe", "Bénévoles", "Inviter un bénévole"):
        await karine.taps(label)
    await karine.sends("Victor")
    assert "Une deuxième personne de l'équipe doit ensuite dire oui." in karine.all_text
    await karine.presses("volunteers")
    assert "Victor : invitation à ouvrir" in karine.text


async def test_the_second_yes_is_one_tap_and_opens_the_door(town: Town, victor: Phone, paul: Phone) -> None:
    (number,) = table(town, "SELECT number FROM people WHERE name = 'Victor'")
    assert f"Elle vous demande ce nombre : {number['number']}" in victor.text
    assert "Invitation de Karine." in paul.text
    assert f"Nombre affiché sur son téléphone : {number['number']}" in paul.text
    await paul.taps("Oui, Victor peut accompagner")
    assert paul.toast == "C'est noté. Victor reçoit un message."
    await town.deliver()
    assert "Bienvenue Victor. L'équipe a dit oui." in victor.text
    (row,) = table(town, "SELECT vetted_by, invited_by, briefed_at FROM volunteers")
    assert row["vetted_by"] == paul.person_id
    assert row["invited_by"] != paul.person_id
    assert row["briefed_at"] is None
    assert table(town, "SELECT number FROM people WHERE name = 'Victor'") == [{"number": None}]


async def test_who_invited_cannot_be_the_second(town: Town, victor: Phone, karine: Phone) -> None:
    for pressed in ("vetting", "vet", "refuse_volunteer", "refused_volunteer"):
        await karine.presses(f"{pressed}:{victor.person_id}")
        assert karine.toast == GONE, pressed
    assert "voudrait accompagner" not in karine.all_text
    assert table(town, "SELECT vetted_at FROM volunteers") == [{"vetted_at": None}]


async def test_a_coordinator_of_another_house_finds_nobody(town: Town, victor: Phone) -> None:
    olga = await join(phone(town, 3009, "Olga"), Role.COORDINATOR, organisation="Autre relais")
    for pressed in ("vetting", "vet", "volunteer", "ask_vetting", "invite_volunteer_again", "refused_volunteer"):
        await olga.presses(f"{pressed}:{victor.person_id}")
        assert olga.toast == GONE, pressed
    await olga.presses("volunteers")
    assert "Victor" not in olga.all_text


async def test_nothing_is_shown_before(town: Town, victor: Phone, amina: Phone) -> None:
    await town.publish("Concert caché")
    seen = len(victor.messages)
    for pressed in ("offers", "session:1", "briefing", "vetted", "privacy", "settings", "people", "way:1"):
        await victor.presses(pressed)
        assert victor.toast == GONE, pressed
    await victor.sends("/sorties")
    assert not any(word in it.text for it in victor.messages[seen:] for word in ("Concert", "Amina", "CCAS"))


async def test_the_first_yes_is_enough_and_a_late_one_reads_whose_it_was(
    town: Town, paul: Phone, claire: Phone, karine: Phone
) -> None:
    await invited(town, karine, 4004, "Victor")
    await town.deliver()
    await paul.taps("Oui, Victor peut accompagner")
    await claire.taps("Oui, Victor peut accompagner")
    assert claire.toast == "C'est déjà fait."
    assert "Paul a dit oui : Victor peut accompagner des sorties." in claire.text
    await karine.presses("volunteers")
    assert "Victor : accepté, n'a pas encore lu les conseils" in karine.text


async def test_a_no_asks_first_and_forgets_the_account(town: Town, victor: Phone, paul: Phone, karine: Phone) -> None:
    await paul.taps("Non, ne pas accepter Victor")
    assert paul.buttons[0] == "Non, ne rien changer"
    assert table(town, "SELECT count(*) AS n FROM volunteers") == [{"n": 1}]
    await paul.taps("Oui, ne pas accepter Victor")
    assert "Son compte est oublié." in paul.text
    assert table(town, "SELECT name FROM people WHERE name = 'Victor'") == []
    assert table(town, "SELECT person_id FROM volunteers") == []
    await victor.sends("/start")
    assert "il faut une invitation" in victor.text
    await paul.presses(f"vet:{victor.person_id}")
    assert paul.toast == GONE
    await karine.presses("volunteers")
    assert "Victor" not in karine.text


async def test_a_volunteer_who_says_no_is_forgotten_at_once(town: Town, karine: Phone, paul: Phone) -> None:
    await karine.presses("invite_volunteer")
    await karine.sends("Victor")
    victor = phone(town, 4004, "Victor")
    await victor.opens(karine.link())
    await victor.taps("Français")
    assert "Les personnes que vous accompagnez lisent votre prénom." in victor.text
    await victor.taps("Je ne suis pas d'accord")
    assert "Votre compte Telegram est oublié." in victor.text
    await town.deliver()
    assert table(town, "SELECT name FROM people WHERE name = 'Victor'") == []
    assert "Victor" not in paul.all_text


async def test_amina_may_be_a_volunteer_too_and_keeps_her_outings(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await karine.presses("invite_volunteer")
    await karine.sends("Amina")
    await amina.opens(karine.link())
    await amina.presses("mine")
    assert amina.toast != GONE
    await town.deliver()
    await paul.taps("Non, ne pas accepter Amina")
    await paul.taps("Oui, ne pas accepter Amina")
    await amina.presses("mine")
    assert amina.toast != GONE, "only the volunteer is refused"
    assert table(town, "SELECT role FROM roles WHERE person_id = ?", amina.person_id) == [{"role": "beneficiary"}]


async def test_a_volunteer_who_becomes_a_person_agrees_again_and_is_confirmed(
    town: Town, victor: Phone, paul: Phone
) -> None:
    """More is kept of people than of volunteers."""
    await paul.taps("Oui, Victor peut accompagner")
    await victor.opens(await _link(town, "Victor", paul))
    await victor.sends("/start")
    await victor.taps("Où en suis-je ?")
    await victor.taps("Je suis d'accord")
    await town.deliver()
    await paul.taps("Confirmer Victor")
    await victor.sends("/start")
    assert {"Voir les sorties", "Sorties à accompagner"} <= set(victor.buttons)


async def _link(town: Town, name: str, referent: Phone) -> str:
    code = await town.invite(Role.BENEFICIARY, name, referent=referent.person_id)
    return f"https://t.me/passerelle_demo_bot?start={code}"


async def test_alone_in_the_house_karine_reads_that_somebody_else_is_needed(town: Town, karine: Phone) -> None:
    victor = await invited(town, karine, 4004, "Victor")
    await karine.presses(f"volunteer:{victor.person_id}")
    assert "Il faut un deuxième oui, d'une autre personne de l'équipe." in karine.text
    paul = await join(phone(town, 2002, "Paul"), Role.REFERENT)
    await karine.taps("Redemander à l'équipe")
    await town.deliver()
    assert "Victor voudrait accompagner des sorties" in paul.text


async def test_the_advice_is_read_and_confirmed_once(town: Town, victor: Phone, paul: Phone) -> None:
    await paul.taps("Oui, Victor peut accompagner")
    await town.deliver()
    await victor.taps("Lire les conseils")
    await victor.taps("Lire la suite")
    assert "Arrivez avant l'heure : personne ne doit attendre seul." in victor.text
    await victor.taps("J'ai lu ces conseils")
    assert victor.toast == "C'est noté. Merci."
    assert "Sorties à accompagner" in victor.buttons
    await victor.presses("briefing_end")
    assert "J'ai lu ces conseils" not in victor.buttons


async def test_what_is_kept_is_given_and_erased(town: Town, victor: Phone, paul: Phone) -> None:
    await paul.taps("Oui, Victor peut accompagner")
    await victor.presses("privacy")
    assert "Les personnes que vous accompagnez lisent votre prénom." in victor.text
    await victor.presses("my_data")
    assert "LES BÉNÉVOLES" in documents(victor)["mes-donnees.txt"].decode()
    await victor.presses("erase_me_now")
    assert table(town, "SELECT person_id FROM volunteers") == []
    await paul.presses(f"vetting:{victor.person_id}")
    assert paul.toast == GONE


async def test_a_person_of_another_referent_is_nothing_to_a_volunteer(town: Town, victor: Phone, paul: Phone) -> None:
    await beneficiary(town, paul, 1002, "Bilal")
    await paul.presses(f"vet:{victor.person_id}")
    for pressed in (f"person:{victor.person_id}", "people", "requests", "offers", "roll_calls", "team", "volunteers"):
        await victor.presses(pressed)
        assert victor.toast == GONE, pressed


async def test_the_advice_stands_before_the_first_outing_and_leads_on_to_it(
    town: Town, victor: Phone, paul: Phone, karine: Phone
) -> None:
    await paul.taps("Oui, Victor peut accompagner")
    session = await town.publish("Marche")
    async with town.storage.writing() as store:
        house = (await store.people.get(karine.person_id)).organisation_id
        await store.accompanied_outings.make(session, house, Sign.SUN, karine.person_id)
    await victor.presses("to_accompany")
    await victor.taps("Marche")
    await victor.taps("J'accompagne cette sortie")
    assert "Lisez d'abord ces conseils : c'est court." in victor.text
    assert table(town, "SELECT person_id FROM companions") == []
    for label in ("Lire la suite", "J'ai lu ces conseils", "J'accompagne cette sortie"):
        await victor.taps(label)
    assert table(town, "SELECT person_id FROM companions") == [{"person_id": victor.person_id}]
