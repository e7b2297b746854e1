"""The real framework speaks to the world in-process, and bad weather reaches it as errors of the network."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import telegram
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut

from handlers.demo.request import WorldRequest
from handlers.demo.world import World
from tests.demo.conftest import AMINA

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10"


@pytest.fixture
async def bot(world: World) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(world.token, request=WorldRequest(world), get_updates_request=WorldRequest(world))
    async with bot:
        yield bot


async def test_everything_that_the_bot_says_is_understood(bot: telegram.Bot, world: World) -> None:
    keys = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Oui", callback_data="yes")]])
    quiet = telegram.LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(
        AMINA, "<b>a</b>", "HTML", reply_markup=keys, link_preview_options=quiet, protect_content=True
    )
    await sent.edit_text("b", reply_markup=keys)
    await sent.edit_reply_markup(None)
    photo = await bot.send_photo(AMINA, PNG, caption="c")
    await photo.edit_caption("d")
    await bot.send_document(AMINA, b"BEGIN", filename="sortie.ics", disable_notification=True)
    await bot.send_venue(AMINA, 48.8, 2.3, "Théâtre", "1 rue")
    await bot.send_voice(AMINA, b"OggS", duration=2)
    await bot.send_chat_action(AMINA, "typing")
    assert world.refusals == []
    said = [(m.kind, m.text, m.silent, m.protected) for m in world.transcript(AMINA)[1:]]
    assert said[0] == ("text", "b", False, True)
    assert said[1:3] == [("photo", "d", False, False), ("document", "", True, False)]
    assert (photo.photo[0].width, photo.photo[0].height) == (32, 16)


async def test_the_bot_presents_itself(bot: telegram.Bot, world: World) -> None:
    scope = telegram.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([telegram.BotCommand("sorties", "Voir les sorties")], scope=scope)
    await bot.set_my_name("Passerelle", language_code="fr")
    await bot.set_my_description("Des sorties gratuites")
    await bot.set_my_short_description("Des sorties")
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert world.profile.commands_for(AMINA, "ar")[0]["command"] == "sorties"
    await bot.delete_my_commands(scope=scope)
    await bot.delete_webhook()
    assert world.profile.commands_for(AMINA, "ar") == []


async def test_a_file_that_somebody_sent_can_be_fetched(bot: telegram.Bot, world: World) -> None:
    world.send_document(AMINA, "offres.csv", b"titre;lieu")
    update = (await bot.get_updates())[0]
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"titre;lieu"


async def test_a_long_poll_wakes_when_somebody_writes(bot: telegram.Bot, world: World) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0)
    world.send_text(AMINA, "a")
    assert len(await asyncio.wait_for(poll, 5)) == 1


async def test_a_second_poller_ends_the_first(bot: telegram.Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(bot.get_updates(timeout=1))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await asyncio.wait_for(first, 5)
    assert await second == ()


async def test_bad_weather_is_what_a_network_does(
    bot: telegram.Bot, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else the framework warns of its own future
    for how, error in (
        ("429:7", RetryAfter),
        ("500", NetworkError),
        ("lost", TimedOut),
        ("refused", NetworkError),
        ("blocked", Forbidden),
    ):
        world.fail_next("sendMessage", how)
        with pytest.raises(error):
            await bot.send_message(AMINA, how)
    assert [m.text for m in world.transcript(AMINA)[1:]] == ["lost"]
    await bot.send_message(AMINA, "a")


async def test_a_fault_can_be_meant_for_one_chat(bot: telegram.Bot, world: World) -> None:
    world.fail_next("*", "blocked", times=2, chat_id=1002)
    await bot.send_message(AMINA, "a")
    for _ in range(2):
        with pytest.raises(Forbidden):
            await bot.send_message(1002, "a")
    with pytest.raises(ValueError, match="no such way"):
        world.fail_next("sendMessage", "earthquake")


async def test_a_refusal_is_a_bad_request(bot: telegram.Bot, world: World) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(AMINA, "<b>", "HTML")
    assert len(world.refusals) == 1
