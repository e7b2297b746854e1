"""The day itself: one card for both sides, a word to know each other by, « Arrivé », « Rentré », and the roll of who
leads."""

from datetime import timedelta

import pytest

from bot.domain.letters import Kind
from bot.domain.meeting import Step
from tests.conftest import volunteer
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.stories.test_company import goes_with
from tests.stories.test_reminders import FRIDAY, SATURDAY_EVENING
from tests.town import Town

AT_FIVE = SATURDAY_EVENING - timedelta(hours=3)
"""Of the afternoon, in Paris: the reminder of the day."""
MEETING = SATURDAY_EVENING - timedelta(minutes=20)
LATER = SATURDAY_EVENING + timedelta(hours=2)
NEXT_MONDAY = SATURDAY_EVENING + timedelta(days=1, hours=4)
"""Midnight after the day after."""

NONE = "Vous n'avez pas de rendez-vous à cette sortie en ce moment."
THERE, HOME = "Je suis arrivé·e", "Je suis rentré·e"


@pytest.fixture
async def victor(town: Town) -> Phone:
    return await volunteer(town, 4004, "Victor Hugo")


@pytest.fixture
async def concert(town: Town, amina: Phone, bilal: Phone, paul: Phone, victor: Phone) -> int:
    """A group of two, whom Victor goes along with."""
    number = await town.publish("Concert", SATURDAY_EVENING, 20)
    for it in (amina, bilal):
        await it.presses(f"ask_company:{number}")
        await town.deliver()
        await paul.taps("Accepter")
        await town.deliver()
    await victor.presses(f"take_group:{number}")
    await town.deliver()
    table(town, "UPDATE accompanied_outings SET sign = 'sun'")
    return number


async def test_both_sides_hold_one_card_and_know_one_word(
    town: Town, amina: Phone, victor: Phone, concert: int
) -> None:
    await town.until(AT_FIVE)
    assert "Rendez-vous : samedi 13 mars 2027 à 19 h 40, devant le lieu." in amina.text
    assert "Le mot pour vous reconnaître : soleil ☀️" in amina.text
    assert "Hugo" not in amina.text
    await amina.taps("Voir le rendez-vous")
    assert "Victor vous accompagne." in amina.text
    assert "Hugo" not in amina.text
    assert "Bilal" not in amina.text
    beside = ["Signaler un problème", "Voir sur la carte", "Comment y aller"]
    assert amina.buttons == [THERE, *beside, "Voir ma place", "Accueil"]
    await victor.presses(f"meeting:{concert}")
    for said in ("2 personnes viennent avec vous.", "Amina : 2 places", "Bilal : 2 places", "19 h 40", "soleil ☀️"):
        assert said in victor.text
    assert victor.buttons == [THERE, *beside, "Je ne peux plus", "J'accompagne", "Accueil"]


async def test_the_reminder_of_who_leads_is_the_card(town: Town, amina: Phone, victor: Phone, concert: int) -> None:
    await town.until(AT_FIVE)
    assert victor.text.startswith("C'est bientôt l'heure : vous accompagnez quelqu'un.")
    assert "Amina : 2 places" in victor.text
    await victor.taps(THERE)
    await town.deliver()
    assert amina.text.startswith("Victor est au rendez-vous.")


async def test_who_goes_with_somebody_without_a_group_has_a_card_too(town: Town, amina: Phone, paul: Phone) -> None:
    await goes_with(town, amina, paul)
    await town.until(AT_FIVE)
    words = [line for line in amina.text.split("\n") if line.startswith("Le mot pour")]
    assert len(words) == 1
    await paul.presses("meeting:1")
    assert words[0] in paul.text
    assert "Amina : 2 places" in paul.text


async def test_a_volunteer_reads_nothing_of_people_outside_their_days(
    town: Town, amina: Phone, victor: Phone, concert: int
) -> None:
    """From the third day before at midnight, to the end of the day after; old buttons are asked the same."""
    for at in (AT_FIVE - timedelta(days=4), NEXT_MONDAY):
        await town.until(at)
        for data in (f"arrive:{concert}:there", f"trouble:{concert}", f"roll_call:{concert}"):
            await victor.presses(data)
            assert victor.toast == GONE, data
            assert "Amina" not in victor.text
        await victor.presses(f"meeting:{concert}")
        assert victor.text == NONE


