"""The organiser calls an outing off, changes its places or its words, and takes a change back."""

from datetime import UTC, datetime

from bot.domain.letters import Kind
from tests.conftest import beneficiary
from tests.given import GONE, fates, forgive, table
from tests.phone import Phone
from tests.stories.desk import SATURDAY_EVENING, asks, comes, household, opens_sheet
from tests.town import Town


async def calls_off(karine: Phone) -> None:
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Annuler la sortie")


def states(town: Town) -> list[str]:
    return [it["state"] for it in table(town, "SELECT state FROM reservations ORDER BY id")]


def reminders(town: Town) -> list[str]:
    found = table(town, "SELECT args FROM letters WHERE kind = 'reminder' AND fate = 'waiting' ORDER BY id")
    return [it["args"] for it in found]


async def test_everybody_is_told_once_and_no_reminder_remains(town: Town, paul: Phone, karine: Phone) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    amina, bilal = await household(town, paul)
    chloe = await beneficiary(town, paul, 1003, "Chloé")
    await asks(chloe)
    await town.deliver()
    await calls_off(karine)
    assert "3 personnes seront prévenues." in karine.text
    assert "10 rappels seront retirés." in karine.text
    assert karine.buttons[0] == "Non, garder la sortie"
    await karine.taps("Oui, annuler la sortie")
    assert states(town) == ["called_off"] * 3
    assert reminders(town) == []
    assert table(town, "SELECT taken, publication FROM sessions WHERE id = ?", number) == [
        {"taken": 0, "publication": "cancelled"}
    ]
    await town.pass_time(minutes=5)
    for who in (amina, bilal, chloe):
        assert "L'organisateur a annulé cette sortie." in who.text
    assert "L'organisateur a annulé cette sortie." in paul.text
    assert all(name in paul.text for name in ("Amina", "Bilal", "Chloé"))
    assert fates(town, Kind.CHANGES) == ["sent"]


