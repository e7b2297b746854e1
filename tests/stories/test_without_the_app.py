"""A person without Telegram is served as well as the others; later a code links their phone to the same record."""

import re
from datetime import timedelta

import pytest

from bot.domain.letters import Kind
from bot.domain.people import Role
from handlers import on_behalf
from tests.conftest import join, phone
from tests.given import GONE, fates, table
from tests.papers import documents, pages, words
from tests.phone import Phone
from tests.town import Town


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without the large font: there a test can read the page."""
    monkeypatch.setattr(on_behalf, "dejavu", lambda: None)


async def enrols(paul: Phone, name: str = "Fatima") -> int:
    """Face to face; the number of the record."""
    await paul.sends("/start")
    await paul.taps("Inviter une personne")
    await paul.taps("Ajouter une personne sans Telegram")
    await paul.sends(name)
    await paul.taps(f"Noter : {name} est d'accord")
    return int(table(paul.town, "SELECT max(id) AS id FROM people")[0]["id"])


async def books(town: Town, paul: Phone, fatima: int, title: str = "Concert au Silo", places: int = 2) -> int:
    """Paul asks in her stead; the number of the place."""
    await town.publish(title)
    await paul.presses(f"person:{fatima}")
    await paul.taps("Demander pour Fatima")
    await paul.taps(title)
    await paul.taps(f"Demander {places} places pour Fatima")
    return int(table(town, "SELECT max(id) AS id FROM reservations")[0]["id"])


async def test_the_promise_is_read_before_anything_is_kept_as_a_yes(town: Town, paul: Phone) -> None:
    await paul.sends("/start")
    await paul.taps("Inviter une personne")
    await paul.taps("Ajouter une personne sans Telegram")
    await paul.sends("Fatima")
    assert "Lisez ceci à voix haute à Fatima" in paul.text
    assert "Nous gardons :" in paul.text
    (before,) = table(town, "SELECT agreed_at, confirmed_at FROM people WHERE name = 'Fatima'")
    assert set(before.values()) == {None}
    await paul.taps("Noter : Fatima est d'accord")
    assert paul.toast == "C'est noté. Vous pouvez demander des places pour Fatima."
    assert "sans Telegram" in paul.text
    (after,) = table(town, "SELECT agreed_at, confirmed_at, telegram_id FROM people WHERE name = 'Fatima'")
    assert after["agreed_at"] == after["confirmed_at"] == int(town.clock.now().timestamp())
    assert after["telegram_id"] is None


async def test_no_is_an_answer_and_nothing_is_kept(town: Town, paul: Phone) -> None:
    await paul.presses("enrol")
    await paul.sends("Fatima")
    await paul.taps("Noter : Fatima n'est pas d'accord")
    assert "Rien n'est gardé." in paul.text
    assert table(town, "SELECT 1 FROM people WHERE name = 'Fatima'") == []


async def test_whoever_was_invited_and_wants_no_telegram_goes_on_without(town: Town, paul: Phone) -> None:
    await town.invite(Role.BENEFICIARY, "Fatima", referent=paul.person_id)
    await paul.presses("people")
    await paul.taps("Fatima")
    await paul.taps("Continuer sans Telegram")
    await paul.taps("Noter : Fatima est d'accord")
    assert "Demander pour Fatima" in paul.buttons


async def test_paul_books_for_her_and_decides_in_the_same_gesture(town: Town, paul: Phone) -> None:
    fatima = await enrols(paul)
    place = await books(town, paul, fatima)
    assert paul.toast == "Place confirmée pour Fatima."
    assert "Demande faite par Paul pour Fatima." in paul.text
    assert "Demande acceptée par Paul." in paul.text
    (row,) = table(town, "SELECT state, made_by, decided_by, places FROM reservations")
    assert row == {"state": "approved", "made_by": paul.person_id, "decided_by": paul.person_id, "places": 2}
    history = table(town, "SELECT state, actor_id FROM history WHERE reservation_id = ?", place)
    assert history == [{"state": state, "actor_id": paul.person_id} for state in ("requested", "approved")]
    assert table(town, "SELECT taken FROM sessions") == [{"taken": 2}]


async def test_her_letters_make_no_noise(town: Town, paul: Phone) -> None:
    """Nothing failed, nobody became unreachable, and Paul is not told what he has just done."""
    await books(town, paul, await enrols(paul))
    before = len(paul.from_bot)
    await town.deliver()
    assert len(paul.from_bot) == before
    await town.until(town.clock.now() + timedelta(days=12))
    assert set(fates(town, Kind.REMINDER)) == {"no_account"}
    assert fates(town, Kind.DECISION) == ["no_account"]
    assert fates(town, Kind.UNREACHED, Kind.UNSURE) == []
    assert table(town, "SELECT reachable FROM people WHERE name = 'Fatima'") == [{"reachable": 1}]


async def test_paul_gives_her_places_back_and_the_trace_says_who(town: Town, paul: Phone) -> None:
    place = await books(town, paul, await enrols(paul))
    await paul.taps("Annuler pour Fatima")
    assert paul.buttons == ["Non, garder la place", "Oui, annuler la place"]
    await paul.taps("Oui, annuler la place")
    assert "Paul a annulé la place de Fatima." in paul.text
    assert table(town, "SELECT state FROM reservations") == [{"state": "cancelled"}]
    assert table(town, "SELECT taken FROM sessions") == [{"taken": 0}]
    (last,) = table(town, "SELECT actor_id FROM history WHERE reservation_id = ? ORDER BY id DESC LIMIT 1", place)
    assert last["actor_id"] == paul.person_id


async def test_paul_moves_her_to_another_outing_or_leaves_all_as_it_was(town: Town, paul: Phone) -> None:
    await books(town, paul, await enrols(paul))
    await town.publish("Ballet", town.clock.now() + timedelta(days=20), places=1)
    await paul.taps("Changer de sortie")
    await paul.taps("Ballet")
    await paul.taps("Déplacer ici avec 1 place")
    assert paul.toast == "La sortie de Fatima est changée."
    assert table(town, "SELECT title, state FROM reservations r JOIN sessions s ON s.id = r.session_id"
                       " JOIN offers o ON o.id = s.offer_id ORDER BY r.id") == [
        {"title": "Concert au Silo", "state": "cancelled"}, {"title": "Ballet", "state": "approved"}
    ]  # fmt: skip
    full = await town.publish("Cirque", town.clock.now() + timedelta(days=20), places=1)
    async with town.storage.writing() as store:
        assert await store.offers.take(full, 1, town.clock.now())
    await paul.presses(f"move_for:2:{full}:1")
    assert paul.toast.startswith("C'est complet.")
    assert table(town, "SELECT state FROM reservations ORDER BY id") == [{"state": "cancelled"}, {"state": "approved"}]


async def test_a_second_tap_books_once(town: Town, paul: Phone) -> None:
    fatima = await enrols(paul)
    await books(town, paul, fatima)
    await paul.presses(f"ask_for:{fatima}:1:2")
    assert paul.toast == "C'est déjà fait. Demande acceptée par Paul."
    assert len(table(town, "SELECT 1 FROM reservations")) == 1


async def test_only_her_own_referent_acts_for_her(town: Town, paul: Phone) -> None:
    fatima = await enrols(paul)
    place = await books(town, paul, fatima)
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    before = table(town, "SELECT * FROM reservations")
    for data in (f"person:{fatima}", f"outings_for:{fatima}", f"ask_for:{fatima}:1:1", f"cancelled_for:{place}",
                 f"move_for:{place}:1:1", f"paper_card:{place}", f"request:{place}"):  # fmt: skip
        await claire.presses(data)
        assert claire.toast == GONE, data
    assert table(town, "SELECT * FROM reservations") == before
    assert "Fatima" not in claire.all_text


async def test_nothing_is_booked_for_who_has_not_said_yes(town: Town, paul: Phone) -> None:
    await paul.presses("enrol")
    await paul.sends("Fatima")
    concert = await town.publish()
    (row,) = table(town, "SELECT id FROM people WHERE name = 'Fatima'")
    await paul.presses(f"ask_for:{row['id']}:{concert}:1")
    assert paul.toast == GONE
    assert table(town, "SELECT 1 FROM reservations") == []


async def test_for_somebody_with_telegram_they_read_who_did_it(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish("Concert")
    await paul.presses(f"ask_for:{amina.person_id}:{concert}:2")
    await town.deliver()
    assert "Place confirmée." in amina.text
    assert "Demande faite par Paul pour vous." in amina.text
    assert {m.kind for m in amina.from_bot} >= {"venue", "document"}
    await paul.presses("cancelled_for:1")
    await town.deliver()
    assert "Paul a annulé votre place pour vous." in amina.text


async def card(town: Town, paul: Phone, name: str = "Fatima") -> bytes:
    await paul.taps(f"Imprimer la carte de {name}")
    (pdf,) = documents(paul).values()
    return pdf


async def test_the_card_says_it_all_on_one_page(town: Town, paul: Phone) -> None:
    await books(town, paul, await enrols(paul))
    pdf = await card(town, paul)
    said = words(pdf)
    for expected in ("Pour Fatima", "Concert au Silo", "Jeudi 11 mars 2027", "à 10 h 00", "35 quai du Lazaret",
                     "M2 Joliette", "Paul, CCAS Belle de Mai", "2 places sont gardées."):  # fmt: skip
        assert expected in said
    assert "Ce code marche jusqu'au lundi 8 mars 2027." in said
    assert pages(pdf) == 1


async def test_who_has_telegram_gets_a_card_without_a_code(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish("Concert")
    await paul.presses(f"ask_for:{amina.person_id}:{concert}:1")
    assert "Ce code" not in words(await card(town, paul, "Amina"))


def code_on(pdf: bytes) -> str:
    return re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", re.sub(r"[^\S\n]+", "", words(pdf)))[0]  # type: ignore[index]


async def test_the_code_of_the_card_links_a_phone_to_the_same_record(town: Town, paul: Phone) -> None:
    fatima = await enrols(paul)
    await books(town, paul, fatima)
    code = code_on(await card(town, paul))
    her = phone(town, 1060, "Fatima")
    await her.sends(code)
    await her.taps("Français")
    assert "Nous gardons" in her.text
    await her.taps("Je suis d'accord")
    number = next(word for word in her.text.split() if word.isdigit())
    await her.presses("mine")
    assert "Concert" not in her.all_text, "nothing personal before the referent's word"
    await town.deliver()
    assert number in paul.text
    await paul.taps("Confirmer Fatima")
    await town.deliver()
    await her.taps("Mes sorties")
    assert "Concert au Silo" in her.text
    assert table(town, "SELECT id FROM people WHERE name = 'Fatima'") == [{"id": fatima}]
    await town.until(town.clock.now() + timedelta(days=12))
    assert "Votre place" in her.all_text or "Vos 2 places" in her.all_text


async def test_until_the_referent_confirms_nothing_is_booked_and_calls_go_on(town: Town, paul: Phone) -> None:
    fatima = await enrols(paul)
    await books(town, paul, fatima)
    her = phone(town, 1060, "Fatima")
    await her.sends(code_on(await card(town, paul)))
    concert = await town.publish("Ballet")
    await paul.presses(f"ask_for:{fatima}:{concert}:1")
    assert paul.toast == GONE
    await town.until(town.clock.now() + timedelta(days=8))
    await paul.presses("calls")
    assert "Fatima" in paul.text


async def test_a_card_that_somebody_else_found_opens_nothing(town: Town, paul: Phone) -> None:
    """Paul shuts them out, agreed or not, and the record is Fatima's again with one word of hers."""
    fatima = await enrols(paul)
    await books(town, paul, fatima)
    thief = phone(town, 6006, "Inconnu")
    await thief.sends(code_on(await card(town, paul)))
    await thief.taps("Français")
    await paul.presses(f"person:{fatima}")
    await paul.taps("Ce n'est pas Fatima")
    for data in ("mine", "place:1", "agree"):
        await thief.presses(data)
    assert "Concert" not in thief.all_text
    await paul.presses(f"person:{fatima}")
    await paul.taps("Continuer sans Telegram")
    await paul.taps("Noter : Fatima est d'accord")
    assert "Concert au Silo" in paul.text


