"""Where Telegram brings updates: kept before they are answered, and only from whoever shows the secret (U1, D12)."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Sequence
from io import BytesIO

import aiohttp
import pytest

from bot.clock import utc_now
from bot.ports import Received
from bot.settings import Webhook, WrongSetting, webhook
from handlers.demo.request import WorldRequest
from handlers.demo.world import World
from handlers.telegram.bot import application
from handlers.telegram.webhook import LARGEST, Receiver

SECRET = "0123456789-a-secret"  # noqa: S105 - of a loopback
TOLD = {
    "PASSERELLE_WEBHOOK_URL": "https://ville.example/telegram",
    "PASSERELLE_WEBHOOK_LISTEN": "127.0.0.1:8080",
    "PASSERELLE_WEBHOOK_SECRET": SECRET,
}


class Shelf:
    """Keeps what is brought, or is ill."""

    def __init__(self) -> None:
        self.kept: list[Received] = []
        self.ill = False

    async def keep(self, updates: Sequence[Received]) -> int:
        if self.ill:
            raise OSError("disk full")
        self.kept += updates
        return len(updates)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def door(shelf: Shelf, world: World) -> AsyncIterator[str]:
    """The address of a receiver."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = application(world.token, "https://in-a-box.invalid", WorldRequest(world), WorldRequest(world))
    await app.initialize()
    at = Webhook(f"http://127.0.0.1:{port}/telegram", "127.0.0.1", port, SECRET)
    running = asyncio.create_task(Receiver(app.bot, at, shelf.keep).run())
    while world.webhook is None:  # noqa: ASYNC110 - it is told over HTTP
        await asyncio.sleep(0.01)
    yield at.url
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await app.shutdown()


@pytest.fixture
def world() -> World:
    return World(utc_now)


async def brought(door: str, body: bytes, secret: str = SECRET) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    async with aiohttp.ClientSession() as session, session.post(door, data=BytesIO(body), headers=headers) as answer:
        return answer.status


UPDATE = json.dumps({"update_id": 5, "message": {"chat": {"id": 1001}, "text": "un secret d'Amina"}}).encode()


async def test_an_update_is_kept_and_then_confirmed(door: str, shelf: Shelf, world: World) -> None:
    assert await brought(door, UPDATE) == 200
    assert [(it.update_id, it.chat_id) for it in shelf.kept] == [(5, 1001)]
    assert world.webhook is not None
    assert world.webhook.secret == SECRET


async def test_what_cannot_be_kept_is_not_confirmed(door: str, shelf: Shelf) -> None:
    shelf.ill = True
    assert await brought(door, UPDATE) == 500


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], "é" * 20])
async def test_without_the_secret_nobody_is_there(door: str, shelf: Shelf, secret: str) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret.encode().decode("latin-1")}
    async with aiohttp.ClientSession() as session, session.post(door, data=UPDATE, headers=headers) as answer:
        assert answer.status == 404
    assert shelf.kept == []


@pytest.mark.parametrize("body", [b"", b"\xff\x00", b"[]", b"{}", b'{"update_id": "5"}', b"[" * 100_000])
async def test_what_is_no_update_is_refused(door: str, shelf: Shelf, body: bytes) -> None:
    assert await brought(door, body) == 400
    assert shelf.kept == []


async def test_what_is_too_large_is_not_read(door: str, shelf: Shelf) -> None:
    assert await brought(door, b'"' + b"x" * LARGEST + b'"') == 413
    assert shelf.kept == []


async def test_nothing_of_what_is_brought_is_in_a_log(
    door: str, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await brought(door, UPDATE)
    await brought(door, UPDATE, "wrong")
    shelf.ill = True
    await brought(door, UPDATE)
    said = "\n".join(f"{it.getMessage()}{it.exc_text or ''}" for it in caplog.records)
    assert "Amina" not in said
    assert SECRET not in said


def test_polling_beside_a_webhook_is_a_conflict(world: World) -> None:
    world.answer("setWebhook", {"url": "https://ville.example/telegram"})
    assert world.answer("getUpdates", {})[0] == 409
    world.answer("deleteWebhook", {})
    assert world.answer("getUpdates", {})[0] == 200


def test_the_settings_are_read() -> None:
    assert webhook(TOLD) == Webhook("https://ville.example/telegram", "127.0.0.1", 8080, SECRET)
    assert SECRET not in repr(webhook(TOLD))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASSERELLE_WEBHOOK_URL", "http://ville.example/telegram"),
        ("PASSERELLE_WEBHOOK_URL", ""),
        ("PASSERELLE_WEBHOOK_LISTEN", "8080"),
        ("PASSERELLE_WEBHOOK_LISTEN", "127.0.0.1:99999"),
        ("PASSERELLE_WEBHOOK_SECRET", "short"),
        ("PASSERELLE_WEBHOOK_SECRET", "has a space in the middle"),
    ],
)
def test_a_wrong_setting_is_a_sentence(name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        webhook({**TOLD, name: value})
