"""A SQLite file has one bot: its leases and its order of updates are held in one process's memory."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from storage.engine import is_postgresql
from storage.sqlite import sqlite_path
from storage.transactions import DatabaseIll


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Hold the file for this process; the system lets go of it however the process ends. Raises DatabaseIll."""
    if is_postgresql(url):
        yield
        return
    path = sqlite_path(url)
    with path.with_name(path.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DatabaseIll(f"Un autre robot utilise déjà la base {path.name}. Arrêtez-le d'abord.") from None
        yield
