"""What an update leaves behind is no more than what is needed: of its words, and of the bell."""

import json

import pytest
from telegram import Update

from handlers.telegram.essence import essence
from handlers.telegram.reading import shown_under
from tests.given import table
from tests.phone import Phone
from tests.town import Town

CANARY = "Canari de la Belle-de-Mai"

MESSAGE = {
    "message_id": 7,
    "date": 1803891600,
    "chat": {"id": 1001, "type": "private", "first_name": CANARY, "username": CANARY},
    "from": {"id": 1001, "is_bot": False, "first_name": CANARY, "language_code": "fr"},
    "text": "Bonjour",
    "entities": [{"type": "bold", "offset": 0, "length": 3}],
}
FORWARDED = {"type": "user", "date": 1803891600, "sender_user": {"id": 9, "is_bot": False, "first_name": CANARY}}
BUTTONS = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes:1"}]]}
TAP = {
    "id": "12",
    "from": MESSAGE["from"],
    "chat_instance": "1",
    "data": "home",
    "message": MESSAGE | {"reply_markup": BUTTONS},
}
FILE = {
    "file_id": "a",
    "file_unique_id": "b",
    "file_name": "sorties.xlsx",
    "file_size": 3,
    "thumbnail": {"file_id": "c"},
}


def read(update: dict[str, object]) -> Update:
    """As the framework reads what was kept."""
    return Update.de_json(json.loads(json.dumps(essence(update))))


def test_of_a_message_the_words_are_kept_and_no_name() -> None:
    kept = read({"update_id": 1, "message": MESSAGE})
    assert CANARY not in kept.to_json()
    assert kept.message is not None
    assert kept.message.from_user is not None
    assert (kept.message.text, kept.message.from_user.id, kept.message.chat.type) == ("Bonjour", 1001, "private")


def test_that_it_was_forwarded_or_written_by_a_bot_is_known_and_not_from_whom() -> None:
    kept = read(
        {"update_id": 1, "message": MESSAGE | {"forward_origin": FORWARDED, "via_bot": FORWARDED["sender_user"]}}
    )
    assert CANARY not in kept.to_json()
    assert kept.message is not None
    assert kept.message.forward_origin is not None
    assert kept.message.via_bot is not None


def test_a_file_can_still_be_fetched_by_its_number() -> None:
    message = read({"update_id": 1, "message": MESSAGE | {"document": FILE}}).message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_id, message.document.file_name, message.document.file_size) == (
        "a",
        "sorties.xlsx",
        3,
    )


def test_a_position_is_kept_to_a_hundred_metres_wherever_it_stands() -> None:
    here = {"latitude": 43.29581, "longitude": 5.37462, "horizontal_accuracy": 3.0}
    message = read({"update_id": 1, "message": MESSAGE | {"location": here}}).message
    assert message is not None
    assert message.location is not None
    assert (message.location.latitude, message.location.longitude) == (43.296, 5.375)
    odd = essence({"update_id": 1, "message": {"location": here}})
    assert odd == {"update_id": 1, "message": {"location": {"latitude": 43.296, "longitude": 5.375}}}


def test_of_a_tap_the_button_is_kept_with_what_stood_around_it() -> None:
    tap = read({"update_id": 1, "callback_query": TAP}).callback_query
    assert tap is not None
    assert (tap.id, tap.data, tap.from_user.id) == ("12", "home", 1001)
    assert tap.message is not None
    shown = shown_under(tap)
    assert shown is not None
    assert (shown.chat_id, shown.number, shown.text, shown.keyboard) == (1001, 7, "Bonjour", BUTTONS)


def test_a_message_that_telegram_no_longer_knows_is_not_changed_in_place() -> None:
    forgotten = {"message_id": 7, "date": 0, "chat": MESSAGE["chat"]}
    tap = read({"update_id": 1, "callback_query": TAP | {"message": forgotten}}).callback_query
    assert tap is not None
    assert tap.message is not None
    assert tap.message.chat.id == 1001
    assert shown_under(tap) is None


@pytest.mark.parametrize(
    "odd",
    [
        {"update_id": 1, "message": "words"},
        {"update_id": 1, "message": {"chat": 3}},
        {"update_id": 1, "callback_query": None},
        {"update_id": 1, "callback_query": {"id": "1", "from": []}},
        {"update_id": 1, "my_chat_member": {"chat": 1}},
        {},
    ],
)
def test_what_is_shaped_otherwise_is_kept_as_it_came(odd: dict[str, object]) -> None:
    assert essence(odd) == odd


async def test_the_name_of_an_account_never_reaches_the_inbox(town: Town, amina: Phone) -> None:
    amina.world.send_text(amina.account, "Bonjour")
    await town.fetcher.once(0)
    kept = table(town, "SELECT payload FROM inbox WHERE state = 'waiting'")
    assert len(kept) == 1
    assert "Bonjour" in kept[0]["payload"]
    assert "(Telegram)" not in kept[0]["payload"]
    await town.bot.lanes.empty()


async def test_who_looks_rings_for_no_post_and_who_acts_does(town: Town, amina: Phone) -> None:
    await town.publish("Concert")
    town.bot.bell.clear()
    await amina.presses("session:1")
    assert not town.bot.bell.is_set()
    await amina.presses("ask:1:1")
    assert town.bot.bell.is_set()


async def test_what_is_shown_already_is_not_sent_again(town: Town, amina: Phone) -> None:
    """Telegram would refuse it."""
    await amina.sends("/start")
    town.world.press(amina.account, "home", amina.from_bot[-1].id)
    await town.serve()
    assert town.world.refusals == []
