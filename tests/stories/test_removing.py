"""A volunteer is removed: nothing opens at the next tap, and whoever they go with reads it, during an outing too."""

from datetime import datetime, timedelta

import pytest

from bot import accompanied_outings
from bot.domain.accompanied_outings import Sign
from bot.domain.people import Role
from tests.conftest import volunteer
from tests.given import GONE, table
from tests.phone import Phone
from tests.stories.test_reminders import SATURDAY_EVENING
from tests.town import Town


@pytest.fixture
async def victor(town: Town, paul: Phone, karine: Phone) -> Phone:
    return await volunteer(town, 4004, "Victor")


async def goes(town: Town, amina: Phone, paul: Phone, *companions: Phone) -> int:
    """Amina goes to an outing of the evening with a group that Karine made and the first of these leads; its number."""
    session = await town.publish("Marche", SATURDAY_EVENING)
    await amina.presses(f"ask_company:{session}")
    (asked,) = table(town, "SELECT id FROM reservations WHERE session_id = ?", session)
    await paul.presses(f"accept:{asked['id']}")
    async with town.storage.writing() as store:
        it = await store.people.get(companions[0].person_id)
        group = await store.accompanied_outings.make(session, it.organisation_id, Sign.SUN, None)
        for each in companions:
            group = await accompanied_outings.add(store, group, each.person_id, town.clock.now())
    await town.deliver()
    assert "vous accompagne." in amina.text
    return group.id


async def removes(karine: Phone, victor: Phone) -> None:
    for pressed in ("volunteers", f"volunteer:{victor.person_id}"):
        await karine.presses(pressed)
    await karine.taps("Retirer Victor")
    assert karine.buttons[0] == "Non, ne rien changer"
    await karine.taps("Oui, retirer Victor")


async def during(town: Town) -> datetime:
    at = SATURDAY_EVENING + timedelta(minutes=30)
    await town.until(at)
    return at


async def test_access_is_gone_at_the_next_tap_and_amina_has_nobody(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    group = await goes(town, amina, paul, victor)
    await victor.presses(f"group:{group}")
    assert victor.toast != GONE
    await removes(karine, victor)
    assert karine.toast == "C'est fait. Victor n'a plus accès à rien."
    seen = len(victor.messages)
    for pressed in (f"group:{group}", "i_accompany", "to_accompany", "briefing", "settings", f"left_group:{group}"):
        await victor.presses(pressed)
        assert victor.toast == GONE, pressed
    assert not any("Amina" in it.text or "Marche" in it.text for it in victor.messages[seen:])
    await town.deliver()
    assert "La personne qui devait venir avec vous ne peut plus." in amina.text
    assert "Amina cherche quelqu'un pour y aller." in karine.text
    assert table(town, "SELECT person_id FROM volunteers") == []
    assert table(town, "SELECT companion_id FROM reservations WHERE companion_id IS NOT NULL") == []


async def test_during_an_outing_amina_and_the_coordinators_read_it_at_once(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await goes(town, amina, paul, victor)
    await during(town)
    await karine.presses(f"remove_volunteer:{victor.person_id}")
    assert "Une sortie est en cours." in karine.text
    await removes(karine, victor)
    await town.deliver()
    assert "La personne qui vous accompagnait ne peut plus rester avec vous." in amina.text
    assert "La coordination est prévenue." in amina.text
    assert "1 personne est seule :\nAmina" in karine.text
    for it in (amina, karine):
        assert not it.from_bot[-1].silent, "it rings, whatever the hour"
    await amina.taps("Signaler un problème")
    assert amina.toast != GONE
    await victor.presses("i_accompany")
    assert victor.toast == GONE


async def test_during_an_outing_the_next_companion_leads_on(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    walid = await volunteer(town, 4005, "Walid")
    await goes(town, amina, paul, victor, walid)
    await during(town)
    await removes(karine, victor)
    await town.deliver()
    assert "Walid vous accompagne maintenant." in amina.text
    assert "est seule" not in karine.all_text
    (row,) = table(town, "SELECT companion_id FROM reservations")
    assert row["companion_id"] == walid.person_id


async def test_once_the_outing_is_over_nobody_is_alarmed(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await goes(town, amina, paul, victor)
    await town.until(SATURDAY_EVENING + timedelta(hours=12))
    await removes(karine, victor)
    await town.deliver()
    assert "ne peut plus rester avec vous" not in amina.all_text
    assert "est seule" not in karine.all_text


async def test_who_erases_themselves_during_an_outing_leaves_nobody_in_the_dark(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await goes(town, amina, paul, victor)
    await during(town)
    await victor.presses("erase_me_now")
    await town.deliver()
    assert "ne peut plus rester avec vous" in amina.text
    assert "1 personne est seule :\nAmina" in karine.text


async def test_a_volunteer_who_never_came_is_removed_without_a_trace(town: Town, karine: Phone) -> None:
    await karine.presses("invite_volunteer")
    await karine.sends("Xenia")
    (row,) = table(town, "SELECT id FROM people WHERE name = 'Xenia'")
    await karine.presses(f"removed_volunteer:{row['id']}")
    assert table(town, "SELECT id FROM people WHERE name = 'Xenia'") == []


async def test_amina_who_is_a_volunteer_too_stays_a_person(town: Town, amina: Phone, karine: Phone) -> None:
    async with town.storage.writing() as store:
        await store.people.grant(amina.person_id, Role.VOLUNTEER)
        await store.volunteers.add(amina.person_id, karine.person_id)
        await store.volunteers.vet(amina.person_id, karine.person_id, town.clock.now())
    await karine.presses(f"removed_volunteer:{amina.person_id}")
    await amina.presses("mine")
    assert amina.toast != GONE
    await amina.presses("to_accompany")
    assert amina.toast == GONE
