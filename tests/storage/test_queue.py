"""What a worker had in hand when it died, on PostgreSQL (U1, U5)."""

from datetime import timedelta

import pytest
from procrastinate import utils

from storage.queue import queue_at
from storage.store import Storage
from tests import postgresql
from tests.given import rows

HELD_BY_ONE_THAT_DIED = """
    WITH died AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id)
    UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM died) RETURNING id
"""


@pytest.mark.parametrize("clock_off", [timedelta(days=-1), timedelta(0), timedelta(days=1)])
async def test_it_is_given_back_at_once_whatever_the_clock_of_who_gives_it_back(
    clock_off: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.emptied()
    told = utils.utcnow() + clock_off
    monkeypatch.setattr(utils, "utcnow", lambda: told)
    storage = await Storage.open(url)
    async with storage.writing() as store:
        await store.jobs.serve(1, 1001)
    await storage.close()
    assert len(rows(url, HELD_BY_ONE_THAT_DIED)) == 1
    async with queue_at(url) as queue:
        assert await queue.rescue() == 1
        assert await queue.rescue() == 0
    assert rows(url, "SELECT status, coalesce(scheduled_at, now()) <= now() AS ready FROM procrastinate_jobs") == [
        {"status": "todo", "ready": True}
    ]