async def test_an_account_that_is_somebody_cannot_swallow_her_record(town: Town, paul: Phone, karine: Phone) -> None:
    await books(town, paul, await enrols(paul))
    code = code_on(await card(town, paul))
    for it in (paul, karine):
        await it.sends(f"/start {code}")
        assert "Ce compte est déjà utilisé." in it.text
    her = phone(town, 1060, "Fatima")
    await her.sends(code)
    assert "Choisissez votre langue" in her.text, "the code is still good"


async def test_a_no_on_the_phone_keeps_her_outings_and_asks_again_on_paper(town: Town, paul: Phone) -> None:
    fatima = await enrols(paul)
    await books(town, paul, fatima)
    her = phone(town, 1060, "Fatima")
    await her.sends(code_on(await card(town, paul)))
    await her.taps("Français")
    await her.taps("Je ne suis pas d'accord")
    assert table(town, "SELECT state FROM reservations") == [{"state": "approved"}]
    await paul.presses(f"person:{fatima}")
    assert "Concert au Silo" in paul.text
    assert "Continuer sans Telegram" in paul.buttons


async def test_what_the_organiser_changes_is_read_out_to_her(town: Town, paul: Phone, karine: Phone) -> None:
    await books(town, paul, await enrols(paul))
    await town.deliver()
    await karine.presses("call_off:1")
    await karine.taps("Oui")
    await town.until(town.clock.now() + timedelta(hours=2))
    assert "Fatima n'a pas Telegram." in paul.all_text
    assert "L'organisateur a annulé cette sortie." in paul.all_text
