"""Who came: ticked on one screen, asked for once; after an absence a kind word, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import beneficiary, join, phone
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.town import Town

SATURDAY_EVENING = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)
DURING = SATURDAY_EVENING + timedelta(hours=1)
MONDAY_AT_TEN = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)


async def goes(town: Town, paul: Phone, *people: Phone, title: str = "Concert", places: int = 20) -> int:
    """A session of Saturday evening, and their confirmed places."""
    concert = await town.publish(title, SATURDAY_EVENING, places)
    for it in people:
        await it.presses(f"ask:{concert}:1")
        await town.deliver()
        await paul.taps("Accepter")
        await town.deliver()
    return concert


def attendance(town: Town) -> list[str | None]:
    return [row["attendance"] for row in table(town, "SELECT attendance FROM reservations ORDER BY id")]


async def test_paul_ticks_everybody_on_one_screen(town: Town, paul: Phone, amina: Phone, bilal: Phone) -> None:
    await goes(town, paul, amina, bilal)
    await town.until(DURING)
    await paul.sends("/start")
    await paul.taps("Ma journée")
    assert "2 présences à noter" in paul.text
    await paul.taps("Noter les présences")
    await paul.taps("Concert")
    assert "Amina, 1 place : à noter" in paul.text
    await paul.taps("Amina")
    assert "Amina, 1 place : présence" in paul.text
    for expected in ("présence", "absence avec excuse", "absence", "présence"):
        await paul.taps("Bilal")
        assert f"Bilal, 1 place : {expected}" in paul.text
    assert attendance(town) == ["came", "came"]


async def test_a_tap_that_arrives_twice_changes_nothing(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await goes(town, paul, amina)
    await town.until(DURING)
    for _ in range(2):
        await paul.presses(f"tick:{concert}:1:came:1")
        assert attendance(town) == ["came"]


async def test_before_the_start_and_after_a_week_nothing_can_be_ticked(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await goes(town, paul, amina)
    await paul.presses(f"tick:{concert}:1:absent:1")
    assert paul.toast == GONE
    await town.until(SATURDAY_EVENING + timedelta(days=7))
    await paul.presses(f"tick:{concert}:1:absent:1")
    assert paul.toast == GONE
    await paul.presses(f"roll_call:{concert}")
    assert paul.buttons == ["Accueil"]
    assert attendance(town) == [None]


async def test_the_missing_ticks_are_asked_for_once_the_next_working_day(
    town: Town, paul: Phone, amina: Phone, bilal: Phone
) -> None:
    concert = await goes(town, paul, amina, bilal)
    await town.until(DURING)
    await paul.presses(f"tick:{concert}:1:came:1")
    await town.until(MONDAY_AT_TEN - timedelta(seconds=1))
    before = len(paul.from_bot)
    await town.until(MONDAY_AT_TEN + timedelta(days=20))
    asked = [m for m in paul.from_bot[before:] if "Noter les présences" in m.text]
    assert len(asked) == 1
    assert fates(town, Kind.ROLL_CALL) == ["sent"]


async def test_nothing_is_asked_when_every_tick_is_there(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await goes(town, paul, amina)
    await town.until(DURING)
    await paul.presses(f"tick:{concert}:1:excused:1")
    await town.until(MONDAY_AT_TEN + timedelta(days=1))
    assert fates(town, Kind.ROLL_CALL) == ["overtaken"]


async def test_ten_people_are_two_pages(town: Town, paul: Phone) -> None:
    people = [await beneficiary(town, paul, 1100 + n, f"Personne {n}") for n in range(8)]
    concert = await goes(town, paul, *people)
    await town.until(DURING)
    await paul.presses(f"roll_call:{concert}")
    assert "Page 1 sur 2" in paul.text
    assert len(paul.buttons) == 8
    await paul.taps("Page suivante")
    assert "Personne 7" in paul.text
    await paul.taps("Personne 7")
    assert "Page 2 sur 2" in paul.text


async def test_an_absence_is_followed_by_a_kind_word_and_two_offers(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await goes(town, paul, amina)
    await town.until(datetime(2027, 3, 15, 8, 0, tzinfo=UTC))
    await paul.presses(f"tick:{concert}:1:absent:1")
    await town.until(town.clock.now() + timedelta(minutes=29))
    assert "Vous n'étiez pas" not in amina.all_text
    await town.until(town.clock.now() + timedelta(minutes=1))
    assert "Vous n'étiez pas à cette sortie : Concert, samedi 13 mars 2027." in amina.text
    assert "Ce n'est pas grave." in amina.text
    talk = ["Parler à mon référent", "Où et quand venir parler ?"]
    assert amina.buttons == ["Proposer une autre sortie", *talk, "Accueil"]
    await amina.taps("Parler à mon référent")
    assert amina.toast == "Votre référent est prévenu."
    await town.deliver()
    assert "Amina souhaite vous parler." in paul.text


async def test_a_slip_of_the_finger_is_put_right_before_anyone_reads_it(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await goes(town, paul, amina)
    await town.until(datetime(2027, 3, 15, 8, 0, tzinfo=UTC))
    await paul.presses(f"tick:{concert}:1:absent:1")
    await paul.presses(f"tick:{concert}:1:came:1")
    await town.until(town.clock.now() + timedelta(days=5))
    assert "Vous n'étiez pas" not in amina.all_text
    assert fates(town, Kind.MISSED) == ["overtaken"]


async def test_what_is_ticked_in_the_night_is_said_in_the_morning(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await goes(town, paul, amina)
    await town.until(SATURDAY_EVENING + timedelta(hours=3))
    await paul.presses(f"tick:{concert}:1:absent:1")
    (row,) = table(town, "SELECT due_at FROM letters WHERE kind = 'missed'")
    assert row["due_at"] == datetime(2027, 3, 14, 9, 0, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("which", ["absent", "excused"])
async def test_whoever_was_not_there_is_not_asked_how_it_was(town: Town, paul: Phone, amina: Phone, which: str) -> None:
    concert = await goes(town, paul, amina)
    await town.until(DURING)
    await paul.presses(f"tick:{concert}:1:{which}:1")
    await town.until(MONDAY_AT_TEN)
    assert "Comment était-ce" not in amina.all_text
    assert ("Vous n'étiez pas" in amina.all_text) is (which == "absent")


async def test_the_referent_sees_it_on_the_card_of_the_person(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await goes(town, paul, amina)
    await town.until(DURING)
    await paul.presses(f"tick:{concert}:1:absent:1")
    await paul.presses(f"person:{amina.person_id}")
    assert "Concert, samedi 13 mars 2027 : absence" in paul.text


async def test_a_referent_sees_only_their_own_people(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await goes(town, paul, amina)
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    dora = await beneficiary(town, claire, 1020, "Dora")
    await dora.presses(f"ask:{concert}:1")
    await town.deliver()
    await claire.taps("Accepter")
    await town.until(DURING)
    await claire.presses(f"roll_call:{concert}")
    assert "Dora" in claire.text
    assert "Amina" not in claire.text
    await claire.presses(f"tick:{concert}:1:absent:1")
    assert claire.toast == GONE
    assert attendance(town) == [None, None]


async def test_a_coordinator_ticks_everybody_and_reads_other_houses_by_initials(
    town: Town, paul: Phone, amina: Phone, karine: Phone
) -> None:
    concert = await goes(town, paul, amina)
    other = await join(phone(town, 3004, "Odile"), Role.COORDINATOR, organisation="Autre relais")
    await town.until(DURING)
    await karine.sends("/start")
    await karine.taps("Sorties")
    await karine.taps("Noter les présences")
    await karine.taps("Concert")
    assert "Amina, 1 place : à noter" in karine.text
    await other.presses(f"roll_call:{concert}")
    assert "A., 1 place : à noter" in other.text
    assert "Amina" not in other.all_text + "".join(other.buttons)
    await other.taps("A. :")
    assert attendance(town) == ["came"]


async def test_a_moved_outing_asks_on_its_new_date_only(town: Town, paul: Phone, amina: Phone, karine: Phone) -> None:
    concert = await goes(town, paul, amina)
    later = SATURDAY_EVENING + timedelta(days=7)
    await karine.presses(f"move:{concert}:{int(later.timestamp())}")
    await karine.taps("Oui")
    await town.until(MONDAY_AT_TEN + timedelta(days=1))
    assert "Noter les présences" not in paul.all_text
    await town.until(MONDAY_AT_TEN + timedelta(days=8))
    assert "Noter les présences" in paul.text