async def test_arrived_and_home_are_read_by_the_other_side_without_a_sound(
    town: Town, amina: Phone, bilal: Phone, victor: Phone, concert: int
) -> None:
    await town.until(MEETING)
    await amina.presses(f"meeting:{concert}")
    await amina.taps(THERE)
    assert amina.toast == "C'est noté. Bonne sortie."
    assert HOME in amina.buttons
    assert THERE not in amina.buttons
    await town.deliver()
    assert victor.text.startswith("Amina est au rendez-vous.")
    assert victor.from_bot[-1].silent
    await victor.taps(THERE)
    before = len(bilal.from_bot)
    await town.deliver()
    assert amina.text.startswith("Victor est au rendez-vous.")
    assert bilal.text.startswith("Victor est au rendez-vous.")
    assert bilal.from_bot[-1].silent
    assert "Amina" not in "".join(it.text for it in bilal.from_bot[before:])
    await town.until(LATER)
    await amina.presses(f"meeting:{concert}")
    await amina.taps(HOME)
    await town.deliver()
    assert victor.text.startswith("Amina est de retour.")
    assert fates(town, Kind.ARRIVED) == ["sent"] * 4


async def test_a_second_tap_says_nothing_again_and_nobody_asks(
    town: Town, amina: Phone, victor: Phone, concert: int
) -> None:
    await town.until(MEETING)
    for _ in range(3):
        await amina.presses(f"arrive:{concert}:there")
        await town.deliver()
    assert fates(town, Kind.ARRIVED) == ["sent"]
    before = len(amina.from_bot)
    await town.until(NEXT_MONDAY + timedelta(days=7))
    assert not any(THERE in it.text or HOME in it.text for it in amina.from_bot[before:])
    assert len(table(town, "SELECT * FROM arrivals")) == 1


async def test_too_early_and_too_late_there_is_nothing_to_say(town: Town, amina: Phone, concert: int) -> None:
    await town.until(FRIDAY)
    await amina.presses(f"meeting:{concert}")
    assert THERE not in amina.buttons
    await amina.presses(f"arrive:{concert}:there")
    assert amina.toast == GONE
    await town.until(NEXT_MONDAY)
    await amina.presses(f"arrive:{concert}:home")
    assert amina.toast == GONE
    assert table(town, "SELECT * FROM arrivals") == []


@pytest.mark.parametrize("who", ["claire", "karine", "paul", "samia"])
async def test_who_meets_nobody_there_finds_no_card(
    town: Town, paul: Phone, claire: Phone, karine: Phone, concert: int, who: str
) -> None:
    """Another volunteer of the house no more than the others: they take the outing first."""
    it = {"paul": paul, "claire": claire, "karine": karine}.get(who) or await volunteer(town, 4005, "Samia")
    await town.until(MEETING)
    for data in (f"arrive:{concert}:there", f"trouble:{concert}", f"arrived:{concert}:1:there"):
        await it.presses(data)
        assert it.toast == GONE, data
    for number in (concert, 999999):
        await it.presses(f"meeting:{number}")
        assert it.text == NONE
    assert table(town, "SELECT * FROM arrivals") == []


async def test_who_leads_notes_who_came_in_three_taps(
    town: Town, amina: Phone, bilal: Phone, victor: Phone, concert: int
) -> None:
    await town.until(SATURDAY_EVENING)
    await victor.sends("/start")
    await victor.taps("J'accompagne")
    await victor.taps("Concert")
    await victor.taps("Amina : à noter")
    assert "Amina, 2 places : présence" in victor.text
    await victor.taps("Bilal")
    assert [row["attendance"] for row in table(town, "SELECT attendance FROM reservations ORDER BY id")] == ["came"] * 2


async def test_who_leads_notes_nobody_else_and_not_before_the_start_nor_after_the_day_after(
    town: Town, amina: Phone, victor: Phone, paul: Phone, concert: int
) -> None:
    async with town.storage.writing() as store:
        bilal = (await store.company.of(victor.person_id, concert))[1]
        assert await store.company.let_go(bilal.id, victor.person_id)
    for at, data in (
        (MEETING, f"tick:{concert}:1:came:1"),
        (SATURDAY_EVENING, f"tick:{concert}:{bilal.id}:came:1"),
        (NEXT_MONDAY, f"tick:{concert}:1:came:1"),
    ):
        await town.until(at)
        await victor.presses(data)
        assert victor.toast == GONE, data
    assert {row["attendance"] for row in table(town, "SELECT attendance FROM reservations")} == {None}
    await victor.presses("roll_calls")
    assert victor.toast == GONE


async def test_whoever_has_no_app_is_told_nothing_and_nobody_reads_it_out(
    town: Town, amina: Phone, victor: Phone, paul: Phone, concert: int
) -> None:
    await town.until(MEETING)
    table(town, "UPDATE people SET telegram_id = NULL WHERE id = ?", amina.person_id)
    await victor.presses(f"arrive:{concert}:{Step.THERE}")
    await town.deliver()
    assert sorted(fates(town, Kind.ARRIVED)) == ["no_account", "sent"]
    assert fates(town, Kind.READ_OUT) == []
