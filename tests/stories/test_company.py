"""Never alone: how one wishes to go, « Je vous accompagne », « Je ne peux plus »."""

from datetime import timedelta

import pytest

from bot.domain.letters import Kind
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.stories.test_reminders import FRIDAY, SATURDAY_EVENING, hears
from tests.stories.test_without_the_app import books, enrols
from tests.town import Town

WITH_SOMEBODY = "Demander à y aller avec quelqu'un"
LOOKING = "Vous préférez y aller avec quelqu'un. Nous cherchons qui peut venir."


async def asks(town: Town, it: Phone, title: str = "Concert", places: int = 4) -> int:
    """For company too; the number of the request."""
    concert = await town.publish(title, SATURDAY_EVENING, places)
    await it.presses(f"session:{concert}")
    await it.taps(WITH_SOMEBODY)
    await town.deliver()
    return int(table(town, "SELECT max(id) AS id FROM reservations")[0]["id"])


async def goes_with(town: Town, amina: Phone, paul: Phone) -> int:
    """Paul accepts and goes with Amina."""
    place = await asks(town, amina)
    await paul.taps("Accepter et accompagner Amina")
    await town.deliver()
    return place


async def test_a_first_outing_proposes_company_first_and_says_why(town: Town, amina: Phone, paul: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await amina.presses(f"session:{concert}")
    assert amina.buttons[:2] == [WITH_SOMEBODY, "Demander une place"]
    assert "C'est votre première sortie ? Souvent, c'est plus simple à deux." in amina.text
    await amina.taps("Demander une place")
    await town.deliver()
    await paul.taps("Accepter")
    await town.until(SATURDAY_EVENING + timedelta(days=2))
    later = await town.publish("Ballet")
    await amina.presses(f"session:{later}")
    assert amina.buttons[:2] == ["Demander une place", "Demander 2 places"]
    assert WITH_SOMEBODY in amina.buttons
    assert "première sortie" not in amina.text


async def test_the_wish_is_read_with_the_request_and_answered_in_one_gesture(
    town: Town, amina: Phone, paul: Phone
) -> None:
    place = await asks(town, amina)
    assert amina.toast == "Demande envoyée."
    assert LOOKING in amina.text
    assert "Amina demande 2 places." in paul.text
    assert "Amina préfère y aller avec quelqu'un." in paul.text
    before = len(amina.from_bot)
    await paul.taps("Accepter et accompagner Amina")
    assert paul.toast == "Demande acceptée. Amina lit que vous venez."
    await town.deliver()
    told = [it.text for it in amina.from_bot[before:] if it.kind == "text"]
    assert len(told) == 1, "the yes says who comes"
    assert "Place confirmée." in told[0]
    assert "Paul vous accompagne." in told[0]
    (row,) = table(town, "SELECT state, places, wish, companion_id FROM reservations WHERE id = ?", place)
    assert row == {"state": "approved", "places": 2, "wish": "company", "companion_id": paul.person_id}


async def test_the_reminders_say_who_comes_and_who_comes_is_reminded_too(town: Town, amina: Phone, paul: Phone) -> None:
    await goes_with(town, amina, paul)
    before = len(paul.from_bot)
    heard = await hears(town, amina, SATURDAY_EVENING)
    assert len(heard) == 4
    assert all("Paul vous accompagne." in text for text in heard)
    reminded = [it.text for it in paul.from_bot[before:] if "accompagnez quelqu'un" in it.text]
    assert [text.split("\n")[0] for text in reminded] == [
        "Rappel : vous accompagnez quelqu'un à cette sortie.",
        "C'est bientôt l'heure : vous accompagnez quelqu'un.",
    ]
    assert all("Amina : 2 places" in text for text in reminded)


async def test_two_people_of_one_outing_are_one_reminder(town: Town, amina: Phone, bilal: Phone, paul: Phone) -> None:
    await goes_with(town, amina, paul)
    await bilal.presses("ask_company:1")
    await town.deliver()
    await paul.taps("Accepter et accompagner Bilal")
    await town.until(FRIDAY)
    assert paul.all_text.count("Rappel : vous accompagnez") == 1
    assert "Amina : 2 places\nBilal : 2 places" in paul.text


@pytest.mark.parametrize(
    ("label", "read"),
    [("J'y vais seul·e", "Vous y allez seul·e."), ("J'y vais avec un proche", "Vous y allez avec un proche.")],
)
async def test_one_tap_changes_ones_mind_and_who_was_to_come_hears_of_it(
    town: Town, amina: Phone, paul: Phone, label: str, read: str
) -> None:
    await goes_with(town, amina, paul)
    await amina.sends("/reservations")
    await amina.taps("Concert")
    await amina.taps(label)
    assert amina.toast == "C'est noté. Paul reçoit un message."
    assert read in amina.text
    await town.deliver()
    assert "Vous n'accompagnez plus Amina." in paul.text
    before = len(paul.from_bot)
    await town.until(SATURDAY_EVENING)
    assert not any("accompagnez quelqu'un" in it.text for it in paul.from_bot[before:])
    assert "Paul vous accompagne" not in amina.text


async def test_a_wish_that_comes_later_is_told_once_and_without_a_sound(town: Town, amina: Phone, paul: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await amina.presses(f"ask:{concert}:1")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()
    await amina.taps("Je préfère y aller avec quelqu'un")
    assert amina.toast == "C'est noté. L'équipe est prévenue."
    await amina.presses("go_so:1:company")
    await town.deliver()
    assert paul.all_text.count("Amina cherche quelqu'un pour y aller. Pouvez-vous venir ?") == 1
    assert paul.from_bot[-1].silent
    assert "Amina a une seule place." in paul.text
    await paul.taps("J'accompagne Amina")
    await town.deliver()
    assert amina.text.startswith("Paul vous accompagne.")


async def test_a_wish_taken_back_before_it_was_read_is_not_told(town: Town, amina: Phone, paul: Phone) -> None:
    place = await asks(town, amina)
    for wish in ("guest", "company", "alone"):
        await amina.presses(f"go_so:{place}:{wish}")
    await town.deliver()
    assert fates(town, Kind.COMPANY) == ["overtaken"]
    await paul.presses(f"accompany:{place}")
    assert paul.toast == "Cette personne n'a plus besoin de quelqu'un pour y aller."
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}], "nothing was half done"


