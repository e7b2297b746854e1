"""« Personnes à appeler »: each working morning at half past eight, one list, and only when there is somebody on it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.letters import Kind
from bot.domain.people import Role
from tests.conftest import join, phone
from tests.given import GONE, fates, table
from tests.phone import Phone
from tests.stories.test_without_the_app import enrols
from tests.town import Town

SATURDAY_EVENING = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)
WEDNESDAY_MORNING = datetime(2027, 3, 10, 7, 30, tzinfo=UTC)
FRIDAY_MORNING = datetime(2027, 3, 12, 7, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def fatima(town: Town, paul: Phone) -> int:
    """Without the app; she goes to the concert of Saturday."""
    number = await enrols(paul)
    await town.publish("Concert", SATURDAY_EVENING)
    await paul.presses(f"ask_for:{number}:1:2")
    await town.deliver()
    return number


def lists(it: Phone) -> list[str]:
    return [m.text for m in it.from_bot if m.text.startswith("Personnes à appeler") and m.edited_at is None]


async def test_who_has_no_app_is_called_three_days_and_a_day_before(town: Town, paul: Phone, fatima: int) -> None:
    await town.until(WEDNESDAY_MORNING - SECOND)
    assert lists(paul) == []
    await town.until(WEDNESDAY_MORNING)
    assert len(lists(paul)) == 1
    assert "Cette personne n'a pas Telegram." in paul.text
    assert "samedi 13 mars 2027 à 20 h 00" in paul.text
    await paul.taps("Noter Fatima : appel fait")
    assert paul.toast == "C'est noté."
    assert "Il n'y a personne à appeler" in paul.text
    await town.until(FRIDAY_MORNING)
    assert len(lists(paul)) == 1
    await town.until(SATURDAY_EVENING + timedelta(days=1))
    assert fates(town, Kind.CALLS) == ["sent", "sent"]


async def test_what_was_not_ticked_stays_on_the_list(town: Town, paul: Phone, fatima: int) -> None:
    await town.until(WEDNESDAY_MORNING + timedelta(days=1))
    await paul.sends("/start")
    await paul.taps("Ma journée")
    assert "1 appel à faire" in paul.text
    await paul.taps("Voir les personnes à appeler")
    await paul.taps("Voir la place de Fatima")
    assert "Annuler pour Fatima" in paul.buttons
    await town.until(SATURDAY_EVENING)
    await paul.presses("calls")
    assert "Il n'y a personne" in paul.text


async def test_ten_outings_of_a_morning_are_one_letter(town: Town, paul: Phone, fatima: int) -> None:
    for n in range(4):
        outing = await town.publish(f"Bal {n}", SATURDAY_EVENING + timedelta(minutes=n))
        await paul.presses(f"ask_for:{fatima}:{outing}:1")
    await town.until(WEDNESDAY_MORNING)
    assert len(lists(paul)) == 1
    assert "Page 1 sur 2" in paul.text
    assert len(paul.buttons) <= 8


async def test_who_answered_is_not_called(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await paul.presses(f"ask_for:{amina.person_id}:{concert}:1")
    await town.until(FRIDAY_MORNING - timedelta(days=1))
    await amina.taps("Je viens")
    await town.until(SATURDAY_EVENING)
    assert lists(paul) == []
    assert set(fates(town, Kind.CALLS)) == {"overtaken"}


async def test_who_stayed_silent_is_called_on_the_last_working_morning(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await paul.presses(f"ask_for:{amina.person_id}:{concert}:1")
    await town.until(FRIDAY_MORNING - SECOND)
    assert lists(paul) == []
    await town.until(FRIDAY_MORNING)
    assert "Cette personne n'a pas répondu aux rappels." in paul.text


async def test_on_a_working_day_silence_is_known_that_morning(town: Town, paul: Phone, amina: Phone) -> None:
    """The reminder of the eve was asked at 18:00; the call is for the morning of the day itself."""
    thursday = datetime(2027, 3, 11, 19, 0, tzinfo=UTC)
    concert = await town.publish("Concert", thursday)
    await paul.presses(f"ask_for:{amina.person_id}:{concert}:1")
    await town.until(datetime(2027, 3, 11, 7, 30, tzinfo=UTC) - SECOND)
    assert lists(paul) == []
    await town.until(datetime(2027, 3, 11, 7, 30, tzinfo=UTC))
    assert len(lists(paul)) == 1


async def test_who_stopped_the_reminders_was_asked_nothing_and_is_left_alone(
    town: Town, paul: Phone, amina: Phone
) -> None:
    for stage in ("j7", "j3", "j1", "h3"):
        await amina.presses(f"stop:{stage}")
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await paul.presses(f"ask_for:{amina.person_id}:{concert}:1")
    await town.until(SATURDAY_EVENING)
    assert lists(paul) == []


async def test_who_is_not_reached_any_more_is_on_the_list(town: Town, paul: Phone, amina: Phone) -> None:
    concert = await town.publish("Concert", SATURDAY_EVENING)
    await paul.presses(f"ask_for:{amina.person_id}:{concert}:1")
    await town.deliver()
    town.world.block(amina.account)
    await town.serve()
    await town.until(WEDNESDAY_MORNING)
    assert "Cette personne ne reçoit plus les messages." in paul.text


async def test_a_place_given_back_is_not_called_about(town: Town, paul: Phone, fatima: int) -> None:
    await paul.presses("cancelled_for:1")
    await town.until(SATURDAY_EVENING)
    assert lists(paul) == []


async def test_the_list_is_of_ones_own_people(town: Town, paul: Phone, fatima: int) -> None:
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    await town.until(WEDNESDAY_MORNING)
    await claire.presses("calls")
    assert "Il n'y a personne" in claire.text
    await claire.presses("called:1:1")
    assert claire.toast == GONE
    assert table(town, "SELECT * FROM calls") == []


async def test_a_tick_twice_is_one_call(town: Town, paul: Phone, fatima: int) -> None:
    await town.until(WEDNESDAY_MORNING)
    for _ in range(2):
        await paul.presses("called:1:1")
    assert paul.toast == "C'est déjà fait."
    assert len(table(town, "SELECT * FROM calls")) == 1


async def test_a_colleague_who_stands_in_calls(town: Town, paul: Phone, fatima: int) -> None:
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    async with town.storage.writing() as store:
        now = town.clock.now()
        await store.absences.add(paul.person_id, claire.person_id, now, now + timedelta(days=30))
    await town.until(WEDNESDAY_MORNING)
    assert lists(paul) == []
    assert "Fatima" in claire.text
    await claire.taps("Noter Fatima : appel fait")
    assert claire.toast == "C'est noté."


async def test_who_answers_for_two_reads_one_list(town: Town, paul: Phone, fatima: int) -> None:
    """Claire has people of her own to call that morning, and Paul is away."""
    claire = await join(phone(town, 2003, "Claire"), Role.REFERENT)
    sami = await enrols(claire, "Sami")
    await claire.presses(f"ask_for:{sami}:1:1")
    async with town.storage.writing() as store:
        now = town.clock.now()
        await store.absences.add(paul.person_id, claire.person_id, now, now + timedelta(days=30))
    await town.until(WEDNESDAY_MORNING)
    assert len(lists(claire)) == 1
    assert "Fatima" in claire.text
    assert "Sami" in claire.text
    assert sorted(fates(town, Kind.CALLS))[:2] == ["overtaken", "sent"]
