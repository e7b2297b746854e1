"""Every mistake that Telegram refuses is refused here, in its words."""

from collections.abc import Callable
from typing import Any

import pytest

from handlers.demo.world import World
from tests.demo.conftest import AMINA, STRANGER

No = Callable[..., str]
Yes = Callable[..., Any]


def buttons(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(text: str = "Oui", **action: Any) -> dict[str, Any]:
    return {"text": text, **(action or {"callback_data": "yes"})}


@pytest.mark.parametrize("text", ["", " ", "\n\t", "<b></b>", "<i> </i>"])
def test_a_message_without_text_is_refused(refused: No, text: str) -> None:
    assert refused("sendMessage", chat_id=AMINA, text=text, parse_mode="HTML") == ("Bad Request: message text is empty")


def test_the_limit_of_a_text_is_counted_in_utf16_after_entities(refused: No, done: Yes) -> None:
    done("sendMessage", chat_id=AMINA, text=f"<b>{'é' * 4094}</b>&lt;&gt;", parse_mode="HTML")
    done("sendMessage", chat_id=AMINA, text="😀" * 2048)
    assert refused("sendMessage", chat_id=AMINA, text="😀" * 2048 + "a") == "Bad Request: message is too long"


def test_a_caption_has_1024_units(refused: No, world: World) -> None:
    file = {"document": ("a.txt", b"a", "text/plain")}
    assert world.answer("sendDocument", {"chat_id": AMINA, "caption": "a" * 1024}, file)[0] == 200
    _, body = world.answer("sendDocument", {"chat_id": AMINA, "caption": "a" * 1025}, file)
    assert body["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<div>a</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("é <3", 'Unsupported start tag "" at byte offset 3'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_that_does_not_hold_is_refused(refused: No, html: str, reason: str) -> None:
    said = refused("sendMessage", chat_id=AMINA, text=html, parse_mode="HTML")
    assert said == f"Bad Request: can't parse entities: {reason}"


def test_html_becomes_text_and_entities(done: Yes) -> None:
    html = (
        "😀 <b>gras <i>et</i></b> &lt;&amp;&quot;&#233;&nbsp; "
        '<a href="https://a.example/?x=1&amp;y">lien</a> <span class="tg-spoiler">s</span>'
    )
    sent = done("sendMessage", chat_id=AMINA, text=html, parse_mode="HTML")
    assert sent["text"] == '😀 gras et <&"é&nbsp; lien s'
    assert sent["entities"] == [
        {"type": "bold", "offset": 3, "length": 7},
        {"type": "italic", "offset": 8, "length": 2},
        {"type": "text_link", "offset": 22, "length": 4, "url": "https://a.example/?x=1&y"},
        {"type": "spoiler", "offset": 27, "length": 1},
    ]


def test_overrides_of_direction_are_taken_out_and_isolates_are_kept(done: Yes) -> None:
    assert done("sendMessage", chat_id=AMINA, text="a\u202eb \u2068c\u2069")["text"] == "ab \u2068c\u2069"


@pytest.mark.parametrize("data", ["", "é" * 33, "a" * 65])
def test_button_data_has_1_to_64_bytes(refused: No, done: Yes, data: str) -> None:
    done("sendMessage", chat_id=AMINA, text="a", reply_markup=buttons([button(callback_data="é" * 32)]))
    markup = buttons([button(callback_data=data)])
    assert refused("sendMessage", chat_id=AMINA, text="a", reply_markup=markup) == "Bad Request: BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (buttons([button("")]), "BUTTON_TEXT_INVALID"),
        (buttons([{"text": "Oui"}]), "Text buttons are unallowed in the inline keyboard"),
        (buttons([button(callback_data="a", url="https://a.example")]), "BUTTON_TYPE_INVALID"),
        (buttons([button(url="javascript:alert(1)")]), "is invalid: Wrong HTTP URL"),
        (buttons([button()] * 9), "REPLY_MARKUP_INVALID"),
        (buttons(*[[button()]] * 101), "REPLY_MARKUP_TOO_LONG"),
        ({"keyboard": [[{"text": " "}]]}, "BUTTON_TEXT_INVALID"),
    ],
)
def test_a_keyboard_that_cannot_be_shown_is_refused(refused: No, markup: Any, reason: str) -> None:
    assert reason in refused("sendMessage", chat_id=AMINA, text="a", reply_markup=markup)


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("sendMessage", {"chat_id": AMINA, "text": "a", "colour": "red"}, 'has no parameter "colour"'),
        ("sendMessage", {"text": "a"}, 'parameter "chat_id" is required'),
        ("sendMessage", {"chat_id": AMINA, "text": "a", "disable_notification": "yes"}, '"disable_notification"'),
        ("sendMessage", {"chat_id": AMINA, "text": "a", "disable_notification": "1"}, "expected Boolean, got 1"),
        ("sendMessage", {"chat_id": AMINA, "text": "a", "message_thread_id": "1.5"}, "is not an integer"),
        ("sendMessage", {"chat_id": AMINA, "text": "a", "reply_markup": "{"}, 'parameter "reply_markup"'),
        ("sendMessage", {"chat_id": AMINA, "text": "a", "reply_markup": {"buttons": []}}, "has no field"),
        ("sendMessage", {"chat_id": AMINA, "text": "a", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ("sendVenue", {"chat_id": AMINA, "latitude": 99, "longitude": 2, "title": "a", "address": "b"}, "wrong lat"),
        ("sendPhoto", {"chat_id": AMINA, "photo": "https://a.example/a.png"}, "wrong file identifier"),
        ("sendChatAction", {"chat_id": AMINA, "action": "dancing"}, "wrong parameter action"),
        ("setMyCommands", {"commands": [{"command": "Aide", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ("setMyShortDescription", {"short_description": "a" * 121}, "is too long"),
        ("setMyName", {"name": "a", "language_code": "french"}, "language code"),
        ("getFile", {"file_id": "abc"}, "wrong file_id"),
        ("editMessageText", {"text": "a"}, "message identifier is not specified"),
    ],
)
def test_a_wrong_call_is_refused_and_noted(
    world: World, refused: No, method: str, params: dict[str, Any], reason: str
) -> None:
    assert reason in refused(method, **params)
    assert [(r.method, reason in r.description) for r in world.refusals] == [(method, True)]


def test_a_method_that_does_not_exist_is_not_found(world: World) -> None:
    assert world.answer("sendFlowers", {}) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    assert world.refusals


def test_only_people_who_wrote_first_can_be_written_to(world: World, refused: No) -> None:
    assert refused("sendMessage", chat_id=4, text="a") == "Bad Request: chat not found"
    assert refused("sendMessage", chat_id="@amina", text="a") == "Bad Request: chat not found"
    assert refused("sendMessage", chat_id=STRANGER, text="a") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    world.block(AMINA)
    assert refused("sendMessage", chat_id=AMINA, text="a") == "Forbidden: bot was blocked by the user"
    world.accounts[AMINA].deactivated = True
    assert refused("sendMessage", chat_id=AMINA, text="a") == "Forbidden: user is deactivated"


def test_a_picture_must_be_a_picture(world: World) -> None:
    _, body = world.answer("sendPhoto", {"chat_id": AMINA}, {"photo": ("a.png", b"text", "image/png")})
    assert body["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    _, body = world.answer("sendPhoto", {"chat_id": AMINA}, {"photo": ("a.png", b"", "image/png")})
    assert body["description"] == "Bad Request: file must be non-empty"
    _, body = world.answer("sendPhoto", {"chat_id": AMINA}, {"picture": ("a.png", b"a", "image/png")})
    assert 'has no parameter "picture"' in body["description"]
