"""Fixtures are people: Amina who looks for an outing, Paul her referent, Claire his colleague, Karine the coordinator."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from bot.clock import RehearsalClock
from bot.domain.people import Role
from storage.schema import upgrade
from tests import canary, postgresql
from tests.phone import Phone
from tests.town import Town

MONDAY_MORNING = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


IN_MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes folders of its own there
ROOM = 4 * 2**30
"""Bytes: ten times what a run has needed."""

ALIVE = pytest.StashKey[IO[str]]()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _keep_in_memory()
        config.stash[ALIVE] = postgresql.announce()


def _keep_in_memory() -> None:
    """The files of the tests, where the machine has room: a fifth of a run is waiting for the disk, and a power cut may
    take them."""
    if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(IN_MEMORY)
        tempfile.tempdir = None


def pytest_unconfigure(config: pytest.Config) -> None:
    if ALIVE in config.stash:
        postgresql.leave(config.stash[ALIVE])


@pytest.fixture(scope="session")
def climbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables in it, to copy."""
    file = tmp_path_factory.mktemp("climbed") / "town.db"
    upgrade(f"sqlite:///{file}")
    return file


def a_file(climbed: Path, folder: Path) -> str:
    return f"sqlite:///{shutil.copy(climbed, folder)}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, climbed: Path, tmp_path: Path) -> str:
    """A database of the test's own, with the tables and nothing in them."""
    return postgresql.emptied() if request.param == "postgresql" else a_file(climbed, tmp_path)


@pytest.fixture
def clock() -> RehearsalClock:
    return RehearsalClock(MONDAY_MORNING, stopped=True)


@pytest.fixture
async def town(url: str, clock: RehearsalClock) -> AsyncIterator[Town]:
    town = Town(url, clock)
    await town.open()
    yield town
    await town.close()
    assert town.world.refusals == [], "Telegram refused something"


@pytest.fixture(autouse=True)
def nothing_personal_is_logged() -> Iterator[None]:
    with canary.listening() as heard:
        yield
    assert canary.sung(heard.lines) == []


def phone(town: Town, account: int, name: str) -> Phone:
    canary.of_a_phone(account, name, town.world.token)
    town.world.person(account, f"{name} (Telegram)", "fr")
    return Phone(town.world, town, account, name)


async def join(it: Phone, role: Role, referent: int = 0, organisation: str = "CCAS Belle de Mai") -> Phone:
    """Through the door, as anyone would."""
    code = await it.town.invite(role, it.name, organisation, referent)
    await it.sends(f"/start {code}")
    await it.taps("Français")
    async with it.town.storage.reading() as store:
        person = await store.people.of_account(it.account)
    assert person is not None
    it.person_id = person.id
    return it


@pytest.fixture
async def paul(town: Town) -> Phone:
    return await join(phone(town, 2002, "Paul"), Role.REFERENT)


@pytest.fixture
async def claire(town: Town) -> Phone:
    """A colleague of Paul."""
    return await join(phone(town, 2003, "Claire"), Role.REFERENT)


@pytest.fixture
async def karine(town: Town) -> Phone:
    return await join(phone(town, 3003, "Karine"), Role.COORDINATOR)


@pytest.fixture
async def amina(town: Town, paul: Phone) -> Phone:
    return await beneficiary(town, paul, 1001, "Amina")


async def volunteer(
    town: Town, account: int, name: str, organisation: str = "CCAS Belle de Mai", briefed: bool = True
) -> Phone:
    """Invited, said yes to, and has read how to be there."""
    it = await join(phone(town, account, name), Role.VOLUNTEER, organisation=organisation)
    await it.taps("Je suis d'accord")
    async with town.storage.writing() as store:
        await store.volunteers.vet(it.person_id, it.person_id, town.clock.now())
        if briefed:
            await store.volunteers.brief(it.person_id, town.clock.now())
    await it.sends("/start")
    return it


async def invited(town: Town, karine: Phone, account: int, name: str) -> Phone:
    """A volunteer who has said yes to what is kept, and to whom nobody else has yet."""
    await karine.presses("invite_volunteer")
    await karine.sends(name)
    it = phone(town, account, name)
    await it.opens(karine.link())
    await it.taps("Français")
    await it.taps("Je suis d'accord")
    async with town.storage.reading() as store:
        person = await store.people.of_account(account)
    assert person is not None
    it.person_id = person.id
    return it


async def beneficiary(town: Town, referent: Phone, account: int, name: str) -> Phone:
    """Invited, agreed, confirmed."""
    it = await join(phone(town, account, name), Role.BENEFICIARY, referent.person_id)
    await it.taps("Je suis d'accord")
    await town.deliver()
    await referent.taps(f"Confirmer {name}")
    await town.deliver()
    return it
