"""Erased means gone (M2) on a server: tables are written anew, and what it knows of their contents for its plans.

It keeps a deleted row for as long as somebody looks at a moment when it was there: a backup under way, say. And it samples
columns, names among them. A bare `VACUUM FULL` left all of 300 names beside such a look, and 101 samples without (measured).
Its own log and its copies are its operator's: they forget by their own age.
"""

import asyncio
from typing import Any

from psycopg import AsyncConnection
from psycopg.errors import LockNotAvailable

NOW = "SELECT CAST(CAST(pg_current_xact_id() AS xid) AS text) AS now"
# A write under way counts in every database of the server: the oldest is where our own look begins, also while we vacuum.
LOOKS_BACK = """
    SELECT 1 AS one FROM pg_stat_activity, (SELECT age(CAST(CAST(%(now)s AS text) AS xid)) AS ours) AS it
    WHERE pid <> pg_backend_pid() AND (age(backend_xid) >= ours
    OR age(backend_xmin) >= ours AND (datname = current_database()) IS NOT FALSE) LIMIT 1
"""
TABLES = """
    SELECT string_agg(quote_ident(tablename), ', ') AS names FROM pg_tables
    WHERE schemaname = current_schema() AND tablename !~ 'yoyo|procrastinate'
"""
# Whoever wants a table waits behind us for no longer than this, and for its turn.
PATIENT = "SET statement_timeout = 0; SET lock_timeout = '2s'"

TRIES, PAUSE_S = 20, 0.05

Server = AsyncConnection[dict[str, Any]]


async def written_anew(server: Server) -> bool:
    """False when it could not be done just now. Nobody may be writing."""
    await server.execute(PATIENT)
    if not await _nobody_looks_back(server):
        return False
    names = (await (await server.execute(TABLES)).fetchall())[0]["names"]
    try:
        await server.execute(f"VACUUM (FULL, ANALYZE) {names}", prepare=False)
        # The samples of before went just now: whoever began to write since the first look still keeps them.
        if not await _nobody_looks_back(server):
            return False
        await server.execute("VACUUM FULL pg_catalog.pg_statistic", prepare=False)
    except LockNotAvailable:
        return False
    return True


async def _nobody_looks_back(server: Server) -> bool:
    """Looks are short, but for a backup's."""
    (row,) = await (await server.execute(NOW)).fetchall()
    for _ in range(TRIES):
        if not await (await server.execute(LOOKS_BACK, row)).fetchall():
            return True
        await asyncio.sleep(PAUSE_S)
    return False
