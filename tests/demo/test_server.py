"""The same world behind a real socket: the framework's own HTTP client, the side door, and strangers."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
import telegram
from telegram.error import InvalidToken, NetworkError

from handlers.demo.phones import Phone
from handlers.demo.server import HERE, application, serving
from handlers.demo.world import World
from tests.demo.conftest import AMINA, HandClock
from tests.demo.test_request import PNG

YES = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Oui", callback_data="yes")]])


@pytest.fixture
async def address(world: World, clock: HandClock) -> AsyncIterator[str]:
    async def tomorrow() -> datetime:
        return datetime.fromisoformat("2026-11-13T17:00:00+00:00")

    phones = [Phone(AMINA, "Amina", "cherche une sortie", "Commencez ailleurs.")]
    async with serving(application(world, clock, phones=phones, next_letter_at=tomorrow)) as address:
        yield address


@pytest.fixture
async def page(address: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(address) as session:
        yield session


def bot_at(address: str, token: str) -> telegram.Bot:
    return telegram.Bot(token, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot")


async def test_the_framework_speaks_over_the_wire(address: str, world: World) -> None:
    async with bot_at(address, world.token) as bot:
        sent = await bot.send_message(AMINA, "é <b>a</b>", "HTML", reply_markup=YES)
        await sent.edit_text("b", reply_markup=YES)
        await bot.send_photo(AMINA, PNG, caption="c")
        await bot.send_document(AMINA, b"BEGIN", filename="sortie.ics")
        await bot.send_venue(AMINA, 48.8, 2.3, "Théâtre", "1 rue")
        query = world.tap(AMINA, sent.message_id, "Oui")
        assert [u.callback_query.id for u in await bot.get_updates(timeout=5) if u.callback_query] == [query]
        await bot.answer_callback_query(query, "Demande envoyée.")
        world.send_document(AMINA, "a.csv", b"a;b")
        document = (await bot.get_updates(offset=-1))[0].message
        assert document
        assert document.document
        assert await (await document.document.get_file()).download_as_bytearray() == b"a;b"
    assert [m.kind for m in world.transcript(AMINA)[1:5]] == ["text", "photo", "document", "venue"]
    assert world.refusals == []


async def test_a_wrong_token_opens_nothing(address: str, world: World) -> None:
    with pytest.raises(InvalidToken):
        async with bot_at(address, "1:wrong"):
            pass


async def test_a_lost_answer_is_a_line_that_breaks(address: str, world: World) -> None:
    async with bot_at(address, world.token) as bot:
        for how in ("lost", "refused"):
            world.fail_next("sendMessage", how)
            with pytest.raises(NetworkError):
                await bot.send_message(AMINA, how)
    assert [m.text for m in world.transcript(AMINA)[1:]] == ["lost"]


async def test_the_house_closes_at_once_while_a_poll_waits(world: World, clock: HandClock) -> None:
    loop = asyncio.get_running_loop()
    async with aiohttp.ClientSession() as session:
        async with serving(application(world, clock)) as address:
            url = f"{address}/bot{world.token}/getUpdates?timeout=50"
            poll = asyncio.create_task(session.get(url))
            await asyncio.sleep(0.1)
            began = loop.time()
        assert loop.time() - began < 1.5
        with pytest.raises(aiohttp.ClientError):
            await poll


async def test_the_page_sees_the_phones_and_uses_them(page: aiohttp.ClientSession, world: World) -> None:
    await page.post(f"/door/{AMINA}/text", json={"text": "bonjour"})
    world.answer("sendMessage", {"chat_id": AMINA, "text": "a", "reply_markup": YES.to_json()})
    sent = world.transcript(AMINA)[-1].id
    tap = await page.post(f"/door/{AMINA}/tap", json={"message": sent, "row": 0, "column": 0})
    assert (await tap.json())["query"] in world.queries
    gone = await page.post(f"/door/{AMINA}/tap", json={"message": sent, "row": 5, "column": 0})
    assert gone.status == 409
    phone = (await (await page.get("/door/state")).json())["phones"][0]
    assert [(m["mine"], m["text"]) for m in phone["messages"]] == [
        (True, "/start"),
        (True, "bonjour"),
        (False, "a"),
    ]


async def test_a_file_goes_through_the_door_both_ways(page: aiohttp.ClientSession, world: World) -> None:
    form = aiohttp.FormData()
    form.add_field("document", b"<script>", filename="a.html", content_type="text/html")
    await page.post(f"/door/{AMINA}/document", data=form)
    file = world.transcript(AMINA)[-1].media["document"]["file_id"]
    answer = await page.get(f"/door/files/{file}")
    assert await answer.read() == b"<script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_a_change_is_told_at_once(page: aiohttp.ClientSession, world: World) -> None:
    async with page.get("/door/changes") as stream:
        assert (await stream.content.readline()).startswith(b"data: ")
        await stream.content.readline()
        world.send_text(AMINA, "a")
        told = await asyncio.wait_for(stream.content.readline(), 5)
        assert told == f"data: {world.changes}\n".encode()


async def test_the_clock_moves_on_and_never_back(page: aiohttp.ClientSession, clock: HandClock) -> None:
    before = clock.now()
    moved = await (await page.post("/door/clock", json={"seconds": 3600})).json()
    assert clock.now() - before == timedelta(hours=1)
    assert moved["next"] == "2026-11-13T17:00:00+00:00"
    await page.post("/door/clock", json={"to": "next"})
    assert clock.now().isoformat() == "2026-11-13T17:00:00+00:00"
    assert (await page.post("/door/clock", json={"seconds": -1})).status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_another_site_cannot_drive_the_box(
    page: aiohttp.ClientSession, world: World, headers: dict[str, str]
) -> None:
    answer = await page.post(f"/door/{AMINA}/text", json={"text": "a"}, headers=headers)
    assert answer.status == 403
    assert len(world.transcript(AMINA)) == 1


async def test_a_form_of_another_site_has_no_json(page: aiohttp.ClientSession, world: World) -> None:
    sent = await page.post(f"/door/{AMINA}/text", data=json.dumps({"text": "a"}))
    assert sent.status == 415


async def test_the_page_allows_nothing_from_elsewhere(page: aiohttp.ClientSession) -> None:
    answer = await page.get("/")
    policy: Any = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "http" not in (await answer.text()).replace("http-equiv", "")


async def test_the_page_never_takes_text_for_markup() -> None:
    scripts = "".join(path.read_text("utf-8") for path in HERE.glob("*.js"))
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "https://cdn"):
        assert word not in scripts


@pytest.mark.parametrize(
    ("path", "body"),
    [(f"/door/{AMINA}/tap", {}), (f"/door/{AMINA}/text", []), ("/door/fail", {"method": "a", "how": "b"})],
)
async def test_a_gesture_without_its_parts_is_refused(page: aiohttp.ClientSession, path: str, body: Any) -> None:
    assert (await page.post(path, json=body)).status == 400
    assert (await page.post("/door/99/text", json={"text": "a"})).status == 404


async def test_the_second_press_of_a_double_one_skips_no_letter(page: aiohttp.ClientSession, clock: HandClock) -> None:
    seen = (await (await page.get("/door/clock")).json())["next"]
    ask = {"to": "next", "saw": seen}
    first = await (await page.post("/door/clock", json=ask)).json()
    assert datetime.fromisoformat(first["now"]) == datetime.fromisoformat(seen)
    clock.move(timedelta(seconds=1))
    again = await (await page.post("/door/clock", json=ask)).json()
    assert datetime.fromisoformat(again["now"]) == datetime.fromisoformat(seen) + timedelta(seconds=1)


@pytest.mark.parametrize("saw", ["soon", 3, "2026-11-13T17:00:00"])
async def test_an_hour_that_is_none_is_refused(page: aiohttp.ClientSession, saw: Any) -> None:
    assert (await page.post("/door/clock", json={"to": "next", "saw": saw})).status == 400


@pytest.mark.parametrize(("said", "guided"), [("/start", True), ("/start abc", False), ("V8H5-5XWK", False)])
async def test_the_hint_stays_until_an_invitation_is_used(
    page: aiohttp.ClientSession, world: World, said: str, guided: bool
) -> None:
    world.send_text(AMINA, said)
    [shown] = (await (await page.get("/door/state")).json())["phones"]
    assert bool(shown["hint"]) is guided


async def test_faults_can_be_asked_for_from_outside(page: aiohttp.ClientSession, world: World) -> None:
    await page.post("/door/fail", json={"method": "sendMessage", "how": "429:3"})
    assert world.answer("sendMessage", {"chat_id": AMINA, "text": "a"})[0] == 429