async def test_taken_back_within_minutes_nobody_hears_of_it(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    await asks(bilal)  # Paul has not been told of it yet.
    planned = reminders(town)
    await calls_off(karine)
    await karine.taps("Oui, annuler la sortie")
    await town.pass_time(minutes=4)
    await karine.taps("Défaire")
    assert karine.toast == "C'est défait."
    assert states(town) == ["approved", "requested"]
    assert reminders(town) == planned
    assert table(town, "SELECT taken, publication FROM sessions WHERE id = ?", number) == [
        {"taken": 2, "publication": "published"}
    ]
    assert table(town, "SELECT decided_by FROM reservations WHERE state = 'approved'") == [
        {"decided_by": paul.person_id}
    ]
    await town.pass_time(minutes=10)
    assert "annulé" not in amina.all_text
    assert "Bilal demande 1 place." in paul.text


async def test_once_somebody_has_read_it_it_stays(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    await calls_off(karine)
    await karine.taps("Oui, annuler la sortie")
    await town.pass_time(minutes=5)
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."
    assert states(town) == ["called_off"]


async def test_an_edit_of_an_outing_that_was_cancelled_meanwhile(town: Town, karine: Phone) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer la date")
    async with town.storage.writing() as store:
        it = await store.offers.session(number)
        assert await store.changes.put_session(it.__class__(**{**it.__dict__, "publication": "cancelled"}), told=True)
    await karine.sends("14/03/2027 20h00")
    assert "Cette sortie est annulée. Rien n'a été changé." in karine.text
    await karine.presses(f"set_places:{number}:10")
    assert karine.toast == "Cette sortie est annulée. Rien n'a été changé."
    await karine.presses(f"call_off_yes:{number}:0")
    assert karine.toast == "Cette sortie est annulée. Rien n'a été changé."
    forgive(town, "message to edit not found")


async def full_house(town: Town, paul: Phone) -> tuple[Phone, Phone]:
    """One place, which Amina has; Bilal waits for it."""
    await town.publish("Concert au Silo", SATURDAY_EVENING, places=1)
    amina = await beneficiary(town, paul, 1001, "Amina")
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    await comes(amina, paul)
    await asks(bilal, places="Rejoindre la liste d'attente")
    await bilal.taps("Attendre une place")
    return amina, bilal


async def test_the_waiting_list_of_a_cancelled_outing_is_told(town: Town, paul: Phone, karine: Phone) -> None:
    _, bilal = await full_house(town, paul)
    await calls_off(karine)
    assert "2 personnes seront prévenues." in karine.text
    await karine.taps("Oui, annuler la sortie")
    await town.pass_time(minutes=5)
    assert "L'organisateur a annulé cette sortie." in bilal.text
    assert "La liste d'attente est terminée." in bilal.text
    assert table(town, "SELECT why FROM waiting") == [{"why": "called_off"}]


async def test_who_held_a_freed_place_is_told_once_and_all_comes_back_when_it_is_undone(
    town: Town, paul: Phone, karine: Phone
) -> None:
    amina, bilal = await full_house(town, paul)
    await amina.presses("left:1")
    assert states(town) == ["cancelled", "offered"]
    await calls_off(karine)
    assert "1 personne sera prévenue." in karine.text
    await karine.taps("Oui, annuler la sortie")
    assert fates(town, Kind.LIST_ENDED) == []
    await karine.taps("Défaire")
    assert states(town) == ["cancelled", "offered"]
    assert table(town, "SELECT left_at FROM waiting") == [{"left_at": None}]
    await town.deliver()
    assert "annulé cette sortie" not in bilal.all_text
    assert fates(town, Kind.TURN) == ["sent"]
    forgive(town, "message to edit not found")


async def test_the_roll_is_called_once_of_an_outing_that_was_changed(town: Town, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await household(town, paul)
    for title in ("Bal au Silo", "Concert au Silo"):
        await opens_sheet(karine, "Bal" if title.startswith("Concert") else "Concert")
        await karine.taps("Modifier")
        await karine.taps("Changer les textes")
        await karine.taps("Changer le titre")
        await karine.sends(title)
        await karine.taps("Oui, changer")
    await karine.taps("Défaire")
    assert fates(town, Kind.ROLL_CALL).count("waiting") == 1


async def test_an_allotment_is_never_cut_below_what_is_promised(town: Town, paul: Phone, karine: Phone) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    await household(town, paul)
    await opens_sheet(karine)
    await karine.taps("Nombre de places")
    await karine.taps("Un autre nombre")
    for typed in ("dix", "0", "-1", "−1", "3,5"):
        await karine.sends(typed)
        assert "Écrivez un nombre de places" in karine.text
    await karine.sends("1")
    assert "2 places sont déjà promises." in karine.text
    assert table(town, "SELECT capacity FROM sessions WHERE id = ?", number) == [{"capacity": 4}]
    await karine.sends("2")
    assert "Places prises : 2 sur 2" in karine.text
    await karine.taps("Modifier")
    await karine.taps("Défaire")
    assert table(town, "SELECT capacity FROM sessions WHERE id = ?", number) == [{"capacity": 4}]


async def test_a_wider_allotment_that_was_used_is_not_taken_back(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING, places=1)
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    await comes(amina, paul)
    await opens_sheet(karine)
    await karine.taps("Nombre de places")
    await karine.taps("2 places")
    await asks(bilal)
    await karine.taps("Modifier")
    await karine.taps("Défaire")
    assert karine.toast.startswith("2 places sont déjà promises.")
    assert table(town, "SELECT capacity, taken FROM sessions WHERE id = ?", number) == [{"capacity": 2, "taken": 2}]


async def test_another_title_is_told_with_its_old_one(town: Town, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    amina, _ = await household(town, paul)
    planned = reminders(town)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer les textes")
    await karine.taps("Changer le titre")
    await karine.sends("Bal au Silo")
    assert "Avant : Concert au Silo" in karine.text
    assert "2 personnes seront prévenues." in karine.text
    await karine.taps("Oui, changer")
    await town.pass_time(minutes=5)
    assert "Avant : Concert au Silo" in amina.text
    assert "Maintenant : Bal au Silo" in amina.text
    assert reminders(town) == planned


async def test_a_better_summary_disturbs_nobody(town: Town, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await household(town, paul)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer les textes")
    await karine.taps("Changer le résumé")
    await karine.sends("Trois musiciens, une heure.")
    assert "Trois musiciens, une heure." in karine.text
    assert fates(town, Kind.CHANGED) == []


async def test_who_asked_since_then_keeps_what_they_read(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer la date")
    await karine.sends("14/03/2027 20h00")
    await karine.taps("Oui, changer la date")
    await asks(amina)
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."
    assert table(town, "SELECT starts_at FROM sessions WHERE id = ?", number) == [
        {"starts_at": datetime(2027, 3, 14, 19, tzinfo=UTC).timestamp()}
    ]


async def test_after_an_hour_nothing_is_undone(town: Town, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    await calls_off(karine)
    await karine.taps("Oui, annuler la sortie")
    await town.pass_time(hours=1)
    await karine.taps("Défaire")
    assert karine.toast == "Il est trop tard pour défaire ce changement."


async def test_the_desk_is_closed_to_others(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    number = await town.publish("Concert au Silo", SATURDAY_EVENING)
    await comes(amina, paul)
    at = int(SATURDAY_EVENING.timestamp()) + 3600
    for who in (amina, paul):
        for data in (f"call_off_yes:{number}:1", f"move_yes:{number}:{at}:1", f"change:{number}", "undo:1", "edit:1"):
            await who.presses(data)
            assert who.toast == GONE
    assert states(town) == ["approved"]
    forgive(town, "message to edit not found")


async def test_a_notice_is_for_its_reader_only(town: Town, paul: Phone, karine: Phone) -> None:
    await town.publish("Concert au Silo", SATURDAY_EVENING)
    amina, bilal = await household(town, paul)
    await calls_off(karine)
    await karine.taps("Oui, annuler la sortie")
    edit = table(town, "SELECT id FROM edits")[0]["id"]
    await bilal.presses(f"changed:1:{edit}")
    assert bilal.toast == GONE
    await bilal.presses("still:1")
    assert bilal.toast == GONE
    await amina.presses(f"changes_told:{edit}")
    assert amina.toast == GONE
    forgive(town, "message to edit not found")
