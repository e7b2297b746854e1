"""What every handler of the loopback server shares, and the calls that wait in it."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from aiohttp import web

from handlers.demo.phones import Phone
from handlers.demo.spec import Json
from handlers.demo.world import World


class Clock(Protocol):
    """A clock that can be put forward."""

    def now(self) -> datetime:
        """What time it is in the box."""

    def move(self, by: timedelta, /) -> None:
        """Put it forward."""


class Way(NamedTuple):
    """To a scene: what it is called, its address, and whether one is there."""

    title: str
    href: str
    here: bool


NextLetter = Callable[[], Awaitable[datetime | None]]


@dataclass
class Box:
    """One world, its clock, the telephones to show, the other scenes, and the calls that wait."""

    world: World
    clock: Clock
    phones: list[Phone]
    next_letter_at: NextLetter
    zone: str
    ways: list[Way] = field(default_factory=list)
    rehearsal: str = field(default_factory=lambda: secrets.token_hex(4))
    waiting: set["asyncio.Task[Any]"] = field(default_factory=set)

    @contextmanager
    def attending(self) -> Iterator[None]:
        """Count the present call among those that wait."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - handlers run in tasks
        self.waiting.add(task)
        try:
            yield
        finally:
            self.waiting.discard(task)


BOX = web.AppKey("box", Box)


async def send_home(app: web.Application) -> None:
    """When the house closes, calls that wait end at once, not at their timeout."""
    for task in list(app[BOX].waiting):
        task.cancel()


async def asked_of(request: web.Request, *names: str) -> Json:
    """The JSON of a gesture; a form of another site cannot send that type."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        found: Json = await request.json()
    except json.JSONDecodeError as why:
        raise web.HTTPBadRequest(text="This is not JSON.") from why
    if not isinstance(found, dict) or any(name not in found for name in names):
        raise web.HTTPBadRequest(text=f"Expected {', '.join(names)}.")
    return found
