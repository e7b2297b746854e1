"""procrastinate, PostgreSQL's own queue for Python: it hands each job to one worker, one job of a lock at a time.

Our tables stay the truth. A job that runs twice, late or never is harmless: who runs it must first take the row it names,
and what is found untaken is put in the queue again (`handlers.telegram.workers`).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.jobs import Job

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
        self._do: dict[str, Do] = {}
        self._workers: set[int | None] = set()
        """Ours, by the queue's own numbers."""
        self._in_hand: set[int | None] = set()
        self._seen_idle: set[int | None] = set()
        """Jobs: what ours are doing, and what they had but were not doing at the last look."""
        for name in (SERVE, DELIVER):
            app.task(name=name, queue=name, pass_context=True)(self._numbered(name))

    async def work(self, serve: Do, deliver: Do) -> None:
        """Do what is in the queue, until cancelled; what is under way then gets a moment to end. It may be called again
        when it failed."""
        self._do = {SERVE: serve, DELIVER: deliver}
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

    def _numbered(self, name: str) -> Callable[..., Awaitable[None]]:
        async def task(context: JobContext, number: int) -> None:
            self._workers.add(context.job.worker_id)
            self._in_hand.add(context.job.id)
            try:
                await self._do[name](number)
            finally:
                self._in_hand.discard(context.job.id)

        return task

    async def rescue(self) -> int:
        """Give back what workers had in hand when they died, and what ours have lost; how many jobs that was."""
        jobs = self._app.job_manager
        stalled = await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_S)
        lost = [*stalled, *await self._lost()]
        for job in lost:
            await jobs.retry_job(job, retry_at=LONG_AGO)
        return len(lost)

    async def _lost(self) -> list[Job]:
        """When the database goes away as a job is handed out or ended, it stays in the hands of a worker that knows
        nothing of it, and the chat waits behind its lock. Seen twice: what was just handed out may not have begun."""
        doing = await self._app.job_manager.list_jobs_async(status="doing")
        idle = [it for it in doing if it.worker_id in self._workers and it.id not in self._in_hand]
        seen, self._seen_idle = self._seen_idle, {it.id for it in idle}
        return [it for it in idle if it.id in seen]


@asynccontextmanager
async def queue_at(url: str) -> AsyncIterator[Queue]:
    """The queue in the town's own database."""
    app = App(
        connector=PsycopgConnector(conninfo=url, min_size=1, max_size=6, kwargs={"application_name": "passerelle"})
    )
    async with app.open_async():
        yield Queue(app)
