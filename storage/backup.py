"""A town in one file, while the bot runs (M4). Of SQLite by its own online copy: one moment, and no writer waits for it;
of PostgreSQL by carrying everything into a fresh file. The file holds personal data: only its owner may read it."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from storage.engine import is_postgresql
from storage.moving import copy
from storage.sqlite import sqlite_path
from storage.transactions import DatabaseIll

OURS = "SELECT name FROM sqlite_master WHERE name IN ('people', '_yoyo_migration')"
BESIDE = ("", "-wal", "-shm")
"""What SQLite may keep a database in."""


async def backup(url: str, file: Path) -> None:
    """Checked before it has its name. Raises DatabaseIll, and then there is no such file."""
    part = file.with_name(file.name + ".part")
    try:
        _ensure_new(file)
        make(part)
        await _fill(url, part)
        ensure_whole(part)
        part.rename(file)
    except (sqlite3.Error, OSError) as ill:
        raise DatabaseIll(f"La sauvegarde n'a pas été faite ({ill}).") from ill
    finally:
        remove(part)


def _ensure_new(file: Path) -> None:
    if file.exists():
        raise DatabaseIll(f"{file} existe déjà : rien n'a été écrit. Donnez un autre nom.")


async def _fill(url: str, part: Path) -> None:
    if is_postgresql(url):
        await copy(url, address(part), lambda _table, _rows: None)
    else:
        copy_file(sqlite_path(url), part)
    with closing(sqlite3.connect(part)) as written:
        # One file, whole in itself.
        written.execute("PRAGMA journal_mode=DELETE")
    with part.open("rb+") as written_file:
        os.fsync(written_file.fileno())


def copy_file(source: Path, target: Path) -> None:
    """One moment of a SQLite database, whoever uses it meanwhile."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as read:
        with closing(sqlite3.connect(target)) as written:
            read.backup(written)


def ensure_whole(file: Path) -> None:
    """Every page, every reference, and that it is ours. Raises DatabaseIll."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as it:
            (verdict,) = it.execute("PRAGMA integrity_check(1)").fetchone()
            ours = len(it.execute(OURS).fetchall()) == 2
            whole = verdict == "ok" and not it.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error:
        ours = whole = False
    if not ours or not whole:
        raise DatabaseIll(f"{file.name} n'est pas une sauvegarde de Passerelle, ou elle est abîmée.")


def make(file: Path) -> None:
    """For its owner only, from its first byte on."""
    remove(file)
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def remove(file: Path) -> None:
    for suffix in BESIDE:
        with suppress(FileNotFoundError):
            file.with_name(file.name + suffix).unlink()


def address(file: Path) -> str:
    return f"sqlite:///{file.absolute()}"
