"""Who goes along no more, not yet, or not at all: what they read, whatever else they are here."""

from datetime import timedelta

import pytest

from tests.conftest import volunteer
from tests.given import GONE, table
from tests.phone import Phone
from tests.stories.test_going_along import WINDOW, companions, lacks, takes
from tests.stories.test_reminders import FRIDAY, SATURDAY_EVENING
from tests.town import Town


@pytest.fixture
async def victor(town: Town) -> Phone:
    return await volunteer(town, 4004, "Victor Hugo")


def goes_out_too(town: Town, victor: Phone, paul: Phone) -> None:
    """The volunteer is somebody whom Paul follows, too."""
    table(town, "INSERT INTO roles (person_id, role) VALUES (?, 'beneficiary')", victor.person_id)
    table(
        town,
        "UPDATE people SET confirmed_at = agreed_at, referent_id = ? WHERE id = ?",
        paul.person_id,
        victor.person_id,
    )


async def test_a_removed_volunteer_who_goes_out_too_reads_nobody_s_name_the_day_after(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    goes_out_too(town, victor, paul)
    await town.until(SATURDAY_EVENING + timedelta(hours=12))
    await victor.presses("meeting:1")
    assert "Amina" in victor.text
    await karine.presses(f"removed_volunteer:{victor.person_id}")
    await victor.presses("meeting:1")
    assert "Amina" not in victor.text


async def test_who_left_the_group_never_reads_who_left_it_before(
    town: Town, amina: Phone, paul: Phone, victor: Phone
) -> None:
    (place,) = await lacks(town, paul, amina)
    await takes(town, victor)
    await amina.presses(f"left:{place}")
    await victor.presses("left_group:1")
    await town.until(WINDOW)
    await victor.presses(f"company_over:{place}")
    assert victor.toast == GONE
    assert "Amina" not in victor.all_text


async def test_a_first_name_is_all_that_is_said_of_who_comes_along(
    town: Town, amina: Phone, paul: Phone, victor: Phone
) -> None:
    (place,) = await lacks(town, paul, amina)
    await takes(town, victor)
    await amina.presses(f"go_so:{place}:alone")
    assert amina.toast == "C'est noté. Victor reçoit un message."
    table(town, "UPDATE accompanied_outings SET women_only = 1")
    await amina.presses(f"go_so:{place}:company")
    await amina.presses(f"join_group:{place}")
    assert amina.toast == "C'est noté. Victor vous accompagne."


async def test_who_would_join_a_group_that_is_full_by_now_reads_where_they_are(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone
) -> None:
    first, second = await lacks(town, paul, amina, bilal)
    await victor.presses("take_group:1")
    table(town, "UPDATE reservations SET companion_id = NULL")
    table(town, "UPDATE accompanied_outings SET women_only = 1, most = 1")
    await amina.presses(f"join_group:{first}")
    await bilal.presses(f"join_group:{second}")
    assert bilal.toast == GONE


async def test_in_the_days_of_the_outing_nothing_is_promised_for_a_day_that_is_past(
    town: Town, amina: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await victor.presses("to_take:1")
    assert "À partir du mercredi 10 mars 2027" in victor.text
    await town.until(FRIDAY)
    await victor.presses("to_take:1")
    assert "Nous cherchons quelqu'un" in victor.text
    assert "À partir du" not in victor.text


async def test_who_asks_for_a_place_there_is_not_asked_to_go_along(
    town: Town, amina: Phone, paul: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    goes_out_too(town, victor, paul)
    await victor.presses("to_accompany")
    assert "Concert" in victor.text
    await victor.presses("ask:1:1")
    await victor.presses("to_accompany")
    assert "Concert" not in victor.text


async def test_an_outing_that_is_on_again_has_nobody_of_the_group_who_left_the_team_meanwhile(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    await karine.presses("call_off_yes:1:1")
    await karine.presses(f"removed_volunteer:{victor.person_id}")
    before = len(amina.from_bot)
    await karine.presses("sheet:1")
    await karine.taps("Défaire")
    await town.deliver()
    assert "La personne qui devait venir avec vous ne peut plus." in "".join(it.text for it in amina.from_bot[before:])
    assert companions(town) == [None]
    assert table(town, "SELECT leader_id FROM accompanied_outings") == []


async def test_the_coordinators_read_that_messages_do_not_reach_who_goes_along(
    town: Town, amina: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina)
    await takes(town, victor)
    town.world.block(victor.account)
    await town.serve()
    await town.deliver()
    assert karine.text.startswith("Victor Hugo ne reçoit plus les messages. Merci de l'appeler pour ces sorties.")
    assert "Concert" in karine.text
    assert "ne reçoit plus" not in paul.all_text


async def test_who_accompanies_somebody_and_goes_with_the_group_too_meets_them_with_the_group(
    town: Town, amina: Phone, bilal: Phone, paul: Phone, karine: Phone, victor: Phone
) -> None:
    await lacks(town, paul, amina, bilal)
    await paul.presses("accompany:1")
    await takes(town, victor)
    await karine.presses("set_minimum:1:2")
    await karine.presses("set_meeting:1:60")
    await paul.presses("take_group:1")
    await town.until(FRIDAY)
    for who in (amina, bilal, paul, victor):
        await who.presses("meeting:1")
        assert "Rendez-vous : samedi 13 mars 2027 à 19 h 00, devant le lieu." in who.text, who.name
