"""The demo: a page of telephones with the real bot behind it, or its stories told in a terminal."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import datetime, time, timedelta

from bot.clock import RehearsalClock, utc_now
from bot.domain.calendar import instant, wall
from bot.ports import Storage
from handlers.demo.columns import Columns
from handlers.demo.house import ZONE, House, HouseClock, Play, PortTaken, opened
from handlers.demo.player import StoryBroken
from handlers.demo.scenes import SCENES, Scene
from handlers.demo.stories import Story, tell
from handlers.demo.world import World
from handlers.telegram.pace import Pace

__all__ = ["PortTaken", "StoryBroken", "play", "show"]

Say = Callable[[str], None]
Empty = Callable[[Scene], AbstractAsyncContextManager[Storage]]
"""A storage with nothing in it, for each scene its own."""

OPENING = time(9, 30)
"""The hour at which a story begins: an agency has just opened."""

SATURDAY = 5


async def show(empty: Empty, port: int, say: Say) -> None:
    """Serve the page of every scene until cancelled, at the pace that Telegram allows. Raises PortTaken."""
    async with AsyncExitStack() as doors:
        plays = [_play(scene, await doors.enter_async_context(empty(scene))) for scene in SCENES]
        houses = await doors.enter_async_context(opened(plays, port))
        await asyncio.gather(*(_arrive(house, it.scene) for house, it in zip(houses, plays, strict=True)))
        say(f"Démonstration prête : {houses[0].address} (Ctrl+C pour arrêter)")
        async with asyncio.TaskGroup() as running:
            for house in houses:
                running.create_task(house.bot.run(house.fetcher.run))


def _play(scene: Scene, storage: Storage) -> Play:
    clock = HouseClock(RehearsalClock())
    return Play(scene, storage, World(clock.now, overall_per_second=30, per_chat_per_second=1), clock)


async def _arrive(house: House, scene: Scene) -> None:
    """Those whose story has begun already find it on their screen."""
    for who, words in scene.openings:
        house.world.send_text(who.account_id, words)
    await house.serve()


async def play(story: Story, storage: Storage, say: Say, start: datetime | None = None) -> None:
    """Tell one story, in columns. Raises StoryBroken when something does not happen."""
    clock = HouseClock(RehearsalClock(start or next_opening(utc_now()), stopped=True))
    it = Play(story.scene, storage, World(clock.now), clock)
    # As fast as this machine can, and one letter after the other: a story is told in order.
    async with opened([it], pace=Pace(a_second=1e6, a_chat=0.0), at_once=1) as (house,):
        columns = Columns([(column.name, column.caption) for column in story.columns], ZONE, say)
        await tell(story, house, columns)


def next_opening(now: datetime) -> datetime:
    """Half past nine, today or on the next working day."""
    day = wall(now, ZONE).date()
    while day.weekday() >= SATURDAY or instant(day, OPENING, ZONE) < now:
        day += timedelta(days=1)
    return instant(day, OPENING, ZONE)
