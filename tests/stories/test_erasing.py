"""Somebody is erased: what was ahead finds someone, what is past still counts, and nobody can be found any more."""

from datetime import timedelta

import pytest

from bot.domain.people import Role
from bot.erasing import erase
from handlers.text import Translator
from locales.languages import LANGUAGES
from tests.conftest import beneficiary, join, phone
from tests.given import GONE, table
from tests.phone import Phone
from tests.stories.desk import comes, opens_sheet
from tests.stories.test_without_the_app import books, enrols
from tests.town import Town
from tests.waiting import ensure_counted, goes, waits

POINTS_AT = {
    "people": ("id", "referent_id", "backup_id"),
    "roles": ("person_id",),
    "stopped_stages": ("person_id",),
    "standing_yes": ("person_id", "given_by"),
    "invitations": ("person_id",),
    "reservations": ("person_id", "decided_by", "made_by", "attended_by", "companion_id"),
    "history": ("actor_id",),
    "calls": ("by_id",),
    "waiting": ("person_id", "approved_by"),
    "overrides": ("person_id", "by_id"),
    "letters": ("to_id",),
    "absences": ("referent_id", "colleague_id"),
    "edits": ("by_id",),
    "uploads": ("by_id",),
    "notes": ("by_id",),
    "sessions": ("confirmed_by",),
}


async def erases(it: Phone) -> None:
    await it.sends("/confidentialite")
    await it.taps("Effacer mes données")
    await it.taps("Oui, tout effacer")


def ensure_nothing_points_at(town: Town, person: int) -> None:
    for name, columns in POINTS_AT.items():
        for column in columns:
            assert table(town, f"SELECT 1 FROM {name} WHERE {column} = ?", person) == [], f"{name}.{column}"  # noqa: S608
    about = table(town, "SELECT args, key, about, kind FROM letters")
    assert [it for it in about if f"person:{person}" in (it["about"], it["key"])] == []


async def past_outing(town: Town, it: Phone, referent: Phone) -> int:
    """Amina was there, and it was good."""
    session = await town.publish("Ballet", town.clock.now() + timedelta(days=3))
    await comes(it, referent, "Ballet")
    await town.until(town.clock.now() + timedelta(days=5))
    await it.presses("say:1:glad")
    await referent.presses(f"tick:{session}:1:came:1")
    return session


async def test_it_is_asked_and_no_is_first(amina: Phone) -> None:
    await amina.sends("/confidentialite")
    await amina.taps("Effacer mes données")
    assert "effacé pour toujours" in amina.text
    assert amina.buttons[0] == "Non, ne rien effacer"
    await amina.taps("Non, ne rien effacer")
    assert "Votre fiche : Amina" in amina.text


async def test_amina_is_nobody_here_any_more(town: Town, amina: Phone, paul: Phone) -> None:
    await past_outing(town, amina, paul)
    await erases(amina)
    assert "Rien n'est gardé sur vous ici." in amina.text
    await amina.sends("/start")
    assert "Pour entrer, il faut une invitation." in amina.text
    ensure_nothing_points_at(town, amina.person_id)
    assert table(town, "SELECT person_id FROM erasures") == [{"person_id": amina.person_id}]


async def test_what_is_past_still_counts_for_its_outing_and_is_about_nobody(
    town: Town, amina: Phone, paul: Phone
) -> None:
    session = await past_outing(town, amina, paul)
    await erases(amina)
    (kept,) = table(town, "SELECT * FROM reservations")
    counted = {"session_id": session, "places": 1, "state": "approved", "attendance": "came", "word": "glad"}
    assert {name: kept[name] for name in counted} == counted
    assert kept["person_id"] < 0 > kept["id"]
    (outing,) = table(town, "SELECT starts_at, taken FROM sessions WHERE id = ?", session)
    assert outing["taken"] == 1
    moments = {"requested_at", "expires_at"}
    assert {kept[name] for name in moments} == {outing["starts_at"]}
    told = {"company_turn", *counted, *moments, "id", "person_id", "reason"}
    assert {name for name, value in kept.items() if value is not None} == told
    assert (kept["reason"], kept["company_turn"]) == ("", 0)
    assert [it["state"] for it in table(town, "SELECT state FROM history")] == ["approved"]


async def test_two_who_were_at_the_same_outing_both_count(town: Town, amina: Phone, paul: Phone) -> None:
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    session = await town.publish("Ballet", town.clock.now() + timedelta(days=3))
    await comes(amina, paul, "Ballet")
    await comes(bilal, paul, "Ballet")
    await town.until(town.clock.now() + timedelta(days=5))
    await erases(amina)
    await erases(bilal)
    assert len(table(town, "SELECT 1 FROM reservations WHERE session_id = ? AND state = 'approved'", session)) == 2
    ensure_counted(town)


async def test_nobody_is_asked_who_came_when_who_could_have_is_nobody(town: Town, amina: Phone, paul: Phone) -> None:
    session = await town.publish("Ballet", town.clock.now() + timedelta(days=3))
    for it in (amina, await beneficiary(town, paul, 1002, "Bilal")):
        await comes(it, paul, "Ballet")
    await town.until(town.clock.now() + timedelta(days=5))
    karine = await join(phone(town, 3003, "Karine"), Role.COORDINATOR)
    await karine.presses(f"roll_call:{session}")
    assert "Bilal" in karine.text
    assert "Amina" in karine.text
    await erases(amina)
    await karine.presses(f"roll_call:{session}")
    assert "—" not in karine.text


