"""Letters when the network is ill: each recipient apart, at most two copies, and never silently lost (L3, L7)."""

from datetime import timedelta

from bot.domain.letters import Kind
from tests.given import GONE, again, fates, forgive
from tests.phone import Phone
from tests.stories.conftest import answered, copies
from tests.town import Town


async def test_told_to_wait_it_waits_and_then_comes_once(town: Town, amina: Phone, bilal: Phone, paul: Phone) -> None:
    await answered(town, paul, amina, bilal)
    town.world.fail_next("sendMessage", "429:1", chat_id=amina.account)
    await town.deliver()
    assert (copies(amina), copies(bilal)) == (0, 1)
    assert await town.bot.post.next_at() == town.clock.now() + timedelta(seconds=1)
    await town.deliver()
    assert copies(amina) == 0
    await town.pass_time(seconds=1)
    assert copies(amina) == 1


async def test_a_refused_connection_is_tried_as_often_as_it_takes(town: Town, amina: Phone, paul: Phone) -> None:
    """Nothing left this machine: no copy was made, so none is counted."""
    await answered(town, paul, amina)
    town.world.fail_next("sendMessage", "refused", times=5, chat_id=amina.account)
    for _ in range(5):
        await town.deliver()
        assert copies(amina) == 0
        town.clock.move(timedelta(seconds=5))
        await again(town)
    await town.deliver()
    assert copies(amina) == 1
    assert fates(town, Kind.DECISION) == ["sent"]


async def test_one_lost_answer_makes_two_copies_at_most(town: Town, amina: Phone, paul: Phone) -> None:
    await answered(town, paul, amina)
    town.world.fail_next("sendMessage", "lost", chat_id=amina.account)
    await town.deliver()
    await town.pass_time(seconds=59)
    assert copies(amina) == 1, "a minute is left to a slow answer"
    await town.pass_time(seconds=1)
    assert copies(amina) == 2
    assert fates(town, Kind.DECISION) == ["sent"]


async def test_twice_no_answer_is_doubt_and_a_human_is_told_once(town: Town, amina: Phone, paul: Phone) -> None:
    await answered(town, paul, amina)
    town.world.fail_next("sendMessage", "lost", times=2, chat_id=amina.account)
    for _ in range(6):
        await town.deliver()
        town.clock.move(timedelta(seconds=60))
    assert copies(amina) == 2
    assert fates(town, Kind.DECISION) == ["unknown"]
    assert paul.all_text.count("Un message pour Amina n'est peut-être pas arrivé.") == 1


async def test_what_tells_of_a_doubt_and_is_in_doubt_itself_is_told_again(
    town: Town, amina: Phone, paul: Phone
) -> None:
    await answered(town, paul, amina)
    for who in (amina, paul):
        town.world.fail_next("sendMessage", "lost", times=2, chat_id=who.account)
    for _ in range(8):
        await town.deliver()
        town.clock.move(timedelta(seconds=60))
    assert fates(town, Kind.UNSURE) == ["unknown", "sent"]
    assert paul.all_text.count("Un message pour Amina n'est peut-être pas arrivé.") == 3, "two of them unanswered"


async def test_a_doubt_about_a_colleague_s_letter_is_told_to_the_coordinator(
    town: Town, amina: Phone, paul: Phone, karine: Phone, claire: Phone
) -> None:
    await town.publish("Concert")
    await amina.presses("ask:1:1")
    town.world.fail_next("sendMessage", "lost", times=2, chat_id=paul.account)
    for _ in range(4):
        await town.deliver()
        town.clock.move(timedelta(seconds=60))
    assert "Un message pour Paul n'est peut-être pas arrivé." in karine.text
    assert karine.buttons == ["Accueil"]
    await claire.presses(f"unsure:{paul.person_id}")
    assert claire.toast == GONE


async def test_a_server_error_is_doubt_too(town: Town, amina: Phone, paul: Phone) -> None:
    await answered(town, paul, amina)
    town.world.fail_next("sendMessage", "500", chat_id=amina.account)
    await town.deliver()
    await town.pass_time(seconds=60)
    assert copies(amina) == 1


async def test_a_letter_that_telegram_refuses_harms_no_other(
    town: Town, amina: Phone, bilal: Phone, paul: Phone
) -> None:
    """A title that fits in no message, past every check of an import."""
    await answered(town, paul, amina, title="x" * 5000)
    await answered(town, paul, bilal)
    await town.deliver()
    assert copies(bilal) == 1
    assert sorted(fates(town, Kind.DECISION)) == ["failed", "sent"]
    assert "Un message pour Amina" in paul.all_text
    forgive(town, "message is too long")


async def test_several_in_doubt_at_once_are_one_message_to_the_referent(town: Town, amina: Phone, paul: Phone) -> None:
    await answered(town, paul, amina)
    await amina.presses(f"ask:{await town.publish('Ballet')}:1")
    await paul.presses("accept:2")
    town.world.fail_next("sendMessage", "lost", times=4, chat_id=amina.account)
    for _ in range(6):
        await town.deliver()
        town.clock.move(timedelta(seconds=60))
    assert fates(town, Kind.DECISION) == ["unknown"] * 2
    assert paul.all_text.count("Un message pour Amina n'est peut-être pas arrivé.") == 1
