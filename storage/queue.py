"""procrastinate, PostgreSQL's own queue for Python: it hands each job to one worker, one job of a lock at a time.

Our tables stay the truth. A job that runs twice, late or never is harmless: who runs it must first take the row it names,
and what is found untaken is put in the queue again (`handlers.telegram.workers`).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from procrastinate import App, PsycopgConnector

from storage.jobs import DELIVER, SERVE

HEARTBEAT_S, STALLED_S = 1.0, 6.0
"""A worker that was killed keeps its locks until it has been silent for so long, and somebody waits. One that was only
slow may find its job done twice: whoever takes the row does it, the other finds nothing."""

LOOK_S = 0.5
"""How soon a job is found that waited for its lock: the queue rings only for new ones."""

LONG_AGO = datetime.fromtimestamp(0, UTC)
"""When a job that is given back may run: whatever our clock says, and the database's. One that waits holds its lock, and
the chat behind it."""

AT_ONCE = {SERVE: 16, DELIVER: 16}

Do = Callable[[int], Awaitable[None]]

# It tells every job at INFO.
logging.getLogger("procrastinate").setLevel(logging.WARNING)


class Queue:
    """Opened by `queue_at`."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def work(self, serve: Do, deliver: Do) -> None:
        """Do what is in the queue, until cancelled; what is under way then gets a moment to end."""
        self._app.task(name=SERVE, queue=SERVE)(_numbered(serve))
        self._app.task(name=DELIVER, queue=DELIVER)(_numbered(deliver))
        async with asyncio.TaskGroup() as group:
            for name in (SERVE, DELIVER):
                group.create_task(self._hand(name))

    async def _hand(self, name: str) -> None:
        await self._app.run_worker_async(
            queues=[name],
            name=name,
            concurrency=AT_ONCE[name],
            delete_jobs="always",
            fetch_job_polling_interval=LOOK_S,
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT_S,
            stalled_worker_timeout=STALLED_S,
            shutdown_graceful_timeout=3.0,
        )

    async def rescue(self) -> int:
        """Give back what workers had in hand when they died; how many jobs that was."""
        jobs = self._app.job_manager
        stalled = list(await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_S))
        for job in stalled:
            await jobs.retry_job(job, retry_at=LONG_AGO)
        return len(stalled)


def _numbered(do: Do) -> Callable[..., Awaitable[None]]:
    async def task(number: int) -> None:
        await do(number)

    return task


@asynccontextmanager
async def queue_at(url: str) -> AsyncIterator[Queue]:
    """The queue in the town's own database."""
    app = App(
        connector=PsycopgConnector(conninfo=url, min_size=1, max_size=6, kwargs={"application_name": "passerelle"})
    )
    async with app.open_async():
        yield Queue(app)
