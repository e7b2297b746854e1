"""The last step of a restoration: what was made ready takes the place, in one move, and the former stays aside."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from storage.moving import copy
from storage.postgresql import MEANT, said_clearly


def put_in_file(ready: Path, place: Path, now: datetime) -> str:
    """A kill leaves the former, or the new, or both. The file that holds the former; empty when there was none."""
    aside = place.with_name(f"{place.name}.{now:%Y%m%d-%H%M%S}")
    if place.exists():
        _gather(place)
        os.link(place, aside)
        for suffix in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                place.with_name(place.name + suffix).rename(aside.with_name(aside.name + suffix))
    ready.replace(place)
    _keep_names(place.parent)
    return str(aside) if aside.exists() else ""


def _gather(place: Path) -> None:
    """One file, where it can still be read; a damaged one is kept as it is."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(place)) as former:
        former.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep_names(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


async def put_in_server(ready: str, url: str, now: datetime) -> str:
    """The former tables go into a schema of their own, and come back should anything fail. The name of the schema."""
    aside = f"avant_{now:%Y%m%d_%H%M%S}"
    with said_clearly(), closing(psycopg.connect(url, autocommit=True, **MEANT)) as server:
        (here,) = server.execute("SELECT current_schema()").fetchone() or ("public",)
        names = {"here": sql.Identifier(here), "aside": sql.Identifier(aside)}
        with server.transaction():
            server.execute(sql.SQL("ALTER SCHEMA {here} RENAME TO {aside}").format(**names))
            server.execute(sql.SQL("CREATE SCHEMA {here}").format(**names))
        try:
            await copy(ready, url, lambda _table, _rows: None)
        except BaseException:
            with server.transaction():
                server.execute(sql.SQL("DROP SCHEMA {here} CASCADE").format(**names))
                server.execute(sql.SQL("ALTER SCHEMA {aside} RENAME TO {here}").format(**names))
            raise
    return aside
