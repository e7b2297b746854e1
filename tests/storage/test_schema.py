"""The schema climbs and descends (M6); a damaged or future database is refused with the remedy (M7)."""

import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import yoyo

from storage.engine import DatabaseIll, connect, is_postgresql
from storage.schema import MIGRATIONS, backend, pending, upgrade
from tests import postgresql
from tests.given import TOOLS, rows


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it at all."""
    if request.param == "sqlite":
        yield file(tmp_path)
    else:
        yield (made := postgresql.make(f"bare_{tmp_path.name}"[:60]))
        postgresql.drop(made)


def file(folder: Path) -> str:
    return f"sqlite:///{folder}/shelves.db"


COLUMNS = """SELECT table_name, column_name, data_type, collation_name, is_nullable, is_identity, column_default
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"""
CONSTRAINTS = """SELECT conrelid::regclass::text AS of, conname, pg_get_constraintdef(oid) AS words FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname"
FILE = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence' ORDER BY name"


def shape(url: str) -> list[tuple[object, ...]]:
    """Every table, column, index and check that is ours, as it was written."""
    asked = (COLUMNS, CONSTRAINTS, INDEXES) if is_postgresql(url) else (FILE,)
    made = [tuple(row.values()) for question in asked for row in rows(url, question)]
    return [it for it in made if not TOOLS.search(str(it[0]))]


def descend(url: str) -> None:
    with backend(url) as it:
        it.rollback_migrations(it.to_rollback(yoyo.read_migrations(str(MIGRATIONS))))


def test_it_climbs_descends_and_climbs_to_the_same_place(url: str) -> None:
    assert upgrade(url) > 0
    top = shape(url)
    assert any("one_live_reservation" in it for it in top)
    descend(url)
    assert shape(url) == []
    assert upgrade(url) > 0
    assert shape(url) == top


def columns(url: str) -> dict[str, list[str]]:
    """Of each table, in order."""
    if is_postgresql(url):
        found = [(it["table_name"], it["column_name"]) for it in rows(url, COLUMNS)]
    else:
        told = (
            "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        )
        found = [(it["t"], it["c"]) for it in rows(url, f"{told} ORDER BY m.name, c.cid")]
    kept: dict[str, list[str]] = {}
    for table, column in found:
        if not TOOLS.search(table) and table != "sqlite_sequence":
            kept.setdefault(table, []).append(column)
    return kept


def test_both_databases_have_the_same_tables_and_columns(climbed: Path) -> None:
    assert columns(f"sqlite:///{climbed}") == columns(postgresql.emptied())


def test_no_text_is_sorted_by_the_language_of_the_server() -> None:
    found = [it for it in rows(postgresql.emptied(), COLUMNS) if it["data_type"] == "text"]
    ours = [it for it in found if not TOOLS.search(it["table_name"])]
    assert ours
    assert [(it["table_name"], it["column_name"]) for it in ours if it["collation_name"] != "C"] == []


def test_climbing_twice_changes_nothing(url: str) -> None:
    upgrade(url)
    assert (upgrade(url), pending(url)) == (0, 0)


def test_a_database_of_a_newer_version_is_refused_with_the_remedy(url: str) -> None:
    upgrade(url)
    rows(
        url,
        "INSERT INTO _yoyo_migration (migration_hash, migration_id, applied_at_utc)"
        " VALUES ('ahead', '9999_from_the_future', '2030-01-01')",
    )
    with pytest.raises(
        DatabaseIll, match=r"version plus récente.*Mettez Passerelle à jour, ou restaurez la sauvegarde"
    ):
        upgrade(url)


CLIMB = "import sys; from storage.schema import upgrade; print(upgrade(sys.argv[1]))"


def test_processes_that_start_together_climb_once() -> None:
    url = postgresql.make("together")
    climbers = [subprocess.Popen([sys.executable, "-c", CLIMB, url], stdout=subprocess.PIPE) for _ in range(4)]
    climbed = [(it.communicate()[0], it.returncode) for it in climbers]
    assert [code for _, code in climbed] == [0, 0, 0, 0]
    assert sorted(int(said) for said, _ in climbed) == [0, 0, 0, len(list(MIGRATIONS.glob("0*.py")))]
    postgresql.drop(url)


UNREACHABLE = {
    "nobody listens": "postgresql://karine:s3cret@127.0.0.1:9/town",
    "no such socket": "postgresql://karine:s3cret@/town?host=/no/such/folder",
    "no address": "postgresql://karine:s3cret@127.0.0.1:port/town?what=ever",
}


@pytest.mark.parametrize("address", UNREACHABLE.values(), ids=UNREACHABLE)
async def test_a_server_that_cannot_be_reached_is_said_without_the_password(address: str) -> None:
    for told in (lambda: asyncio.to_thread(upgrade, address), lambda: connect(address)):
        with pytest.raises(DatabaseIll, match="PASSERELLE_DATABASE_URL") as ill:
            await told()
        assert "s3cret" not in str(ill.value)
        assert "\n" not in str(ill.value)


def test_a_database_that_does_not_exist_is_said() -> None:
    with pytest.raises(DatabaseIll, match=r'"nowhere" does not exist.*PASSERELLE_DATABASE_URL'):
        upgrade(postgresql.address("nowhere"))


def test_a_file_that_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "shelves.db").write_bytes(b"a shopping list, not a database\n" * 200)
    with pytest.raises(
        DatabaseIll, match=r"shelves\.db est inutilisable .*Restaurez une sauvegarde, ou vérifiez le chemin"
    ):
        upgrade(file(tmp_path))


def test_a_damaged_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """One page of it, which no migration looks at."""
    upgrade(file(tmp_path))
    damaged = tmp_path / "shelves.db"
    size = rows(file(tmp_path), "PRAGMA page_size")[0]["page_size"]
    page = rows(file(tmp_path), "SELECT rootpage FROM sqlite_master WHERE name = 'letters'")[0]["rootpage"]
    whole = bytearray(damaged.read_bytes())
    whole[(page - 1) * size : page * size] = b"\xff" * size
    damaged.write_bytes(whole)
    with pytest.raises(DatabaseIll, match="Restaurez une sauvegarde"):
        upgrade(file(tmp_path))


def test_a_folder_in_place_of_the_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "shelves.db").mkdir()
    with pytest.raises(DatabaseIll, match="vérifiez le chemin"):
        upgrade(file(tmp_path))


def test_a_climb_that_was_killed_does_not_lock_the_next_one_out(url: str) -> None:
    upgrade(url)
    descend(url)
    rows(url, "INSERT INTO yoyo_lock (locked, ctime, pid) VALUES (1, '2027-01-01', 99999)")
    assert upgrade(url) > 0


DIES = """import os, signal, sys
from yoyo.backends import DatabaseBackend
from storage.schema import upgrade
DatabaseBackend.mark_one = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
upgrade(sys.argv[1])"""


def test_a_climb_that_is_killed_before_a_step_is_noted_takes_the_step_again(url: str) -> None:
    died = subprocess.run([sys.executable, "-c", DIES, url], check=False)
    assert died.returncode == -signal.SIGKILL
    assert upgrade(url) == len(list(MIGRATIONS.glob("0*.py")))


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
            await connect(file(tmp_path))
