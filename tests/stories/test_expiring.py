"""A request that nobody answered ends kindly when its clock has run out: places free, both told, once (R1, R2)."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.letters import Kind
from tests.given import fates, table
from tests.phone import Phone
from tests.town import Town


@pytest.fixture
async def asked(town: Town, amina: Phone, paul: Phone) -> int:
    """Amina asked; booking closes in three days."""
    concert = await town.publish("Concert", booking_deadline_at=town.clock.now() + timedelta(days=3))
    await amina.presses(f"ask:{concert}:2")
    await town.deliver()
    return concert


async def test_both_are_told_once_and_the_places_are_free(town: Town, amina: Phone, paul: Phone, asked: int) -> None:
    await town.pass_time(days=3)
    assert table(town, "SELECT state FROM reservations") == [{"state": "expired"}]
    assert table(town, "SELECT taken FROM sessions") == [{"taken": 0}]
    for _ in range(3):
        await town.pass_time(minutes=10)
    assert amina.all_text.count("Votre demande est restée sans réponse.") == 1
    assert "Vous pouvez choisir une autre sortie" in amina.text, "booking is closed: asking again is no use"
    assert paul.all_text.count("La demande est restée sans réponse.") == 1


async def test_one_second_before_nothing_has_ended(town: Town, asked: int) -> None:
    (row,) = table(town, "SELECT expires_at FROM reservations")
    await town.until(datetime.fromtimestamp(row["expires_at"] - 1, UTC))
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]
    await town.pass_time(seconds=1)
    assert table(town, "SELECT state FROM reservations") == [{"state": "expired"}]


async def test_amina_may_ask_again_while_booking_is_open(town: Town, amina: Phone, asked: int) -> None:
    await town.until(town.clock.now() + timedelta(days=2, hours=20))
    assert "Vous pouvez redemander une place ou en parler avec votre référent." in amina.text
    await amina.taps("Revoir cette sortie")
    await amina.taps("Demander une place")
    assert amina.toast == "Demande envoyée."


async def test_a_yes_that_comes_too_late_is_no_yes(town: Town, amina: Phone, paul: Phone, asked: int) -> None:
    """Also in the minute before the round that ends it."""
    town.clock.move(timedelta(days=3))
    await paul.taps("Accepter")
    assert paul.toast.startswith("Trop tard.")
    await town.deliver()
    await paul.presses("accept:1")
    assert table(town, "SELECT state FROM reservations") == [{"state": "expired"}]
    assert "Place confirmée." not in amina.all_text


async def test_after_a_long_sleep_it_ends_all_the_same(town: Town, asked: int) -> None:
    """The bot was down over the deadline and over the outing itself: the request still has one end."""
    await town.pass_time(days=40)
    assert table(town, "SELECT state FROM reservations") == [{"state": "expired"}]
    assert table(town, "SELECT state FROM history ORDER BY id") == [{"state": "requested"}, {"state": "expired"}]


async def test_an_answered_request_does_not_expire(town: Town, paul: Phone, asked: int) -> None:
    await paul.taps("Accepter")
    await town.pass_time(days=3)
    assert table(town, "SELECT state FROM reservations") == [{"state": "approved"}]
    assert fates(town, Kind.OUTCOME) == []
