"""A backup is made while the bot writes, and taken back elsewhere (M4): rehearsed, and compared table by table."""

import asyncio
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import erasing
from bot.domain.bilan import Bilan, Period, Span
from storage import journal
from storage.alone import alone
from storage.backup import backup
from storage.engine import DatabaseIll, is_postgresql
from storage.presence import present
from storage.restoring import Restored
from storage.restoring import restore as taken_back
from storage.schema import upgrade
from storage.sqlite import sqlite_path
from storage.store import Storage
from tests import postgresql, year
from tests.conftest import a_file
from tests.given import NOW, a_letter, a_person, a_reservation, a_session, rows, storage_at, tables

LATER = NOW + timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, climbed: Path, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own: a restoration replaces it whole."""
    if request.param == "sqlite":
        yield a_file(climbed, tmp_path)
        return
    made = postgresql.make(f"restored_{id(request)}")
    upgrade(made)
    yield made
    postgresql.drop(made)


def content(url: str) -> dict[str, list[str]]:
    """But for the line of the trail that tells of the restoration itself."""
    found = {name: rows(url, f"SELECT * FROM {name}") for name in tables(url)}  # noqa: S608 - names of our own
    found["trail"] = [row for row in found["trail"] if row["kind"] != "restored"]
    return {name: sorted(repr(tuple(row.values())) for row in kept) for name, kept in found.items()}


def bytes_of(name: str) -> bytes:
    return Path(name).read_bytes()


def names(folder: Path, like: str) -> set[str]:
    return {it.name for it in folder.glob(like)}


def of_file(file: Path) -> str:
    return f"sqlite:///{file}"


async def restore(url: str, file: Path, now: datetime = LATER) -> Restored:
    return await taken_back(url, file, partial(erasing.replay, now=now), now)


async def settle(url: str) -> int:
    """Amina has a place and letters; her number."""
    async with storage_at(url) as storage, storage.writing() as store:
        amina = await a_person(store)
        concert = await a_session(store)
        await a_reservation(store, amina, concert)
        for n in range(50):
            await store.letters.write(a_letter(amina, f"key {n}"))
    return amina


async def bilan(url: str, period: Period) -> Bilan:
    async with storage_at(url) as storage, storage.reading() as store:
        return await store.bilan.of(None, period)


async def works(storage: Storage, stopped: asyncio.Event) -> int:
    """One person and one letter a transaction, over and over."""
    done = 0
    while not stopped.is_set():
        async with storage.writing() as store:
            person = await a_person(store, f"person {done}")
            await store.letters.write(a_letter(person, f"at work {done}"))
        done += 1
    return done


async def test_while_the_bot_writes_every_transaction_is_whole(url: str, tmp_path: Path) -> None:
    await settle(url)
    file, stopped = tmp_path / "copy.db", asyncio.Event()
    async with storage_at(url) as storage:
        work = asyncio.create_task(works(storage, stopped))
        await asyncio.to_thread(lambda: asyncio.run(backup(url, file)))
        at_work_then = len(rows(of_file(file), "SELECT id FROM letters WHERE key LIKE 'at work%'"))
        stopped.set()
        assert await work > at_work_then, "it wrote during the copy and after it"
    assert len(rows(of_file(file), "SELECT id FROM people WHERE name LIKE 'person %'")) == at_work_then


async def test_taken_back_elsewhere_it_is_the_same_table_by_table(url: str, tmp_path: Path) -> None:
    await settle(url)
    await backup(url, tmp_path / "copy.db")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = await restore(of_file(elsewhere / "town.db"), tmp_path / "copy.db")
    assert content(of_file(elsewhere / "town.db")) == content(url)
    assert done == Restored(0, "")
    assert content(url)["reservations"] != []


async def test_what_is_replaced_is_kept_aside(url: str, tmp_path: Path) -> None:
    await settle(url)
    await backup(url, tmp_path / "copy.db")
    async with storage_at(url) as storage, storage.writing() as store:
        await a_person(store, "since then")
    before, at_the_backup = content(url), content(of_file(tmp_path / "copy.db"))
    done = await restore(url, tmp_path / "copy.db")
    assert content(url) == at_the_backup != before
    if is_postgresql(url):
        kept = rows(url, f"SELECT name FROM {done.aside}.people")  # noqa: S608 - named by the restoration
    else:
        kept = rows(of_file(Path(done.aside)), "SELECT name FROM people")
    assert "since then" in {it["name"] for it in kept}


async def erase(url: str, number: int) -> None:
    async with storage_at(url) as storage:
        async with storage.writing() as store:
            await erasing.erase(store, await store.people.get(number), NOW)
        assert await erasing.wipe(storage, NOW)


async def test_whoever_was_erased_since_does_not_come_back(url: str, tmp_path: Path) -> None:
    amina = await settle(url)
    await backup(url, tmp_path / "copy.db")
    await erase(url, amina)
    done = await restore(url, tmp_path / "copy.db")
    assert done.erased_again == 1
    assert rows(url, "SELECT 1 AS one FROM people WHERE id > 0") == []
    assert [it["person_id"] for it in rows(url, "SELECT person_id FROM erasures")] == [amina]
    assert [it["taken"] for it in rows(url, "SELECT taken FROM sessions")] == [0], "her place is free again"


async def test_control_without_the_journal_they_come_back(url: str, tmp_path: Path) -> None:
    amina = await settle(url)
    await backup(url, tmp_path / "copy.db")
    await erase(url, amina)

    async def nothing(storage: Storage, erased: journal.Erased) -> int:
        return 0

    await taken_back(url, tmp_path / "copy.db", nothing, LATER)
    assert [it["id"] for it in rows(url, "SELECT id FROM people WHERE id > 0")] == [amina]


async def test_whoever_is_erased_again_is_still_counted_once(url: str, tmp_path: Path) -> None:
    """Somebody was erased before the backup, others since: one who went out, and one who answered."""
    await year.build(url, year.SMALL)
    period = Period(Span.YEAR, date(year.YEAR, 1, 1))
    at_first = await bilan(url, period)
    referent = year.SMALL.referents
    await erase(url, referent + 1)
    await backup(url, tmp_path / "copy.db")
    rows(url, "UPDATE people SET referent_id = NULL WHERE referent_id = ?", referent)
    for person in (referent, referent + 2):
        await erase(url, person)
    assert (await restore(url, tmp_path / "copy.db")).erased_again == 2
    assert await bilan(url, period) == at_first


async def test_a_database_that_is_lost_has_its_journal_beside_it(climbed: Path, tmp_path: Path) -> None:
    url = a_file(climbed, tmp_path)
    amina = await settle(url)
    await backup(url, tmp_path / "copy.db")
    await erase(url, amina)
    sqlite_path(url).unlink()
    assert (await restore(url, tmp_path / "copy.db")).erased_again == 1
    assert journal.read(sqlite_path(url)) == {amina: NOW}


async def test_a_damaged_database_is_replaced_and_kept(climbed: Path, tmp_path: Path) -> None:
    url = a_file(climbed, tmp_path)
    amina = await settle(url)
    await backup(url, tmp_path / "copy.db")
    await erase(url, amina)
    sqlite_path(url).write_bytes(b"\xff" * 9000)
    done = await restore(url, tmp_path / "copy.db")
    assert done.erased_again == 1
    assert done.aside.startswith(str(sqlite_path(url)))
    assert bytes_of(done.aside) == b"\xff" * 9000


async def test_the_trail_goes_on_and_tells_where_it_was_cut(url: str, tmp_path: Path) -> None:
    amina = await settle(url)
    await backup(url, tmp_path / "copy.db")
    await erase(url, amina)
    (newest,) = rows(url, "SELECT hash FROM trail ORDER BY id DESC LIMIT 1")
    await restore(url, tmp_path / "copy.db")
    assert rows(url, "SELECT seal FROM trail WHERE kind = 'restored'") == [{"seal": newest["hash"]}]
    async with storage_at(url) as storage, storage.reading() as store:
        assert (await store.trail.verify()).trouble == ""


async def test_no_number_is_given_a_second_time(url: str, tmp_path: Path) -> None:
    await settle(url)
    await backup(url, tmp_path / "copy.db")
    async with storage_at(url) as storage, storage.writing() as store:
        last = [await a_person(store, f"since {n}") for n in range(3)][-1]
    await restore(url, tmp_path / "copy.db")
    async with storage_at(url) as storage, storage.writing() as store:
        assert await a_person(store, "after") > last


async def test_it_is_for_its_owner_and_never_written_over(url: str, tmp_path: Path) -> None:
    await settle(url)
    file = tmp_path / "copy.db"
    await backup(url, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    written = file.read_bytes()
    with pytest.raises(DatabaseIll, match="existe déjà"):
        await backup(url, file)
    assert file.read_bytes() == written
    assert names(tmp_path, "copy*") == {"copy.db"}


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def of_something_else(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as it:
        it.execute("CREATE TABLE recipes (id INTEGER)")


def no_database(file: Path) -> None:
    file.write_bytes(b"a shopping list\n" * 500)


def of_the_future(file: Path) -> None:
    with closing(sqlite3.connect(file)) as it, it:
        it.execute(
            "INSERT INTO _yoyo_migration (migration_hash, migration_id, applied_at_utc)"
            " VALUES ('ahead', '9999_from_the_future', '2040-01-01')"
        )


@pytest.mark.parametrize("spoil", [cut, of_something_else, no_database, of_the_future])
async def test_what_is_no_sound_backup_of_ours_changes_nothing(
    url: str, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    await settle(url)
    await backup(url, tmp_path / "copy.db")
    spoil(tmp_path / "copy.db")
    before = content(url)
    with pytest.raises(DatabaseIll, match=r"abîmée|version plus récente"):
        await restore(url, tmp_path / "copy.db")
    assert content(url) == before


async def test_it_is_refused_while_a_bot_runs(url: str, tmp_path: Path) -> None:
    await settle(url)
    await backup(url, tmp_path / "copy.db")
    before = content(url)
    with alone(url), pytest.raises(DatabaseIll, match="Arrêtez-le d'abord"):
        await restore(url, tmp_path / "copy.db")
    assert content(url) == before


async def test_on_a_server_any_other_process_is_seen(tmp_path: Path) -> None:
    url = postgresql.emptied()
    await settle(url)
    await backup(url, tmp_path / "copy.db")
    before = content(url)
    async with present(url):
        with pytest.raises(DatabaseIll, match="Arrêtez-le d'abord"):
            await restore(url, tmp_path / "copy.db")
    assert content(url) == before


async def test_on_a_server_a_failure_brings_the_former_back(tmp_path: Path) -> None:
    url = postgresql.emptied()
    await settle(url)
    await backup(url, tmp_path / "copy.db")
    rows(of_file(tmp_path / "copy.db"), "UPDATE letters SET attempts = 'which no server takes for a number'")
    before = content(url)
    with pytest.raises(DatabaseIll, match="La copie s'est arrêtée"):
        await restore(url, tmp_path / "copy.db")
    assert content(url) == before
    assert rows(url, "SELECT 1 AS one FROM information_schema.schemata WHERE schema_name LIKE 'avant%'") == []
