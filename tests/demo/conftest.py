"""A world with three people in it, whose clock only moves when it is told to."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from handlers.demo import rehearsal
from handlers.demo.rehearsal import Empty
from handlers.demo.scenes import Scene
from handlers.demo.world import World
from storage.schema import upgrade
from storage.store import Storage
from tests.demo.browser import CHROMIUM, PATIENCE_MS, QUIET

AMINA, PAUL, STRANGER = 1001, 1002, 1003
Say = Callable[..., dict[str, Any]]


@dataclass
class HandClock:
    """A clock moved by hand."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 12, 17, 5, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by


def peopled(world: World) -> World:
    """Amina and Paul have written; the stranger never did. Nothing waits in the queue."""
    world.person(AMINA, "Amina", "ar")
    world.person(PAUL, "Paul", "fr")
    world.person(STRANGER, "Inconnue")
    world.send_text(AMINA, "/start")
    world.send_text(PAUL, "/start")
    world.queue.waiting.clear()
    return world


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def world(clock: HandClock) -> World:
    return peopled(World(clock.now))


@pytest.fixture
def done(world: World) -> Say:
    """Call a method that must be accepted; gives its result."""

    def call(method: str, **params: Any) -> Any:
        status, body = world.answer(method, params)
        assert status == 200, body
        return body["result"]

    return call


@pytest.fixture
def refused(world: World) -> Callable[..., str]:
    """Call a method that must be refused; gives the description."""

    def call(method: str, **params: Any) -> str:
        status, body = world.answer(method, params)
        assert status != 200, body
        assert body["error_code"] == status
        return str(body["description"])

    return call


@pytest.fixture
def empty(tmp_path: Path) -> Empty:
    """A storage with nothing in it, for each scene its own."""

    @asynccontextmanager
    async def opened(scene: Scene) -> AsyncIterator[Storage]:
        url = f"sqlite:///{tmp_path}/{scene.name}.db"
        upgrade(url)
        storage = await Storage.open(url)
        try:
            yield storage
        finally:
            await storage.close()

    return opened


@pytest.fixture
def chromium() -> str:
    """Its path. A newcomer without it skips; the machine that watches over the project must have it."""
    if CHROMIUM is None and os.environ.get("CI"):
        pytest.fail("no Chromium on this machine, and CI is set: install the package `chromium`")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package `chromium` to run this test")
    return CHROMIUM


@pytest.fixture
async def address(empty: rehearsal.Empty) -> AsyncIterator[str]:
    """The demo as the command line shows it, on any free port."""
    said: asyncio.Queue[str] = asyncio.Queue()
    demo = asyncio.create_task(rehearsal.show(empty, 0, said.put_nowait))
    ready = asyncio.create_task(said.get())
    await asyncio.wait({demo, ready}, return_when=asyncio.FIRST_COMPLETED)
    if demo.done():
        demo.result()
    yield re.findall(r"http://\S+", ready.result())[0]
    demo.cancel()
    await asyncio.gather(demo, return_exceptions=True)


@pytest.fixture
async def page(address: str, chromium: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        page = await browser.new_page(locale="fr-FR", viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        ills: list[str] = []
        page.on("pageerror", lambda error: ills.append(error.message))
        await page.goto(address)
        yield page
        await browser.close()
        assert ills == []
