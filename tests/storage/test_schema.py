"""The schema climbs and descends (M6); a damaged or future database is refused with the remedy (M7)."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import yoyo

from storage.engine import DatabaseIll, connect
from storage.schema import MIGRATIONS, pending, upgrade
from tests.given import rows


def url(folder: Path) -> str:
    return f"sqlite:///{folder}/shelves.db"


def shape(folder: Path) -> list[tuple[str, str]]:
    """Every table and index that is ours, as it was written."""
    made = rows(folder, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [(it["name"], it["sql"]) for it in made if "yoyo" not in it["name"] and it["name"] != "sqlite_sequence"]


def descend(folder: Path) -> None:
    with yoyo.get_backend(url(folder)) as backend:
        backend.rollback_migrations(backend.to_rollback(yoyo.read_migrations(str(MIGRATIONS))))


def test_it_climbs_descends_and_climbs_to_the_same_place(tmp_path: Path) -> None:
    assert upgrade(url(tmp_path)) > 0
    top = shape(tmp_path)
    assert {"people", "one_live_reservation"} <= {name for name, _ in top}
    descend(tmp_path)
    assert shape(tmp_path) == []
    assert upgrade(url(tmp_path)) > 0
    assert shape(tmp_path) == top


def test_climbing_twice_changes_nothing(tmp_path: Path) -> None:
    upgrade(url(tmp_path))
    assert (upgrade(url(tmp_path)), pending(url(tmp_path))) == (0, 0)


def test_a_database_of_a_newer_version_is_refused_with_the_remedy(tmp_path: Path) -> None:
    upgrade(url(tmp_path))
    connection = sqlite3.connect(tmp_path / "shelves.db")
    with connection:
        connection.execute(
            "INSERT INTO _yoyo_migration (migration_hash, migration_id, applied_at_utc)"
            " VALUES ('ahead', '9999_from_the_future', '2030-01-01')"
        )
    connection.close()
    with pytest.raises(
        DatabaseIll, match=r"version plus récente.*Mettez Passerelle à jour, ou restaurez la sauvegarde"
    ):
        upgrade(url(tmp_path))


def test_a_file_that_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "shelves.db").write_bytes(b"a shopping list, not a database\n" * 200)
    with pytest.raises(
        DatabaseIll, match=r"shelves\.db est inutilisable .*Restaurez une sauvegarde, ou vérifiez le chemin"
    ):
        upgrade(url(tmp_path))


def test_a_damaged_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """One page of it, which no migration looks at."""
    upgrade(url(tmp_path))
    file = tmp_path / "shelves.db"
    size = rows(tmp_path, "PRAGMA page_size")[0]["page_size"]
    page = rows(tmp_path, "SELECT rootpage FROM sqlite_master WHERE name = 'letters'")[0]["rootpage"]
    whole = bytearray(file.read_bytes())
    whole[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(whole)
    with pytest.raises(DatabaseIll, match="Restaurez une sauvegarde"):
        upgrade(url(tmp_path))


def test_a_folder_in_place_of_the_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "shelves.db").mkdir()
    with pytest.raises(DatabaseIll, match="vérifiez le chemin"):
        upgrade(url(tmp_path))


def test_a_climb_that_was_killed_does_not_lock_the_next_one_out(tmp_path: Path) -> None:
    upgrade(url(tmp_path))
    descend(tmp_path)
    connection = sqlite3.connect(tmp_path / "shelves.db")
    with connection:
        connection.execute("INSERT INTO yoyo_lock (locked, ctime, pid) VALUES (1, '2027-01-01', 99999)")
    connection.close()
    assert upgrade(url(tmp_path)) > 0


@asynccontextmanager
async def no_thread_left() -> AsyncIterator[None]:
    """A thread that waited for its connection for ever would keep the process from ending."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        await asyncio.to_thread(thread.join, 5)
        assert not thread.is_alive()


async def test_opening_what_cannot_be_opened_is_a_sentence_too(tmp_path: Path) -> None:
    async with no_thread_left():
        with pytest.raises(DatabaseIll, match="ne s'ouvre pas"):
            await connect(f"sqlite:///{tmp_path}/no/such/folder/shelves.db")


async def test_a_refused_file_leaves_no_thread_behind(tmp_path: Path) -> None:
    (tmp_path / "shelves.db").write_bytes(b"a shopping list, not a database\n" * 200)
    async with no_thread_left():
        with pytest.raises(DatabaseIll):
            await connect(url(tmp_path))
