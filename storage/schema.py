"""Bringing a database up to date, and saying what is wrong with one. yoyo runs the numbered migrations: plain SQL,
both databases, no ORM behind it (Alembic would bring SQLAlchemy for nothing else)."""

import logging
import sqlite3
from pathlib import Path

import yoyo
from yoyo.backends import DatabaseBackend
from yoyo.exceptions import LockTimeout

from storage.engine import DatabaseIll, sqlite_path

MIGRATIONS = Path(__file__).parent / "migrations"

# yoyo tells every step at INFO; a start-up is not the place to read SQL.
logging.getLogger("yoyo").setLevel(logging.WARNING)


def upgrade(url: str) -> int:
    """Climb to the newest schema; how many migrations were run. Raises DatabaseIll with the remedy."""
    path = sqlite_path(url)
    try:
        _ensure_sound(path)
        return _climb(url)
    except (sqlite3.Error, LockTimeout, OSError) as ill:
        raise DatabaseIll(
            f"La base de données {path} est inutilisable ({ill}). Restaurez une sauvegarde, ou vérifiez le chemin."
        ) from ill


def pending(url: str) -> int:
    """How many migrations `upgrade` would run."""
    with _backend(url) as backend:
        return len(backend.to_apply(yoyo.read_migrations(str(MIGRATIONS))))


def _backend(url: str) -> DatabaseBackend:
    return yoyo.get_backend(f"sqlite:///{sqlite_path(url)}")


def _climb(url: str) -> int:
    with _backend(url) as backend:
        known = yoyo.read_migrations(str(MIGRATIONS))
        if unknown := set(backend.get_applied_migration_hashes()) - {m.hash for m in known}:
            raise DatabaseIll(
                f"La base de données vient d'une version plus récente ({len(unknown)} étapes d'avance)."
                " Mettez Passerelle à jour, ou restaurez la sauvegarde d'avant la mise à jour."
            )
        ahead = backend.to_apply(known)
        if ahead:
            # One process owns a SQLite file: a lock found here is that of a process killed while it climbed.
            backend.break_lock()
            with backend.lock():
                backend.apply_migrations(ahead)
        return len(ahead)


def _ensure_sound(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
