"""The shelf of jobs: what any worker may do. A job carries the number of an update or of a letter and nothing else; it is
written in the transaction of what it is about. Only PostgreSQL has the queue (procrastinate's), behind `storage.queue`."""

import json

from storage.engine import Connection

SERVE, DELIVER = "serve", "deliver"

LANES = 4096
"""Updates of one chat are served in order, so they share a lock. Its name is not the chat's: that is someone's account."""


class Jobs:
    def __init__(self, connection: Connection) -> None:
        self._db = connection

    async def serve(self, update_id: int, chat_id: int) -> None:
        """Some worker will, soon."""
        await self._defer(SERVE, update_id, f"lane {chat_id % LANES}", 0)

    async def deliver(self, letter_id: int, to: int, priority: str) -> None:
        """Some worker will, soon; those of one person one after the other. The queue serves high numbers first."""
        await self._defer(DELIVER, letter_id, f"person {to}", -int(priority))

    async def _defer(self, task: str, number: int, lock: str, priority: int) -> None:
        await self._db.rows(
            "SELECT procrastinate_defer_jobs_v1(ARRAY["
            "ROW(:task, :task, :priority, :lock, NULL, CAST(:args AS jsonb), NULL)::procrastinate_job_to_defer_v1])",
            task=task,
            priority=priority,
            lock=lock,
            args=json.dumps({"number": number}),
        )
