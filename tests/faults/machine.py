"""What may happen to the machine under a bot: each begins, lasts as long as the block, and is over."""

import asyncio
import resource
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

from tests.faults.crowd import FIRST_ACCOUNT
from tests.faults.entries import FULL
from tests.faults.killing import Siege
from tests.faults.own_server import server, stop_at_once

FEW_BYTES = 100
TEN_MINUTES = timedelta(minutes=10)

Accident = Callable[[Siege], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def disk_full(siege: Siege) -> AsyncIterator[None]:
    """The file may not grow any more, and people write at length."""
    (siege.folder / FULL).touch()
    for _ in range(10):
        siege.world.send_text(FIRST_ACCOUNT, "x" * 4000)
    yield
    (siege.folder / FULL).unlink()


@asynccontextmanager
async def disk_failing(siege: Siege) -> AsyncIterator[None]:
    """An I/O error: the system lets nobody write beyond the first bytes of a file."""
    _largest_file(siege, FEW_BYTES)
    yield
    _largest_file(siege, resource.RLIM_INFINITY)


def _largest_file(siege: Siege, size: int) -> None:
    if siege.process.number is None:
        return  # it ended, which is counted
    resource.prlimit(siege.process.number, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@asynccontextmanager
async def stopped(siege: Siege) -> AsyncIterator[None]:
    """For ten minutes by every clock that the process can ask."""
    siege.process.signal(signal.SIGSTOP)
    yield
    _move(siege, TEN_MINUTES)
    siege.process.signal(signal.SIGCONT)


@asynccontextmanager
async def clock_a_day_ahead(siege: Siege) -> AsyncIterator[None]:
    """Then it is set right."""
    _move(siege, timedelta(days=1))
    yield
    _move(siege, -timedelta(days=1))


def _move(siege: Siege, by: timedelta) -> None:
    siege.clock.move(by)
    siege.process.set_clock()


@asynccontextmanager
async def server_started_again(siege: Siege) -> AsyncIterator[None]:
    await asyncio.to_thread(stop_at_once, siege.url)
    yield
    await asyncio.to_thread(server, "start", siege.url)


DISKS: tuple[Accident, ...] = (disk_full, disk_failing)
CLOCKS: tuple[Accident, ...] = (stopped, clock_a_day_ahead)
SERVERS: tuple[Accident, ...] = (server_started_again,)
