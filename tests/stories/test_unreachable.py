"""Whoever does not receive messages any more: a human calls; and whoever is back is reached again (L7)."""

from datetime import timedelta

from tests.phone import Phone
from tests.stories.conftest import answered, copies
from tests.town import Town


async def test_a_blocked_person_s_referent_is_told_once_with_the_outings(
    town: Town, amina: Phone, bilal: Phone, paul: Phone
) -> None:
    await answered(town, paul, amina, bilal)
    town.world.fail_next("sendMessage", "blocked", chat_id=amina.account)
    await town.deliver()
    assert "Amina ne reçoit plus les messages." in paul.text
    assert "Concert" in paul.text
    assert copies(bilal) == 1
    await town.until(town.clock.now() + timedelta(days=9))
    assert paul.all_text.count("Amina ne reçoit plus les messages.") == 1


async def test_whoever_blocks_and_comes_back_is_reached_again(
    town: Town, amina: Phone, bilal: Phone, paul: Phone
) -> None:
    town.world.block(amina.account)
    await town.serve()
    town.world.unblock(amina.account)
    await town.serve()
    await town.deliver()
    assert "ne reçoit plus" not in paul.all_text, "she is back before anybody was told"
    await answered(town, paul, amina)
    await town.deliver()
    assert copies(amina) == 1


async def test_whoever_writes_is_reachable_even_if_the_news_of_it_was_lost(
    town: Town, amina: Phone, paul: Phone
) -> None:
    """Telegram forgets after a day that somebody unblocked us; the bot was down for two."""
    town.world.block(amina.account)
    await town.serve()
    town.world.unblock(amina.account)
    await town.pass_time(days=2)
    await amina.sends("/start")
    await answered(town, paul, amina)
    await town.deliver()
    assert copies(amina) == 1