async def test_a_wish_that_wavers_before_it_is_read_is_told_once(town: Town, amina: Phone, paul: Phone) -> None:
    place = await asks(town, amina)
    for wish in ("guest", "company", "guest", "company"):
        await amina.presses(f"go_so:{place}:{wish}")
    await town.deliver()
    assert fates(town, Kind.COMPANY) == ["overtaken", "sent"]


async def test_i_cannot_any_more_tells_the_person_at_once_and_asks_the_coordinator(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await goes_with(town, amina, paul)
    await paul.taps("Je ne peux plus accompagner Amina")
    assert paul.buttons[0] == "Non, j'accompagne toujours Amina"
    await paul.taps("Oui, je ne peux plus")
    await town.deliver()
    assert "La personne qui devait venir avec vous ne peut plus." in amina.text
    assert "Votre place reste gardée." in amina.text
    assert amina.buttons[:2] == ["J'y vais seul·e", "J'y vais avec un proche"]
    assert "Amina cherche quelqu'un pour y aller. Pouvez-vous venir ?" in karine.text
    await karine.taps("J'accompagne Amina")
    await town.deliver()
    assert amina.text.startswith("Karine vous accompagne.")
    assert table(town, "SELECT state, taken FROM reservations r JOIN sessions s ON s.id = r.session_id") == [
        {"state": "approved", "taken": 2}
    ]
    await town.until(FRIDAY)
    assert "Amina : 2 places" in karine.text
    assert "vous accompagnez" not in paul.text


async def test_two_at_once_for_one_person_are_one_and_the_other_reads_it(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    place = await goes_with(town, amina, paul)
    await paul.presses(f"stopped_accompanying:{place}")
    await karine.presses(f"accompany:{place}")
    await paul.presses(f"accompany:{place}")
    assert paul.toast == "Cette personne n'a plus besoin de quelqu'un pour y aller."
    assert table(town, "SELECT companion_id FROM reservations") == [{"companion_id": karine.person_id}]
    await town.deliver()
    assert "ne peut plus" not in amina.text, "what was over before it was read is not said"


async def test_only_who_comes_reads_with_whom(town: Town, amina: Phone, paul: Phone, claire: Phone) -> None:
    place = await goes_with(town, amina, paul)
    await claire.presses("accompanying:1")
    assert claire.text == "Vous n'accompagnez personne à cette sortie."
    for press in ("accompany", "stop_accompanying", "stopped_accompanying", "company_wished", "company_over"):
        await claire.presses(f"{press}:{place}")
        assert claire.toast == GONE, press
    assert "Amina" not in claire.all_text
    assert table(town, "SELECT companion_id FROM reservations") == [{"companion_id": paul.person_id}]


async def test_given_back_is_told_once_to_who_was_to_come(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    place = await goes_with(town, amina, paul)
    await paul.presses(f"stopped_accompanying:{place}")
    await karine.presses(f"accompany:{place}")
    await town.deliver()
    before = len(karine.from_bot)
    await amina.presses(f"left:{place}")
    await town.until(SATURDAY_EVENING)
    (told,) = [it.text for it in karine.from_bot[before:]]
    assert told.startswith("Vous n'accompagnez plus Amina.\nAmina a annulé sa place.")
    assert "Amina a annulé sa place." in paul.all_text


async def test_a_move_tells_who_comes_and_counts_their_reminders_again(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    place = await goes_with(town, amina, paul)
    await paul.presses(f"stopped_accompanying:{place}")
    await karine.presses(f"accompany:{place}")
    await town.deliver()
    later = SATURDAY_EVENING + timedelta(days=7)
    await karine.presses(f"move_yes:1:{int(later.timestamp())}:1")
    await town.until(SATURDAY_EVENING)
    assert "L'organisateur a changé cette sortie." in karine.all_text
    assert "vous accompagnez quelqu'un" not in karine.all_text
    await town.until(later)
    assert karine.all_text.count("vous accompagnez quelqu'un") == 2


async def test_what_is_called_off_and_undone_leaves_one_reminder_of_each(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await goes_with(town, amina, paul)
    await karine.presses("call_off_yes:1:1")
    await karine.taps("Défaire")
    await town.until(SATURDAY_EVENING)
    assert paul.all_text.count("vous accompagnez quelqu'un") == 2
    assert "Paul vous accompagne." in amina.all_text


async def test_called_off_there_is_nothing_to_be_reminded_of(
    town: Town, amina: Phone, paul: Phone, karine: Phone
) -> None:
    await goes_with(town, amina, paul)
    await karine.presses("call_off_yes:1:1")
    await town.until(SATURDAY_EVENING)
    assert "L'organisateur a annulé cette sortie." in paul.all_text
    assert "vous accompagnez quelqu'un" not in paul.all_text


async def test_whoever_leaves_the_team_leaves_nobody_waiting_for_them(
    town: Town, amina: Phone, paul: Phone, claire: Phone, karine: Phone
) -> None:
    await goes_with(town, amina, paul)
    await karine.presses(f"hand_over_now:{paul.person_id}:{claire.person_id}")
    await town.deliver()
    assert "La personne qui devait venir avec vous ne peut plus." in amina.all_text
    assert "Amina cherche quelqu'un pour y aller. Pouvez-vous venir ?" in karine.all_text
    assert "Amina cherche quelqu'un pour y aller. Pouvez-vous venir ?" in claire.all_text
    assert table(town, "SELECT companion_id FROM reservations") == [{"companion_id": None}]


async def test_who_is_erased_is_accompanied_no_more(town: Town, amina: Phone, paul: Phone, karine: Phone) -> None:
    place = await goes_with(town, amina, paul)
    await paul.presses(f"stopped_accompanying:{place}")
    await karine.presses(f"accompany:{place}")
    await town.deliver()
    await amina.presses("erase_me_now")
    await town.until(SATURDAY_EVENING)
    assert "est effacée." in karine.text
    assert "vous accompagnez quelqu'un" not in karine.all_text
    assert table(town, "SELECT companion_id, wish FROM reservations") == [{"companion_id": None, "wish": None}]


async def test_without_the_app_a_coordinator_s_yes_is_read_out_and_the_referent_s_own_is_not(
    town: Town, paul: Phone, karine: Phone
) -> None:
    place = await books(town, paul, await enrols(paul))
    await paul.presses(f"accompany:{place}")
    await town.deliver()
    assert "Merci de lire ce message" not in paul.all_text
    await paul.presses(f"stopped_accompanying:{place}")
    await karine.presses(f"accompany:{place}")
    await town.deliver()
    assert "Merci de lire ce message" in paul.text
    assert "Karine vous accompagne." in paul.text
