"""Alone with a database. On SQLite the bot is: its leases and its order of updates are held in one process's memory, and a
second one is refused. On PostgreSQL there may be any number (`presence.py`), and only what replaces or carries away the
whole town wants to be alone.
"""

import fcntl
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg

from storage.engine import is_postgresql
from storage.postgresql import MEANT, OURS, PRESENT, said_clearly
from storage.sqlite import sqlite_path
from storage.transactions import DatabaseIll

TRY = f"SELECT pg_try_advisory_lock({OURS}, {PRESENT})"
LET_GO = f"SELECT pg_advisory_unlock({OURS}, {PRESENT})"
"""The end of the connection would do, a moment later."""


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Hold it for this process, which lets go of it however it ends. Raises DatabaseIll."""
    with _server(url) if is_postgresql(url) else _file(url):
        yield


@contextmanager
def _file(url: str) -> Iterator[None]:
    path = sqlite_path(url)
    with path.with_name(path.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _taken(path.name) from None
        yield


@contextmanager
def _server(url: str) -> Iterator[None]:
    with said_clearly():
        server = psycopg.connect(url, autocommit=True, **MEANT)
    with closing(server):
        if server.execute(TRY).fetchone() != (True,):
            raise _taken(server.info.dbname)
        try:
            yield
        finally:
            server.execute(LET_GO)


def _taken(name: str) -> DatabaseIll:
    return DatabaseIll(f"Un autre robot utilise déjà la base {name}. Arrêtez-le d'abord.")
