"""Two processes on one PostgreSQL: of bots one leads, and when it is killed, the other answers within a minute; what must
be alone is refused beside a worker, and a worker beside it."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from bot.clock import RehearsalClock
from handlers.demo.server import application, serving
from handlers.demo.world import World
from storage.alone import alone
from storage.backup import backup
from storage.schema import upgrade
from tests import postgresql
from tests.process import Process
from tests.whole.test_command_line import passerelle

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


async def typed(folder: Path, database: str, *words: str) -> tuple[int, list[str]]:
    """By an operator: the exit code, and what it complains of."""
    done = await asyncio.to_thread(passerelle, folder, *words, PASSERELLE_DATABASE_URL=database)
    return done.returncode, done.stderr.splitlines()


async def test_what_must_be_alone_and_a_worker_refuse_each_other(tmp_path: Path) -> None:
    clock, url = RehearsalClock(), postgresql.make(f"alone_{tmp_path.parent.name}_{os.getpid()}".replace("-", "_"))
    world = World(clock.now)
    there = f"sqlite:///{tmp_path}/there.db"
    upgrade(url)
    await backup(url, tmp_path / "copy.db")
    async with serving(application(world, clock)) as telegram:
        worker = bot(tmp_path / "worker", telegram, world, url)
        worker.words = ("worker",)
        try:
            await worker.start()
            await until(lambda: "ready as" in worker.log, 30)
            for words in (("restore", "copy.db"), ("move", url, there)):
                code, (complaint,) = await typed(tmp_path, url, *words)
                assert (code, "Un autre robot utilise déjà la base" in complaint) == (1, True), words
            assert await worker.asked_to_stop() == 0
            with alone(url):
                await worker.start()
                assert await worker.ended() == 1
                assert "est en train d'être remplacée ou déplacée" in worker.log.splitlines()[-1]
            assert await typed(tmp_path, url, "restore", "copy.db") == (0, [])
        finally:
            await worker.kill()
            postgresql.drop(url)
