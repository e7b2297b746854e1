"""What no true server sends does no harm: answers without shape, updates of another shape, somebody else's chat."""

import json
from typing import Any

import pytest
from telegram import Bot
from telegram.error import TelegramError

from handlers.screens import View
from handlers.telegram.inbox import Fetcher
from handlers.telegram.pace import Pace
from handlers.telegram.show import TelegramWire
from handlers.text import Translator
from handlers.wire import Unknown
from tests.answering import Answering
from tests.given import table
from tests.phone import Phone
from tests.town import Town

HER_WORDS = "what Amina wrote"
SHAPELESS = (
    *(
        "",
        "null",
        "7",
        "[]",
        "{}",
        "<html>",
        "[" * 100_000,
        '{"ok":true}',
        '{"ok":true,"result":7}',
        f'{{"ok":true,"{HER_WORDS}"',
    ),
    *(
        '{"ok":true,"result":[null]}',
        '{"ok":true,"result":[{"update_id":"1"}]}',
        '{"ok":true,"result":[{"update_id":true}]}',
    ),
)


async def fetched(town: Town, body: str) -> int:
    """How many updates were found in that answer."""
    bot = Bot(town.world.token, get_updates_request=Answering(body.encode()), request=Answering())
    return await Fetcher(bot, town.bot.keep).once(0)


@pytest.mark.parametrize("body", SHAPELESS, ids=range(len(SHAPELESS)))
async def test_an_answer_without_shape_is_a_failed_question_and_stands_in_no_log(
    town: Town, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TelegramError):
        await fetched(town, body)
    assert HER_WORDS not in caplog.text


def body(*updates: object) -> str:
    return json.dumps({"ok": True, "result": updates})


def text(account: Any, said: Any = "/start", **more: Any) -> dict[str, Any]:
    chat, sender = {"id": account, "type": "private"}, {"id": account, "is_bot": False, "first_name": "x"}
    return {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": said} | more


async def test_what_is_no_update_harms_none_beside_it(town: Town, amina: Phone) -> None:
    beside = {"update_id": 7, "message": text(amina.account)}
    assert await fetched(town, body(None, {}, "x", {"update_id": 2**63}, {"update_id": 1.5}, beside)) == 1
    await town.bot.lanes.empty()
    assert "Que voulez-vous faire ?" in amina.text


async def test_the_next_question_is_after_what_could_be_read(town: Town) -> None:
    bot = Bot(
        town.world.token, get_updates_request=Answering(body({"update_id": 7}, None).encode()), request=Answering()
    )
    fetcher = Fetcher(bot, town.bot.keep)
    assert [await fetcher.once(0), await fetcher.once(0)] == [1, 0], "the second time it is known"
    assert fetcher._offset == 8  # noqa: SLF001 - what the next question would confirm


BROKEN = (
    {"message": 7},
    {"message": text(1, said=7)},
    {"message": text("1")},
    {"message": text(1.5)},
    {"message": text(2**70)},
    {"message": text(1, date=2**70)},
    {"message": text(1, document={"file_id": "x", "file_unique_id": "x", "file_name": 7})},
    {"message": text(1, location={"latitude": 1.0})},
    {"message": text(1, location={"latitude": "north", "longitude": 1.0})},
    {"message": text(1, location={"latitude": 91.0, "longitude": 1.0})},
    {"message": text(1, location={"latitude": float("nan"), "longitude": 1.0})},
    {"message": text(1, location={"latitude": 10**400, "longitude": 1.0})},
    {"callback_query": {"id": 7, "from": text(1)["from"], "chat_instance": "1", "data": "home"}},
    {"callback_query": {"id": "7", "from": text(1)["from"], "chat_instance": "1", "data": 7}},
    {"callback_query": {"id": "", "from": text(1)["from"], "chat_instance": "1", "data": "home"}},
    {"inline_query": {"id": "7", "from": {"id": {}, "is_bot": False, "first_name": "x"}, "query": "", "offset": ""}},
    {"callback_query": {"id": "7", "from": None, "chat_instance": "1", "data": "home"}},
    {"callback_query": {"id": "7", "from": text(1)["from"], "chat_instance": "1", "message": {"chat": 1}}},
    {"my_chat_member": {"chat": text(1)["chat"], "from": text(1)["from"], "date": 1, "new_chat_member": {"status": 7}}},
)


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
async def test_an_update_of_another_shape_is_put_aside_and_the_next_is_served(
    town: Town, amina: Phone, broken: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert await fetched(town, body({"update_id": 7} | broken, {"update_id": 8, "message": text(amina.account)})) == 2
    await town.bot.lanes.empty()
    assert "Que voulez-vous faire ?" in amina.text
    assert [it["update_id"] for it in table(town, "SELECT update_id FROM inbox WHERE state = 'poison'")] == [7]
    assert "Traceback" not in caplog.text
    town.world.refusals.clear()  # chat 1, which hears that something went wrong, is nobody's


@pytest.mark.parametrize("said", ["Ami\0na", "Ami\ud83dna"], ids=["NUL", "half a pair"])
async def test_what_no_database_can_keep_is_left_out_of_words(town: Town, paul: Phone, said: str) -> None:
    await paul.presses("invite")
    await fetched(town, body({"update_id": 7, "message": text(paul.account, said)}))
    await town.bot.lanes.empty()
    assert "Invitation pour Ami" in paul.all_text
    assert [it["name"] for it in table(town, "SELECT name FROM people WHERE name LIKE 'Ami%'")] in (
        ["Amina"],
        ["Ami?na"],
    )


async def test_a_private_chat_is_its_person_s_own(town: Town, amina: Phone, paul: Phone) -> None:
    """What is for Paul is never shown in Amina's chat, wherever an update says that it came from."""
    await town.publish("Concert")
    await amina.presses("ask:1:1")
    before = len(amina.messages), len(paul.messages)
    hers, his = text(amina.account), text(paul.account)
    mixed = {"from": his["from"], "chat": hers["chat"]}
    tap = {"id": "1", "from": his["from"], "chat_instance": "1", "data": "accept:1", "message": hers}
    left = {"status": "kicked", "user": his["from"], "until_date": 0}
    change = {**mixed, "date": 1, "old_chat_member": left, "new_chat_member": left}
    updates = ({"message": hers | mixed}, {"callback_query": tap}, {"my_chat_member": change})
    assert await fetched(town, body(*({"update_id": 7 + n} | it for n, it in enumerate(updates)))) == 3
    await town.bot.lanes.empty()
    assert (len(amina.messages), len(paul.messages)) == before
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]
    assert all(it["reachable"] for it in table(town, "SELECT reachable FROM people"))
    town.world.refusals.clear()  # the tap has a number that this Telegram does not know


async def test_an_answer_without_shape_to_a_message_means_that_it_may_have_arrived(town: Town) -> None:
    wire = TelegramWire(Bot(town.world.token, request=Answering(b'{"ok":true}')), Pace())
    with pytest.raises(Unknown):
        await wire.send(1, View(Translator()("Accueil")))
