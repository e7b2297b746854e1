"""Four workers on PostgreSQL, killed with -9 one after the other while updates flow in: each takes effect once, and is
answered (U1, U2, U5).

The control has neither the look for what no queue carries nor the rescue of what a dead worker had in hand.
"""

import asyncio
import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import RehearsalClock
from handlers.demo.server import application, serving
from handlers.demo.world import World
from tests import postgresql
from tests.bringing import bringing
from tests.faults.entries import NOBODY_LOOKS, QUICK
from tests.faults.figures import Figure, Say, Scale
from tests.faults.fleet import fleet
from tests.faults.killing import Watched
from tests.faults.updates_killed import EACH, effects_of, gestures_of, staged
from tests.given import rows

WORKERS = 4
A_LIFE = 40
"""Updates between two kills."""

CONTROL_KILLS = 8

PATIENCE_S, CONTROL_PATIENCE_S, A_LOOK_S = 240.0, 15.0, 0.25
"""Since the last update that was finished: a lease, a look, and a machine that may be busy. Without the safeguard there is
neither a lease nor a look to wait for."""


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    kills = scale.of(10, 60)
    found = asyncio.run(killed(QUICK, kills, PATIENCE_S, seed, say))
    control = asyncio.run(killed(NOBODY_LOOKS, CONTROL_KILLS, CONTROL_PATIENCE_S, seed, say))
    return Figure(
        f"{kills * A_LIFE:,} updates, {WORKERS} workers, {kills} kills",
        found,
        {f"lost of {CONTROL_KILLS * A_LIFE}": control["lost"]},
    )


async def killed(entry: str, kills: int, patience_s: float, seed: int, say: Say) -> Counter[str]:
    clock = RehearsalClock(stopped=True)
    world = Watched(clock.now)
    url = postgresql.emptied()
    with TemporaryDirectory() as folder:
        async with (
            serving(application(world, clock)) as telegram,
            bringing(world),
            fleet(Path(folder), telegram, world.token, url, None, receivers=1, workers=WORKERS, entry=entry) as bot,
        ):
            accounts, sessions = await staged(url, kills * A_LIFE // EACH)
            gestures = gestures_of(world, accounts, sessions, seed)
            chance = random.Random(seed)  # noqa: S311 - a seed
            for n in range(kills):
                for _ in range(A_LIFE):
                    next(gestures, None)
                await world.called(chance.randrange(1, A_LIFE), patience=30)
                await asyncio.sleep(chance.uniform(0, 0.01))
                await bot.killed_and_restarted()
                say(f"{n + 1} of {kills} kills, {_under_way(world, url)} under way")
            await _rest(world, url, patience_s)
            return effects_of(url, world, accounts, sessions)


def _under_way(world: World, url: str) -> int:
    (kept,) = rows(url, "SELECT count(*) AS n FROM inbox WHERE state NOT IN ('done', 'poison')")
    return int(kept["n"]) + len(world.queue.waiting)


async def _rest(world: World, url: str, patience_s: float) -> None:
    """Left alone, they finish what is left; until nothing has been finished for so long."""
    left, idle_s = _under_way(world, url), 0.0
    while left and idle_s < patience_s:
        await asyncio.sleep(A_LOOK_S)
        before, left = left, _under_way(world, url)
        idle_s = 0.0 if left < before else idle_s + A_LOOK_S
