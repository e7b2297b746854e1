"""The real bot behind a Telegram in a box, over real HTTP on this machine."""

import errno
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.clock import RehearsalClock
from bot.ports import Storage
from handlers import screens
from handlers.demo import server
from handlers.demo.box import Way
from handlers.demo.scenes import Scene
from handlers.demo.world import World
from handlers.post import AT_ONCE
from handlers.telegram.bot import Passerelle, application, introduce, running
from handlers.telegram.inbox import Fetcher
from handlers.telegram.pace import Pace

ZONE = "Europe/Paris"


class PortTaken(OSError):  # noqa: N818 - its sentence is shown as it is
    """The page cannot be served there."""


class HouseClock:
    """The clock of the rehearsal. Each time that it is put forward the bot is told: letters leave at once."""

    def __init__(self, clock: RehearsalClock) -> None:
        self._clock = clock
        self.bot: Passerelle | None = None

    def now(self) -> datetime:
        return self._clock.now()

    def move(self, by: timedelta) -> None:
        self._clock.move(by)
        if self.bot is not None:
            self.bot.ring()

    async def next_letter_at(self) -> datetime | None:
        if self.bot is None:
            return None
        await self.bot.post.at_rest()
        return await self.bot.post.next_at()


@dataclass(frozen=True)
class Play:
    """A scene, and what it is played with."""

    scene: Scene
    storage: Storage
    world: World
    clock: HouseClock


@dataclass(frozen=True)
class House:
    """What plays: the world with its telephones, the clock, and the bot at that address."""

    world: World
    clock: HouseClock
    bot: Passerelle
    fetcher: Fetcher
    address: str

    async def serve(self) -> None:
        """Everything that people did, then every letter that is due, until nothing is left."""
        while await self.fetcher.once(0):
            await self.bot.lanes.empty()
        await self.bot.post.round()


@asynccontextmanager
async def opened(
    plays: Sequence[Play], port: int = 0, pace: Pace | None = None, at_once: int = AT_ONCE
) -> AsyncIterator[list[House]]:
    """One address: the first play is at its root, the others behind it. Each is staged in an empty storage, its bot is
    introduced; nobody has said a word yet. Raises PortTaken."""
    at = {"" if play is plays[0] else f"/{play.scene.name}": play for play in plays}
    for play in plays:
        await _staged(play)
    async with AsyncExitStack() as doors:
        boxes = {path: _box(play, at) for path, play in at.items()}
        address = await _served(doors, server.together(boxes), port)
        yield [await _company(doors, play, address + path, pace, at_once) for path, play in at.items()]


async def _staged(play: Play) -> None:
    async with play.storage.writing() as store:
        await play.scene.stage(store, play.clock.now(), ZONE)
    for who in play.scene.cast:
        account = play.world.person(who.account_id, who.name, "fr")
        account.started = who not in play.scene.newcomers


def _box(play: Play, at: Mapping[str, Play]) -> web.Application:
    ways = [Way(it.scene.title, f"{path}/", it is play) for path, it in at.items()]
    return server.application(
        play.world,
        play.clock,
        phones=play.scene.shown,
        next_letter_at=play.clock.next_letter_at,
        zone=ZONE,
        ways=ways if len(ways) > 1 else (),
    )


async def _company(doors: AsyncExitStack, play: Play, address: str, pace: Pace | None, at_once: int) -> House:
    app = application(play.world.token, address)
    await doors.enter_async_context(running(app))
    town = screens.Town(zone=ZONE, bot=await introduce(app))
    play.clock.bot = Passerelle(app, play.storage, town, play.clock.now, pace, at_once)
    return House(play.world, play.clock, play.clock.bot, Fetcher(app.bot, play.clock.bot.keep), address)


async def _served(doors: AsyncExitStack, box: web.Application, port: int) -> str:
    try:
        return await doors.enter_async_context(server.serving(box, port))
    except OSError as no:
        if no.errno == errno.EADDRINUSE:
            raise PortTaken(f"le port {port} est déjà pris. Essayez avec --port {port + 1}") from None
        raise PortTaken(f"le port {port} ne peut pas servir ({no.strerror})") from None
