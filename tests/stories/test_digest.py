"""A digest at the hour that the referent chose: one message for all that can wait; what is urgent comes alone."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.letters import Kind
from tests.given import fates, table
from tests.phone import Phone
from tests.stories.desk import opens_sheet
from tests.town import Town

FIVE = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)
"""Monday, on the wall."""


@pytest.fixture
async def at_five(paul: Phone) -> Phone:
    await paul.presses("settings")
    await paul.taps("Mes messages")
    assert "Chaque demande arrive dans un message." in paul.text
    await paul.taps("Recevoir un résumé à 17 h")
    assert "dans un résumé à 17 h." in paul.text
    return paul


async def asks(town: Town, it: Phone, *titles: str, **ahead: float) -> None:
    for title in titles:
        at = town.clock.now() + (timedelta(**ahead) or timedelta(days=10))
        await it.presses(f"ask:{await town.publish(title, at)}:1")
    await town.deliver()


async def test_three_requests_are_one_message(town: Town, amina: Phone, at_five: Phone) -> None:
    seen = len(at_five.from_bot)
    await asks(town, amina, "Concert", "Ballet", "Opéra")
    await town.until(FIVE - timedelta(seconds=1))
    assert len(at_five.from_bot) == seen
    await town.until(FIVE)
    assert len(at_five.from_bot) == seen + 1
    assert "Votre résumé" in at_five.text
    assert "3 demandes attendent votre réponse." in at_five.text
    assert [it for it in at_five.buttons if it.startswith("Amina")] == [
        "Amina : Concert",
        "Amina : Ballet",
        "Amina : Opéra",
    ]
    await at_five.taps("Amina : Ballet")
    await at_five.taps("Accepter")
    assert at_five.toast == "Demande acceptée. Amina reçoit la réponse."
    assert fates(town, Kind.DIGEST) == ["sent"]


async def test_an_outing_within_two_days_comes_alone(town: Town, amina: Phone, at_five: Phone) -> None:
    await asks(town, amina, "Demain soir", hours=47)
    assert "Amina demande 1 place." in at_five.text
    assert fates(town, Kind.DIGEST) == []


async def test_what_was_answered_meanwhile_is_not_in_it(town: Town, amina: Phone, at_five: Phone) -> None:
    await asks(town, amina, "Concert", "Ballet")
    await at_five.presses("accept:1")
    await town.until(FIVE)
    assert "1 demande attend votre réponse." in at_five.text
    assert "Concert" not in at_five.text


async def test_nothing_left_nothing_sent(town: Town, amina: Phone, at_five: Phone) -> None:
    await asks(town, amina, "Concert")
    await at_five.presses("accept:1")
    seen = len(at_five.from_bot)
    await town.until(FIVE + timedelta(hours=1))
    assert len(at_five.from_bot) == seen
    assert fates(town, Kind.DIGEST) == ["overtaken"]


async def test_the_next_day_has_its_own_and_no_nudge_comes_before_the_first(
    town: Town, amina: Phone, at_five: Phone
) -> None:
    await asks(town, amina, "Concert")
    await town.until(FIVE)
    assert "attend toujours" not in at_five.all_text
    await asks(town, amina, "Ballet")
    await town.until(FIVE + timedelta(days=1))
    assert fates(town, Kind.DIGEST) == ["sent", "sent"]


async def test_a_promise_that_is_due_before_the_digest_comes_alone(town: Town, amina: Phone, at_five: Phone) -> None:
    """Booking closes tonight: the answer is due sooner than five o'clock."""
    session = await town.publish(booking_deadline_at=town.clock.now() + timedelta(hours=5))
    await amina.presses(f"ask:{session}:1")
    await town.deliver()
    assert "Amina demande 1 place." in at_five.text


async def test_on_friday_evening_it_waits_for_monday(town: Town, amina: Phone, at_five: Phone) -> None:
    town.clock.move_to(datetime(2027, 3, 5, 17, 30, tzinfo=UTC))
    await asks(town, amina, "Concert", days=20)
    (row,) = table(town, "SELECT due_at FROM letters WHERE kind = 'digest'")
    assert datetime.fromtimestamp(row["due_at"], UTC) == datetime(2027, 3, 8, 16, 0, tzinfo=UTC)


async def test_one_by_one_again(town: Town, amina: Phone, at_five: Phone) -> None:
    await at_five.presses("digest_hours")
    await at_five.taps("Recevoir les messages un par un")
    await asks(town, amina, "Concert")
    assert "Amina demande 1 place." in at_five.text


async def test_an_hour_that_no_button_has_is_refused(town: Town, paul: Phone) -> None:
    await paul.presses("set_digest:3")
    assert table(town, "SELECT digest_hour FROM people WHERE name = 'Paul'") == [{"digest_hour": None}]


async def test_the_digest_follows_the_colleague(town: Town, amina: Phone, at_five: Phone, claire: Phone) -> None:
    await asks(town, amina, "Concert")
    await at_five.presses(f"go_away:{claire.person_id}:20270301:20270307")
    await town.until(FIVE)
    assert "Votre résumé" in claire.text
    assert "Amina : Concert" in claire.buttons


async def test_moved_near_it_does_not_wait_for_the_others(
    town: Town, amina: Phone, at_five: Phone, karine: Phone
) -> None:
    await asks(town, amina, "Concert")
    assert "Amina demande" not in at_five.all_text
    await opens_sheet(karine)
    await karine.taps("Modifier")
    await karine.taps("Changer la date")
    await karine.sends("02/03/2027 12h00")
    await karine.taps("Oui, changer la date")
    await town.deliver()
    assert "Amina demande 1 place." in at_five.text
