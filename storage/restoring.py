"""A backup takes the place of the database (M4), which is kept aside. A copy of the backup is made ready first: sound,
brought up to date, without whoever was erased since, and with no number that was ever given."""

import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import psycopg

from storage import journal
from storage.alone import alone
from storage.backup import address, copy_file, ensure_whole, make, remove
from storage.catalogue import Catalogue
from storage.clock import moment
from storage.engine import connect, is_postgresql
from storage.journal import Erased
from storage.placing import put_in_file, put_in_server
from storage.schema import upgrade
from storage.sqlite import sqlite_path
from storage.store import Storage
from storage.trail import RESTORED, Trail
from storage.transactions import Connection, DatabaseIll

Replay = Callable[[Storage, Erased], Awaitable[int]]
"""Erases these records again, and remembers them; how many were there."""


@dataclass(frozen=True)
class Restored:
    erased_again: int
    aside: str
    """Where what was replaced is kept; empty when there was nothing."""


@dataclass(frozen=True)
class Former:
    """What must be known of the database that is replaced: nobody comes back, no number is given twice."""

    erased: Erased = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    """Table → the last number that was given."""
    trail: str = ""
    """The newest hash of its trail: the restored one goes on from an older one, and says so."""


async def restore(url: str, file: Path, replay: Replay, now: datetime) -> Restored:
    """No bot may be running. Raises DatabaseIll, and then the database is as it was."""
    ensure_whole(file)
    with alone(url), tempfile.TemporaryDirectory() as elsewhere:
        place = Path(elsewhere) / "town.db" if is_postgresql(url) else sqlite_path(url)
        ready = place.with_name(place.name + ".restoring")
        try:
            former = await _former(url)
            again, erased = await _make_ready(file, ready, former, replay, now)
            if is_postgresql(url):
                return Restored(again, await put_in_server(address(ready), url, now))
            aside = put_in_file(ready, place, now)
            journal.write(place, sorted(erased.items()))
            return Restored(again, aside)
        except (sqlite3.Error, psycopg.Error, OSError) as ill:
            raise DatabaseIll(f"La sauvegarde n'a pas été remise ({ill}).") from ill
        finally:
            remove(ready)


async def _former(url: str) -> Former:
    """What can still be read: a database that is lost or damaged has its journal beside it."""
    known = Former()
    if is_postgresql(url) or sqlite_path(url).exists():
        with suppress(sqlite3.Error, psycopg.Error, DatabaseIll):
            known = await _read_former(url)
    if is_postgresql(url):
        return known
    return replace(known, erased=journal.read(sqlite_path(url)) | known.erased)


async def _read_former(url: str) -> Former:
    database = await connect(url)
    try:
        async with database.reading() as connection:
            catalogue = Catalogue(connection, url)
            # An older one may have neither.
            known = {table.name for table in await catalogue.tables()}
            erased = await _erased(connection) if "erasures" in known else {}
            trail = await Trail(connection).newest() if "trail" in known else ""
            return Former(erased, await catalogue.counters(), trail)
    finally:
        await database.close()


async def _erased(connection: Connection) -> Erased:
    rows = await connection.rows("SELECT person_id, at FROM erasures")
    return {row["person_id"]: moment(row["at"]) for row in rows}


async def _make_ready(file: Path, ready: Path, former: Former, replay: Replay, now: datetime) -> tuple[int, Erased]:
    """How many were erased again, and everybody who ever was."""
    make(ready)
    copy_file(file, ready)
    upgrade(address(ready))
    storage = await Storage.open(address(ready))
    try:
        again = await replay(storage, former.erased)
    finally:
        await storage.close()
    last = former.last | {"people": max([former.last.get("people", 0), *former.erased])}
    database = await connect(address(ready))
    try:
        async with database.writing() as connection:
            await _raise_counters(Catalogue(connection, address(ready)), last)
            await Trail(connection).add(RESTORED, 0, former.trail, now)
            return again, await _erased(connection)
    finally:
        await database.close()


async def _raise_counters(catalogue: Catalogue, last: dict[str, int]) -> None:
    """A button that outlived the replaced database must never lead to another's row."""
    now = await catalogue.counters()
    for name, number in last.items():
        if number > now.get(name, 0):
            await catalogue.set_counter(name, number)
