"""Whatever is sent gets a kind answer that says what can be done; and only one's own words are commands."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import segno

from tests.given import GONE, forgive, table
from tests.phone import Phone
from tests.town import Town

KIND = "Je comprends seulement"


@pytest.mark.parametrize("said", ["Bonjour", "?", "ok merci", "x" * 4000, "/inconnu", "//", "<b>&amp;", "مرحبا"])
async def test_unknown_words_get_a_kind_answer(town: Town, amina: Phone, said: str) -> None:
    await amina.sends(said)
    assert KIND in amina.text
    assert "Voir les sorties" in amina.buttons


async def test_a_voice_a_picture_a_sticker_and_a_place_get_it_too(town: Town, amina: Phone) -> None:
    picture = io.BytesIO()
    segno.make("a picture").save(picture, kind="png")
    sending: list[Callable[[], int]] = [
        lambda: town.world.send_voice(amina.account),
        lambda: town.world.send_photo(amina.account, picture.getvalue(), caption="/start"),
        lambda: town.world.send_sticker(amina.account),
        lambda: town.world.send_location(amina.account, 43.3, 5.4),
        lambda: town.world.send_contact(amina.account, "+33600000000"),
    ]
    for send in sending:
        before = len(amina.from_bot)
        send()
        await town.serve()
        assert len(amina.from_bot) == before + 1
        assert KIND in amina.text


@pytest.mark.parametrize(
    "borrowed",
    [
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}},
        {"via_bot": {"id": 9, "is_bot": True, "first_name": "Another", "username": "another_bot"}},
    ],
    ids=["forwarded", "via another bot"],
)
async def test_borrowed_words_are_no_commands(town: Town, amina: Phone, borrowed: dict[str, Any]) -> None:
    town.world.send_text(amina.account, "/reglages", **borrowed)
    await town.serve()
    assert KIND in amina.text


async def test_a_forwarded_text_is_no_typed_reason(town: Town, amina: Phone, paul: Phone) -> None:
    await town.publish("Concert")
    await amina.presses("ask:1:1")
    await paul.presses("write_reason:1")
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}
    town.world.send_text(paul.account, "A joke.", forward_origin=origin)
    await town.serve()
    assert table(town, "SELECT state FROM reservations") == [{"state": "requested"}]


async def test_a_coordinator_s_desk_waits_for_a_number_and_says_so(town: Town, karine: Phone) -> None:
    concert = await town.publish("Concert")
    await karine.presses(f"type_places:{concert}")
    for said in ("beaucoup", "-3", "0", "12345678", "٣x"):
        await karine.sends(said)
        assert "par exemple 4" in karine.text, said
        await karine.presses(f"type_places:{concert}")
    await karine.sends(" 12 ")
    assert table(town, "SELECT capacity FROM sessions") == [{"capacity": 12}]


async def test_a_button_of_another_age_is_gone_and_shows_where_one_is(town: Town, amina: Phone) -> None:
    await amina.presses("teleport:1")
    assert amina.toast == GONE
    assert town.world.toasts(amina.account)[-1].alert
    assert "Que voulez-vous faire ?" in amina.text


async def test_tapping_home_twice_is_harmless(town: Town, amina: Phone) -> None:
    """Telegram calls it "not modified"; for us it is success."""
    await amina.sends("/aide")
    page = amina.from_bot[-1]
    for _ in range(2):
        town.world.tap(amina.account, page.id, "Accueil")
    heard = len(amina.from_bot)
    await town.serve()
    assert len(amina.from_bot) == heard
    forgive(town, "message is not modified")
