"""Two bots on one PostgreSQL: one leads; when it is killed, the other answers within a minute."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from bot.clock import RehearsalClock
from handlers.demo.server import application, serving
from handlers.demo.world import World
from tests import postgresql
from tests.process import Process

AMINA = 1001


async def until(true: Callable[[], bool], within_s: int) -> None:
    for _ in range(within_s * 20):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {within_s} seconds")


async def answers(world: World, text: str, within_s: int) -> None:
    before = len(world.transcript(AMINA))
    world.send_text(AMINA, text)
    await until(lambda: any(it.from_bot for it in world.transcript(AMINA)[before:]), within_s)


def bot(folder: Path, telegram: str, world: World, database: str) -> Process:
    folder.mkdir()
    process = Process(folder, telegram, world.token, None)
    process.environment["PASSERELLE_DATABASE_URL"] = database
    return process


async def test_the_second_waits_and_takes_over(tmp_path: Path) -> None:
    clock, url = RehearsalClock(), postgresql.emptied()
    world = World(clock.now)
    world.person(AMINA, "A.", "fr")
    async with serving(application(world, clock)) as telegram:
        first, second = (bot(tmp_path / name, telegram, world, url) for name in ("first", "second"))
        try:
            await first.start()
            await answers(world, "/start", 30)
            await second.start()
            await until(lambda: "another process leads" in second.log, 30)
            await answers(world, "/aide", 10)
            await first.kill()
            await answers(world, "/start", 60)
            assert "Conflict" not in first.log + second.log
        finally:
            await first.kill()
            await second.kill()
    assert world.refusals == []