async def test_what_is_ahead_goes_to_the_next_in_line_and_the_referent_is_told_without_a_name(
    town: Town, amina: Phone, paul: Phone
) -> None:
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    full = await town.publish("Concert complet", places=1)
    await goes(amina, paul, full)
    await waits(bilal, full)
    await erases(amina)
    await town.deliver()
    assert "Une place est gardée pour vous." in bilal.text
    assert paul.text == "La fiche d'une personne que vous suivez est effacée.\n1 place à venir est libérée."
    ensure_counted(town)
    await paul.presses("people:1")
    assert "Amina" not in paul.text
    ensure_nothing_points_at(town, amina.person_id)


async def test_a_held_offer_and_a_rank_pass_on(town: Town, amina: Phone, paul: Phone) -> None:
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    chloe = await beneficiary(town, paul, 1003, "Chloé")
    full = await town.publish("Concert complet", places=1)
    await goes(bilal, paul, full)
    await waits(amina, full)
    await waits(chloe, full)
    await bilal.presses("left:1")
    await town.deliver()
    assert "Une place est gardée pour vous." in amina.text
    await erases(amina)
    await town.deliver()
    assert "Une place est gardée pour vous." in chloe.text
    ensure_counted(town)
    ensure_nothing_points_at(town, amina.person_id)


async def test_the_venue_is_seen_to_need_a_new_list(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    session = await town.publish("Concert")
    await comes(amina, paul)
    town.clock.move(timedelta(minutes=1))
    await karine.presses(f"tell_venue:{session}:1")
    town.clock.move(timedelta(minutes=1))
    await erases(amina)
    async with town.storage.reading() as store:
        told = await store.guests.confirmation(session)
    assert told is not None
    assert told.changed_since


async def test_a_calling_off_is_undone_for_those_who_are_still_there(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    session = await town.publish("Concert")
    await comes(amina, paul)
    await comes(bilal, paul)
    await karine.presses(f"call_off:{session}")
    await karine.taps("Oui")
    await erases(amina)
    await karine.presses("undo:1")
    assert [it["state"] for it in table(town, "SELECT state FROM reservations WHERE person_id > 0")] == ["approved"]
    ensure_counted(town)


async def test_a_move_is_undone_for_those_who_still_wait(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    bilal, chloe = await beneficiary(town, paul, 1002, "Bilal"), await beneficiary(town, paul, 1003, "Chloé")
    full = await town.publish("Concert complet", places=1)
    await goes(bilal, paul, full)
    await waits(amina, full)
    await waits(chloe, full)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer la date")
    await karine.sends("19/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await erases(amina)
    await karine.taps("Défaire")
    assert karine.toast == "C'est défait."
    await town.pass_time(minutes=10)
    assert "Cette sortie a changé." not in chloe.all_text


async def test_for_somebody_without_the_app_the_referent_does_it(town: Town, paul: Phone) -> None:
    fatima = await enrols(paul)
    await books(town, paul, fatima)
    await paul.presses(f"person:{fatima}")
    await paul.taps("Effacer la fiche de Fatima")
    assert "1 demande ou place à venir est annulée." in paul.text
    await paul.taps("Oui, tout effacer")
    assert paul.toast == "C'est fait. La fiche est effacée."
    ensure_nothing_points_at(town, fatima)
    ensure_counted(town)
    await town.deliver()
    assert "La fiche d'une personne" not in paul.all_text, "whoever did it needs no letter"


async def test_whoever_can_do_it_themselves_is_not_erased_by_another(amina: Phone, paul: Phone) -> None:
    await paul.presses(f"person:{amina.person_id}")
    assert not any(label.startswith("Effacer") for label in paul.buttons)
    await paul.presses(f"erase_person_now:{amina.person_id}")
    assert paul.toast == GONE
    await amina.sends("/confidentialite")
    assert "Votre fiche : Amina" in amina.text


async def test_whoever_follows_people_hands_them_over_first(town: Town, amina: Phone, paul: Phone) -> None:
    await paul.presses("erase_me_now")
    assert paul.toast.startswith("Vous suivez encore des personnes.")
    assert table(town, "SELECT 1 FROM erasures") == []


async def test_decisions_of_somebody_of_the_team_stay_and_are_nobody_s(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    await town.publish("Concert")
    await comes(amina, paul)
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    await town.deliver()
    async with town.storage.writing() as store:
        await erase(store, await store.people.get(paul.person_id), town.clock.now())
    ensure_nothing_points_at(town, paul.person_id)
    await amina.presses("place:1")
    assert "Réponse donnée par —." in amina.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_last_word_is_in_the_person_s_language(town: Town, amina: Phone, language: str) -> None:
    await amina.presses(f"speak:{language}")
    await amina.presses("erase_me_now")
    assert Translator(language)("Rien n'est gardé sur vous ici.") in amina.text
