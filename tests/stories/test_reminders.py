"""Reminders that help: the stages that remain, answers of one tap, each stage stopped by who does not want it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.letters import Kind
from tests.given import again, fates, table
from tests.phone import Phone
from tests.town import Town

SATURDAY_EVENING = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)
FRIDAY = datetime(2027, 3, 12, 18, 0, tzinfo=UTC)


async def goes(town: Town, amina: Phone, paul: Phone, starts_at: datetime = SATURDAY_EVENING) -> int:
    """Amina goes to the concert; the number of her place."""
    concert = await town.publish("Concert", starts_at)
    await amina.presses(f"ask:{concert}:2")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()
    return int(table(town, "SELECT max(id) AS id FROM reservations")[0]["id"])


async def hears(town: Town, it: Phone, until: datetime) -> list[str]:
    """What is said to them from now on, sound or not."""
    before = len(it.from_bot)
    await town.until(until)
    return [message.text for message in it.from_bot[before:]]


async def test_five_letters_and_no_more(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    heard = await hears(town, amina, SATURDAY_EVENING + timedelta(days=10))
    assert len(heard) == 5
    assert "dans 7 jours" in heard[0]
    assert "demain" in heard[2]
    assert "gardées pour vous" in heard[2]
    assert "Votre sortie est passée" in heard[4]


def answered(town: Town) -> list[str]:
    """The stages whose reminder was answered."""
    return [it["args"].split(":")[1] for it in table(town, "SELECT args FROM letters WHERE answered = 1 ORDER BY id")]


async def test_a_tap_on_a_reminder_is_its_answer_and_of_no_other(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    await amina.presses("coming:1")
    assert answered(town) == [], "nothing was asked yet"
    await town.until(SATURDAY_EVENING - timedelta(days=6))
    await amina.taps("Je viens")
    await amina.presses("coming:1")
    await town.until(SATURDAY_EVENING - timedelta(days=2))
    assert answered(town) == ["j7"]
    await amina.taps("J'ai besoin d'aide")
    await town.until(SATURDAY_EVENING + timedelta(days=2))
    await amina.taps("Bien 🙂")
    assert answered(town) == ["j7", "j3"], "a word on how it was answers no reminder"


async def test_giving_the_place_back_is_an_answer_too(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    await town.until(SATURDAY_EVENING - timedelta(days=6))
    await amina.taps("Je ne peux pas")
    assert answered(town) == ["j7"]


async def test_every_stage_can_be_stopped(town: Town, amina: Phone, paul: Phone) -> None:
    await goes(town, amina, paul)
    for stage in ("j7", "j3", "j1", "h3", "after"):
        await amina.presses(f"stop:{stage}")
    assert await hears(town, amina, SATURDAY_EVENING + timedelta(days=10)) == []
    assert fates(town, Kind.REMINDER) == ["overtaken"] * 5


async def test_one_stage_stopped_leaves_the_others_and_can_be_taken_up_again(
    town: Town, amina: Phone, paul: Phone
) -> None:
    await goes(town, amina, paul)
    await amina.sends("/pause")
    await amina.taps("Choisir mes rappels")
    await amina.taps("Arrêter : 7 jours avant")
    await amina.taps("Arrêter : 3 jours avant")
    await amina.taps("Reprendre : 3 jours avant")
    heard = await hears(town, amina, SATURDAY_EVENING)
    assert len(heard) == 3
    assert "dans 3 jours" in heard[0]


async def test_a_late_booking_gets_the_stages_that_remain(town: Town, amina: Phone, paul: Phone) -> None:
    town.clock.move_to(FRIDAY)
    await goes(town, amina, paul)
    heard = await hears(town, amina, SATURDAY_EVENING + timedelta(days=1))
    assert len(heard) == 2
    assert "aujourd'hui" in heard[0]


async def test_a_bot_that_slept_over_the_due_time_says_it_once_and_only_if_still_useful(
    town: Town, amina: Phone, paul: Phone
) -> None:
    await goes(town, amina, paul)
    await again(town)
    town.clock.move_to(SATURDAY_EVENING - timedelta(days=2))
    before = len(amina.from_bot)
    for _ in range(3):
        await town.deliver()
    assert len(amina.from_bot) - before <= 2
    town.clock.move_to(SATURDAY_EVENING)
    before = len(amina.from_bot)
    await town.deliver()
    assert len(amina.from_bot) == before, "nothing after it has begun"
    assert "late" in fates(town, Kind.REMINDER)


async def test_an_outing_in_the_morning_is_not_announced_before_eight(town: Town, amina: Phone, paul: Phone) -> None:
    ten_o_clock = datetime(2027, 3, 13, 9, 0, tzinfo=UTC)
    await goes(town, amina, paul, ten_o_clock)
    await town.until(ten_o_clock - timedelta(hours=2, seconds=1))
    before = len(amina.from_bot)
    await town.pass_time(seconds=1)
    assert len(amina.from_bot) == before + 1
    assert "aujourd'hui" in amina.text


@pytest.mark.parametrize(("hour", "silent"), [(10, False), (22, True), (5, True)])
async def test_an_answer_in_quiet_hours_comes_without_a_sound(
    town: Town, amina: Phone, paul: Phone, hour: int, silent: bool
) -> None:
    town.clock.move_to(datetime(2027, 3, 3, hour, 0, tzinfo=UTC))
    await goes(town, amina, paul)
    answer = next(it for it in reversed(amina.from_bot) if "Place confirmée" in it.text)
    beside = [it for it in amina.from_bot if it.id > answer.id]
    assert [it.kind for it in beside] == ["venue", "document"], "the place and the calendar"
    assert {it.silent for it in (answer, *beside)} == {silent}
