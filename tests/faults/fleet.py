"""Receivers behind a balancer, and workers: the bot of a city, of which one process at a time is killed, each in turn."""

import itertools
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.clock import RehearsalClock
from tests.faults.balancer import balancing
from tests.process import Process
from tests.ready import ENTRY

SECRET = "a-secret-for-telegram"  # noqa: S105 - of a loopback


class Fleet:
    """As `outing.Bot`: what is killed is whoever's turn it is, and the others go on."""

    def __init__(self, members: Sequence[Process], clock: RehearsalClock | None) -> None:
        self._members = members
        self._clock = clock
        self._turns = itertools.cycle(members)
        self._down: list[Process] = list(members)
        self.environment = members[0].environment

    async def start(self) -> None:
        """Whoever is down."""
        while self._down:
            await self._down.pop().start()

    async def kill(self) -> None:
        victim = next(self._turns)
        await victim.kill()
        self._down.append(victim)

    async def killed_and_restarted(self, after: timedelta = timedelta()) -> None:
        await self.kill()
        if self._clock is not None:
            self._clock.move(after)
        for member in self._members:
            member.set_clock()
        await self.start()

    async def end(self) -> None:
        for member in self._members:
            await member.kill()

    @property
    def log(self) -> str:
        return "\n".join(f"{it.folder.name}: {it.log[-2000:]}" for it in self._members)


@asynccontextmanager
async def fleet(
    folder: Path,
    telegram: str,
    token: str,
    database: str,
    clock: RehearsalClock | None,
    receivers: int = 2,
    workers: int = 2,
    entry: str = ENTRY,
) -> AsyncIterator[Fleet]:
    """Started, until the block ends. Without a clock they have the machine's."""
    ports = [_free_port() for _ in range(receivers)]
    async with AsyncExitStack() as stack:
        door = await stack.enter_async_context(balancing(ports))
        heard = {
            "PASSERELLE_DATABASE_URL": database,
            "PASSERELLE_WEBHOOK_URL": f"http://127.0.0.1:{door}/telegram",
            "PASSERELLE_WEBHOOK_SECRET": SECRET,
        }
        members = [
            _member(folder / f"receiver-{port}", ("run", "--webhook"), telegram, token, clock, entry) for port in ports
        ] + [_member(folder / f"worker-{n}", ("worker",), telegram, token, clock, entry) for n in range(workers)]
        for member in members:
            member.environment |= heard
        for member, port in zip(members, ports, strict=False):
            member.environment["PASSERELLE_WEBHOOK_LISTEN"] = f"127.0.0.1:{port}"
        it = Fleet(members, clock)
        try:
            await it.start()
            yield it
        finally:
            await it.end()


def _member(
    folder: Path, words: tuple[str, ...], telegram: str, token: str, clock: RehearsalClock | None, entry: str
) -> Process:
    folder.mkdir()
    made = Process(folder, telegram, token, clock, entry)
    made.words = words
    return made


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
