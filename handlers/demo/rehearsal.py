"""The demo: a page of telephones with the real bot behind it, or the same story told in a terminal."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from bot.clock import RehearsalClock, utc_now
from bot.domain.calendar import instant, wall
from bot.ports import Storage
from handlers.demo.cast import CAST, KARINE, PAUL
from handlers.demo.columns import Columns
from handlers.demo.first_outing import StoryBroken, first_outing
from handlers.demo.house import ZONE, House, HouseClock, PortTaken, opened
from handlers.demo.player import Player
from handlers.demo.telling import Telling
from handlers.demo.world import World
from handlers.telegram.pace import Pace

__all__ = ["PortTaken", "StoryBroken", "play", "show"]

Say = Callable[[str], None]

OPENING = time(9, 30)
"""The hour at which the story begins: an agency has just opened."""

SATURDAY = 5


async def show(storage: Storage, port: int, say: Say) -> None:
    """Serve the page until cancelled, at the pace that Telegram allows. Raises PortTaken."""
    clock = HouseClock(RehearsalClock())
    world = World(clock.now, overall_per_second=30, per_chat_per_second=1)
    async with opened(storage, world, clock, port) as house:
        await _staff_arrive(house)
        say(f"Démonstration prête : {house.address} (Ctrl+C pour arrêter)")
        await house.bot.run()


async def play(storage: Storage, say: Say, start: datetime | None = None) -> None:
    """Tell the whole first outing, in columns. Raises StoryBroken when something does not happen."""
    clock = HouseClock(RehearsalClock(start or next_opening(utc_now()), stopped=True))
    world = World(clock.now)
    # As fast as this machine can: nobody waits between two messages of a story.
    async with opened(storage, world, clock, pace=Pace(a_second=1e6, a_chat=0.0)) as house:
        telling = Telling(world, CAST, Columns([(who.name, who.caption) for who in CAST], ZONE, say))
        await first_outing(house, *(Player(house, telling, who) for who in CAST))
        telling.end()


def next_opening(now: datetime) -> datetime:
    """Half past nine, today or on the next working day."""
    day = wall(now, ZONE).date()
    while day.weekday() >= SATURDAY or instant(day, OPENING, ZONE) < now:
        day += timedelta(days=1)
    return instant(day, OPENING, ZONE)


async def _staff_arrive(house: House) -> None:
    """Those who already work with it find their home on their screen."""
    for who in (PAUL, KARINE):
        house.world.send_text(who.account_id, "/start")
    await house.serve()
