"""Updates: numbered, confirmed by the next offset, kept for their time; what people do becomes one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handlers.demo.world import World
from tests.demo.conftest import AMINA, PAUL, STRANGER, HandClock

Yes = Callable[..., Any]


def test_an_offset_confirms_what_lies_before_it(world: World, done: Yes) -> None:
    for text in "abc":
        world.send_text(AMINA, text)
    first = done("getUpdates")
    assert [u["message"]["text"] for u in first] == ["a", "b", "c"]
    assert [u["update_id"] - first[0]["update_id"] for u in first] == [0, 1, 2]
    assert done("getUpdates", offset=first[0]["update_id"]) == first
    assert done("getUpdates", offset=first[1]["update_id"] + 1) == first[2:]
    assert done("getUpdates") == first[2:]


def test_a_negative_offset_keeps_the_last_ones(world: World, done: Yes) -> None:
    for text in "abc":
        world.send_text(AMINA, text)
    assert [u["message"]["text"] for u in done("getUpdates", offset=-1)] == ["c"]
    assert len(done("getUpdates")) == 1


def test_the_limit_is_kept_between_1_and_100(world: World, done: Yes) -> None:
    for _ in range(120):
        world.send_text(AMINA, "a")
    assert [len(done("getUpdates", limit=n)) for n in (0, 7, 1000)] == [1, 7, 100]


def test_a_bot_gets_the_kinds_it_named(world: World, done: Yes) -> None:
    done("getUpdates", allowed_updates=["message"])
    world.block(AMINA)
    assert done("getUpdates") == []
    done("getUpdates", allowed_updates=["my_chat_member"])
    world.unblock(AMINA)
    assert done("getUpdates")[0]["my_chat_member"]["new_chat_member"]["status"] == "member"


def test_a_tap_is_kept_150_seconds_and_a_message_a_day(world: World, done: Yes, clock: HandClock) -> None:
    world.press(AMINA, "home")
    world.send_text(AMINA, "a")
    clock.move(timedelta(seconds=149))
    assert len(done("getUpdates")) == 2
    clock.move(timedelta(seconds=1))
    assert [list(u)[1] for u in done("getUpdates")] == ["message"]
    clock.move(timedelta(hours=24))
    assert done("getUpdates") == []


def test_numbers_begin_anew_after_a_silent_week_and_nothing_is_lost(world: World, done: Yes, clock: HandClock) -> None:
    world.send_text(AMINA, "a")
    before = world.queue.next_id
    clock.move(timedelta(days=7))
    world.send_text(AMINA, "b")
    assert world.queue.next_id != before + 1
    if world.queue.next_id < before:
        assert len(done("getUpdates", offset=before)) == 1


def test_a_command_carries_its_entity(world: World, done: Yes) -> None:
    world.send_text(AMINA, "/start CODE")
    message = done("getUpdates")[0]["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["chat"] == {"id": AMINA, "type": "private", "first_name": "Amina"}
    assert message["from"]["language_code"] == "ar"


def test_a_link_to_the_bot_starts_it_with_its_code(world: World) -> None:
    assert world.open_link(STRANGER, f"https://t.me/{world.bot.username}?start=abc_-1")
    assert world.transcript(STRANGER)[0].text == "/start abc_-1"
    assert world.accounts[STRANGER].started
    for elsewhere in ("https://t.me/another_bot?start=a", f"https://t.me/{world.bot.username}?start=a b"):
        assert world.open_link(STRANGER, elsewhere) is None


def test_a_tap_on_a_message_that_is_gone_shows_only_its_number(world: World, done: Yes) -> None:
    world.press(AMINA, "old:1", message_id=77)
    query = done("getUpdates")[0]["callback_query"]
    assert query["data"] == "old:1"
    assert (query["message"]["message_id"], query["message"]["date"]) == (77, 0)


def test_a_tap_carries_the_message_and_its_buttons(world: World, done: Yes) -> None:
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}
    sent = done("sendMessage", chat_id=AMINA, text="a", reply_markup=markup)["message_id"]
    world.tap(AMINA, sent, "Oui")
    assert done("getUpdates")[0]["callback_query"]["message"]["reply_markup"] == markup
    with pytest.raises(KeyError):
        world.tap(AMINA, sent, "Non")
    with pytest.raises(KeyError):
        world.tap(PAUL, sent, "Oui")


def test_writing_unblocks_first(world: World, done: Yes) -> None:
    world.block(AMINA)
    world.send_text(AMINA, "a")
    kinds = [list(update)[1] for update in done("getUpdates")]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


def test_a_correction_is_an_update_of_its_own(world: World, done: Yes) -> None:
    world.edit_text(AMINA, world.send_text(AMINA, "a"), "b")
    assert done("getUpdates")[1]["edited_message"]["text"] == "b"


def test_a_forward_says_so(world: World, done: Yes) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "X", "date": 1}
    world.send_text(AMINA, "/start", forward_origin=origin)
    assert done("getUpdates")[0]["message"]["forward_origin"] == origin


def test_every_kind_of_message_arrives(world: World, done: Yes) -> None:
    world.group(-5, "Quartier", by=PAUL)
    world.send_text(PAUL, "bonjour", chat_id=-5)
    world.send_document(AMINA, "a.csv", b"a;b")
    world.send_photo(AMINA, b"\xff\xd8\xff")
    world.send_voice(AMINA)
    world.send_sticker(AMINA)
    world.send_contact(AMINA, "+33600000000")
    world.send_location(AMINA, 48.8, 2.3)
    messages = [u["message"] for u in done("getUpdates") if "message" in u]
    assert messages[0]["chat"] == {"id": -5, "type": "group", "title": "Quartier"}
    for message, kind in zip(
        messages[1:], ("document", "photo", "voice", "sticker", "contact", "location"), strict=True
    ):
        assert kind in message


def test_the_pace_is_one_a_second_in_a_chat(clock: HandClock) -> None:
    world = World(clock.now, per_chat_per_second=1)
    world.person(AMINA, "Amina")
    world.send_text(AMINA, "/start")
    call = {"chat_id": AMINA, "text": "a"}
    assert world.answer("sendMessage", call)[0] == 200
    status, body = world.answer("sendMessage", call)
    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    clock.move(timedelta(seconds=1))
    assert world.answer("sendMessage", call)[0] == 200


def test_the_pace_is_thirty_a_second_over_all(clock: HandClock) -> None:
    world = World(clock.now, overall_per_second=30)
    for number in range(31):
        world.person(number + 1, "P")
        world.send_text(number + 1, "/start")
    answers = [world.answer("sendMessage", {"chat_id": n + 1, "text": "a"})[0] for n in range(31)]
    assert answers == [200] * 30 + [429]
