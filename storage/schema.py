"""Bringing a database up to date, and saying what is wrong with one. yoyo runs the numbered migrations: plain SQL,
both databases, no ORM behind it (Alembic would bring SQLAlchemy for nothing else)."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import yoyo
from psycopg.conninfo import conninfo_to_dict
from yoyo.backends import DatabaseBackend
from yoyo.exceptions import LockTimeout
from yoyo.migrations import Migration

from storage.engine import is_postgresql
from storage.postgresql import CLIMBING, MEANT, OURS, said_clearly
from storage.sqlite import sqlite_path
from storage.transactions import DatabaseIll

MIGRATIONS = Path(__file__).parent / "migrations"

PATIENCE = "60s"
"""For another process that climbs."""

# yoyo tells every step at INFO; a start-up is not the place to read SQL.
logging.getLogger("yoyo").setLevel(logging.WARNING)


def upgrade(url: str) -> int:
    """Climb to the newest schema; how many migrations were run. Raises DatabaseIll with the remedy."""
    with _ladder(url):
        return _climb(url)


def pending(url: str) -> int:
    """How many migrations `upgrade` would run."""
    with backend(url) as it:
        return len(it.to_apply(yoyo.read_migrations(str(MIGRATIONS))))


def backend(url: str) -> DatabaseBackend:
    """yoyo's hand on the database. The address is read by the driver's own library, in all the forms that it knows."""
    if not is_postgresql(url):
        return yoyo.get_backend(f"sqlite:///{sqlite_path(url)}")
    known = conninfo_to_dict(url)
    return yoyo.get_backend(f"postgresql+psycopg:///{quote(str(known.pop('dbname', '')))}?{urlencode(known)}")


@contextmanager
def _ladder(url: str) -> Iterator[None]:
    """A sound database, for one climber at a time."""
    if is_postgresql(url):
        with said_clearly(), closing(psycopg.connect(url, autocommit=True, **MEANT)) as climber:
            # The server lets go of it however this process ends.
            climber.execute(f"SET lock_timeout = '{PATIENCE}'")
            climber.execute(f"SELECT pg_advisory_lock({OURS}, {CLIMBING})")
            yield
        return
    path = sqlite_path(url)
    try:
        _ensure_sound(path)
        yield
    except (sqlite3.Error, LockTimeout, OSError) as ill:
        raise DatabaseIll(
            f"La base de données {path} est inutilisable ({ill}). Restaurez une sauvegarde, ou vérifiez le chemin."
        ) from ill


def _climb(url: str) -> int:
    with backend(url) as it:
        known = yoyo.read_migrations(str(MIGRATIONS))
        if unknown := set(it.get_applied_migration_hashes()) - {m.hash for m in known}:
            raise DatabaseIll(
                f"La base de données vient d'une version plus récente ({len(unknown)} étapes d'avance)."
                " Mettez Passerelle à jour, ou restaurez la sauvegarde d'avant la mise à jour."
            )
        ahead = it.to_apply(known)
        if ahead:
            # One process climbs at a time: a lock found here is that of a process killed while it climbed.
            it.break_lock()
            with it.lock():
                it.ensure_internal_schema_updated()
                for migration in ahead:
                    _take_step(it, migration)
        return len(ahead)


def _take_step(it: DatabaseBackend, migration: Migration) -> None:
    """Whole or not at all, a power cut included: yoyo's own way does, and notes later that it has done."""
    with it.transaction():
        migration.process_steps(it, "apply")
        it.mark_one(migration)


def _ensure_sound(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # For its owner only, whoever starts first; SQLite gives what it writes beside it the same.
    path.touch(mode=0o600)
    connection = sqlite3.connect(path)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
