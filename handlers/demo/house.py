"""The real bot behind a Telegram in a box, over real HTTP on this machine."""

import errno
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.clock import RehearsalClock
from bot.ports import Storage
from handlers import screens
from handlers.demo import server
from handlers.demo.cast import CAST
from handlers.demo.season import stage
from handlers.demo.world import World
from handlers.telegram.bot import Passerelle, application, introduce, running
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
class House:
    """What plays: the world with its telephones, the clock, and the bot at that address."""

    world: World
    clock: HouseClock
    bot: Passerelle
    address: str

    async def serve(self) -> None:
        """Everything that people did, then every letter that is due, until nothing is left."""
        while await self.bot.fetcher.once(0):
            await self.bot.lanes.empty()
        await self.bot.post.round()


@asynccontextmanager
async def opened(
    storage: Storage, world: World, clock: HouseClock, port: int = 0, pace: Pace | None = None
) -> AsyncIterator[House]:
    """The season is staged in an empty storage, the bot is introduced; nobody has said a word yet. Raises PortTaken."""
    async with storage.writing() as store:
        await stage(store, clock.now(), ZONE)
    for who in CAST:
        world.person(who.account_id, who.name, "fr")
    box = server.application(world, clock, phones=CAST, next_letter_at=clock.next_letter_at, zone=ZONE)
    async with AsyncExitStack() as doors:
        address = await _served(doors, box, port)
        app = application(world.token, address)
        await doors.enter_async_context(running(app))
        town = screens.Town(zone=ZONE, bot=await introduce(app))
        clock.bot = Passerelle(app, storage, town, clock.now, pace)
        yield House(world, clock, clock.bot, address)


async def _served(doors: AsyncExitStack, box: web.Application, port: int) -> str:
    try:
        return await doors.enter_async_context(server.serving(box, port))
    except OSError as no:
        if no.errno == errno.EADDRINUSE:
            raise PortTaken(f"le port {port} est déjà pris. Essayez avec --port {port + 1}") from None
        raise PortTaken(f"le port {port} ne peut pas servir ({no.strerror})") from None
