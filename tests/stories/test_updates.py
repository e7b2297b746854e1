"""What Telegram delivers: each thing once, in order, through kills and poison (U1 to U5)."""

import pytest

from handlers import screens
from handlers.visits import Gesture, Reception
from tests.given import again, table
from tests.phone import Phone
from tests.town import ZONE, Town


def states(town: Town) -> list[str]:
    """Of the updates that are remembered."""
    return [it["state"] for it in table(town, "SELECT state FROM inbox ORDER BY received_at, update_id")]


async def test_an_update_that_was_not_confirmed_comes_again_and_is_not_handled_again(town: Town, amina: Phone) -> None:
    """Killed after the answer, before the next question told Telegram so."""
    await town.publish("Concert")
    town.world.press(amina.account, "ask:1:1")
    await town.fetcher.once(0)
    await town.bot.lanes.empty()
    await town.close()
    assert town.world.queue.waiting, "Telegram still has it"
    heard = len(amina.from_bot)
    await town.open()
    await town.serve()
    assert len(amina.from_bot) == heard
    assert len(table(town, "SELECT * FROM history")) == 1


async def test_an_update_kept_and_not_handled_is_handled_after_the_kill(town: Town, amina: Phone) -> None:
    await town.publish("Concert")
    town.world.press(amina.account, "ask:1:1")
    await town.fetcher.once(0)
    for task in town.bot.lanes._tasks:  # noqa: SLF001 - a kill asks nobody
        task.cancel()
    await again(town)
    await town.serve()
    assert len(table(town, "SELECT * FROM reservations")) == 1
    assert "Demande envoyée." in amina.text


async def test_a_kill_between_the_effect_and_the_answer_shows_the_answer_and_repeats_nothing(
    town: Town, amina: Phone
) -> None:
    await town.publish("Concert")
    town.world.press(amina.account, "ask:1:1")
    (update,) = town.world.queue.waiting
    async with town.storage.writing() as store:
        await store.inbox.keep(update.id, amina.account, '{"update_id": 1}', town.clock.now())
    reception = Reception(town.storage, screens.Town(zone=ZONE))
    await reception.receive(Gesture(amina.account, "ask:1:1", update_id=update.id), town.clock.now())
    heard = len(amina.from_bot)
    await again(town)
    await town.serve()
    assert len(amina.from_bot) == heard + 1
    assert "Demande envoyée." in amina.text
    assert len(table(town, "SELECT * FROM history")) == 1
    assert states(town)[-1] == "done"


async def test_poison_is_tried_three_times_and_put_aside_while_others_go_on(
    town: Town, amina: Phone, paul: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    table(town, "ALTER TABLE offers RENAME TO offers_that_are_away")
    town.world.send_text(amina.account, "/sorties")
    await town.serve()
    table(town, "ALTER TABLE offers_that_are_away RENAME TO offers")
    town.world.send_text(paul.account, "/aide")
    town.world.send_text(amina.account, "/start")
    await town.serve()
    assert "Ce service propose des sorties gratuites." in paul.text
    assert "Que voulez-vous faire ?" in amina.text, "her next message is served after it"
    assert "Un problème est survenu de notre côté." in amina.all_text
    assert len([it for it in caplog.records if "failed" in it.message]) == 3
    assert states(town).count("poison") == 1
    assert table(town, "SELECT payload FROM inbox WHERE payload IS NOT NULL") == []


async def test_what_cannot_be_read_is_put_aside_at_once_and_nothing_of_it_is_told(
    town: Town, amina: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    chat = {"id": amina.account, "type": "private"}
    town.world.queue.push("message", {"message_id": 1, "chat": chat, "date": "never", "text": "a secret"})
    town.world.send_text(amina.account, "/start")
    await town.serve()
    assert "Un problème est survenu de notre côté." in amina.all_text
    assert "Que voulez-vous faire ?" in amina.text, "her next message is served after it"
    assert states(town).count("poison") == 1
    assert "a secret" not in caplog.text


async def test_gestures_of_one_person_are_served_in_their_order(town: Town, paul: Phone) -> None:
    for said in ("/start", "/reglages", "/aide"):
        town.world.send_text(paul.account, said)
    await town.serve()
    openings = [message.text.splitlines()[0] for message in paul.from_bot[-3:]]
    assert openings == ["Bonjour Paul.", "Réglages", "Ce service propose des sorties gratuites."]


@pytest.mark.parametrize("how", ["429:1", "500", "lost", "refused"])
async def test_telegram_in_trouble_at_the_start_is_asked_again(town: Town, amina: Phone, how: str) -> None:
    town.world.fail_next("getMe", how)
    await again(town)
    await amina.sends("/aide")
    assert "Ce service propose des sorties gratuites." in amina.text


async def test_an_update_of_a_kind_nobody_asked_for_is_never_delivered(town: Town, amina: Phone) -> None:
    """An edit is no command."""
    await town.serve()
    content = {"message_id": 5, "date": 1, "text": "/start", "from": {"id": amina.account}}
    assert town.world.queue.push("edited_message", content) is None
