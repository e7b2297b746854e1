"""What was said can be changed, within Telegram's rules; a tap waits for its answer, and not long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handlers.demo.editing import NOT_MODIFIED
from handlers.demo.world import World
from tests.demo.conftest import AMINA, PAUL, HandClock

No = Callable[..., str]
Yes = Callable[..., Any]
YES = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def sent(done: Yes) -> dict[str, int]:
    message = done("sendMessage", chat_id=AMINA, text="a", reply_markup=YES)
    return {"chat_id": AMINA, "message_id": message["message_id"]}


def test_an_edit_changes_the_bubble_in_its_place(world: World, done: Yes, sent: dict[str, int]) -> None:
    assert done("editMessageText", **sent, text="<b>b</b>", parse_mode="HTML")["edit_date"]
    message = world.transcript(AMINA)[-1]
    assert (message.text, message.html, message.labels) == ("b", "<b>b</b>", [])


def test_an_edit_that_changes_nothing_is_refused(refused: No, done: Yes, sent: dict[str, int]) -> None:
    assert refused("editMessageText", **sent, text="a", reply_markup=YES) == f"Bad Request: {NOT_MODIFIED}"
    assert refused("editMessageReplyMarkup", **sent, reply_markup=YES) == f"Bad Request: {NOT_MODIFIED}"
    done("editMessageReplyMarkup", **sent)


def test_what_is_not_there_cannot_be_edited(world: World, refused: No, done: Yes, sent: dict[str, int]) -> None:
    done("deleteMessage", **sent)
    assert refused("editMessageText", **sent, text="b") == "Bad Request: message to edit not found"
    assert refused("deleteMessage", **sent) == "Bad Request: message to delete not found"
    elsewhere = {**sent, "chat_id": PAUL}
    assert refused("editMessageText", **elsewhere, text="b") == "Bad Request: message to edit not found"
    assert sent["message_id"] not in [m.id for m in world.transcript(AMINA)]


def test_only_the_bot_s_own_text_can_be_edited(world: World, refused: No, done: Yes, sent: dict[str, int]) -> None:
    mine = world.send_text(AMINA, "bonjour")
    cannot = "Bad Request: message can't be edited"
    assert refused("editMessageText", chat_id=AMINA, message_id=mine, text="b") == cannot
    keys = done("sendMessage", chat_id=AMINA, text="a", reply_markup={"keyboard": [["Oui"]]})["message_id"]
    assert refused("editMessageText", chat_id=AMINA, message_id=keys, text="b") == cannot
    assert "there is no caption" in refused("editMessageCaption", **sent, caption="b")


def test_a_caption_can_be_edited_and_is_no_text(world: World, refused: No, done: Yes) -> None:
    _, body = world.answer("sendDocument", {"chat_id": AMINA}, {"document": ("a.ics", b"a", "text/calendar")})
    sent = {"chat_id": AMINA, "message_id": body["result"]["message_id"]}
    assert "there is no text" in refused("editMessageText", **sent, text="b")
    assert done("editMessageCaption", **sent, caption="b")["caption"] == "b"


def test_after_two_days_a_message_stays(refused: No, clock: HandClock, sent: dict[str, int]) -> None:
    clock.move(timedelta(hours=48, seconds=1))
    assert refused("deleteMessage", **sent) == "Bad Request: message can't be deleted for everyone"


def test_a_tap_is_answered_with_a_toast_or_an_alert(world: World, done: Yes, sent: dict[str, int]) -> None:
    query = world.tap(AMINA, sent["message_id"], "Oui")
    done("answerCallbackQuery", callback_query_id=query, text="Demande envoyée.")
    done("answerCallbackQuery", callback_query_id=query, text="Complet.", show_alert=True)
    assert [(t.text, t.alert) for t in world.toasts(AMINA)] == [("Demande envoyée.", False), ("Complet.", True)]


def test_a_tap_answered_late_or_never_made_is_refused(
    world: World, refused: No, clock: HandClock, sent: dict[str, int]
) -> None:
    query = world.tap(AMINA, sent["message_id"], (0, 0))
    clock.move(timedelta(seconds=16))
    assert refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    assert refused("answerCallbackQuery", callback_query_id="1") == TOO_OLD


def test_a_toast_has_200_units(world: World, refused: No, sent: dict[str, int]) -> None:
    query = world.tap(AMINA, sent["message_id"], "Oui")
    assert refused("answerCallbackQuery", callback_query_id=query, text="a" * 201) == ("Bad Request: MESSAGE_TOO_LONG")


def test_an_answer_to_a_message_that_is_gone_is_refused(refused: No, done: Yes) -> None:
    gone = {"message_id": 999}
    assert refused("sendMessage", chat_id=AMINA, text="a", reply_parameters=gone) == (
        "Bad Request: message to be replied not found"
    )
    done("sendMessage", chat_id=AMINA, text="a", reply_parameters={**gone, "allow_sending_without_reply": True})
