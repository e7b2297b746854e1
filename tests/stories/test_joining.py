"""The door: nobody is anything before the person said yes and the referent said who it is."""

import pytest

from bot.domain.people import Role
from tests.conftest import beneficiary, join, phone
from tests.given import table
from tests.phone import Phone
from tests.town import Town


@pytest.fixture
def zoe(town: Town) -> Phone:
    """Nobody invited her."""
    return phone(town, 5005, "Zoe")


async def test_a_stranger_never_becomes_anything(town: Town, amina: Phone, zoe: Phone) -> None:
    await town.publish("Concert caché")
    before = table(town, "SELECT * FROM people")
    for said in ("/start", "/sorties", "/reservations", "/reglages", "Bonjour", "Amina"):
        await zoe.sends(said)
    for pressed in ("offers", "agree", "speak:ar", "home", "stranger:ar", f"person:{amina.person_id}", "ask:1:1"):
        await zoe.presses(pressed)
    assert table(town, "SELECT * FROM people") == before
    assert "Concert caché" not in zoe.all_text
    assert "Amina" not in zoe.all_text


async def test_saying_no_forgets_the_account_and_the_record_waits(town: Town, paul: Phone) -> None:
    amina = await join(phone(town, 1001, "Amina"), Role.BENEFICIARY, paul.person_id)
    await amina.taps("Je ne suis pas d'accord")
    assert "Votre compte Telegram est oublié." in amina.text
    (record,) = table(town, "SELECT telegram_id, agreed_at FROM people WHERE name = 'Amina'")
    assert record == {"telegram_id": None, "agreed_at": None}
    await town.deliver()
    assert "Amina" not in paul.all_text
    await amina.sends("/start")
    assert "il faut une invitation" in amina.text


async def test_a_no_after_the_yes_is_heard_too(town: Town, paul: Phone) -> None:
    """/start twice leaves the question on screen twice: yes on one, no on the other."""
    amina = await join(phone(town, 1001, "Amina"), Role.BENEFICIARY, paul.person_id)
    await amina.presses("agree")
    await amina.presses("decline")
    assert "Votre compte Telegram est oublié." in amina.text
    (record,) = table(town, "SELECT telegram_id FROM people WHERE name = 'Amina'")
    assert record == {"telegram_id": None}


async def test_the_referent_says_it_is_not_amina(town: Town, paul: Phone) -> None:
    somebody = await join(phone(town, 6006, "Amina"), Role.BENEFICIARY, paul.person_id)
    await somebody.taps("Je suis d'accord")
    await town.deliver()
    await paul.taps("Ce n'est pas Amina")
    assert "Ce compte est oublié." in paul.toast
    await somebody.sends("/start")
    assert "il faut une invitation" in somebody.text
    await paul.taps("Donner une nouvelle invitation")
    amina = phone(town, 1001, "Amina")
    await amina.opens(paul.link())
    await amina.taps("Français")
    assert "Nous gardons" in amina.text


async def test_nothing_personal_is_shown_before_the_referent_s_word(town: Town, paul: Phone) -> None:
    await town.publish("Concert au Silo")
    somebody = await join(phone(town, 6006, "Amina"), Role.BENEFICIARY, paul.person_id)
    await somebody.taps("Je suis d'accord")
    for pressed in ("home", "offers", "mine", "my_referent", "privacy", "help", "session:1", "call_me"):
        await somebody.presses(pressed)
    await somebody.sends("/confidentialite")
    for name in ("Amina", "Paul", "CCAS", "Concert"):
        assert name not in somebody.all_text


async def test_start_is_always_safe(town: Town, amina: Phone) -> None:
    before = table(town, "SELECT * FROM people ORDER BY id")
    for _ in range(2):
        await amina.sends("/start")
        assert "Que voulez-vous faire ?" in amina.text
    await amina.sends("/start AAAABBBBCCCCDDDDEEEE22")
    assert "Que voulez-vous faire ?" in amina.text
    assert table(town, "SELECT * FROM people ORDER BY id") == before


async def test_the_account_question_is_answered_once(town: Town, paul: Phone) -> None:
    await beneficiary(town, paul, 1001, "Amina")
    (amina,) = table(town, "SELECT id FROM people WHERE name = 'Amina'")
    await paul.presses(f"reject:{amina['id']}")
    assert paul.toast == "C'est déjà fait."
    (record,) = table(town, "SELECT telegram_id FROM people WHERE name = 'Amina'")
    assert record == {"telegram_id": 1001}
