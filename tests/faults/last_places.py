"""Sixteen processes ask for the last places at once: each place is promised once (P1), and none is kept back (P6).

The control reads first and writes afterwards, without the one conditional sentence to the database.
"""

import asyncio
import itertools
import multiprocessing
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier

from bot import reservations
from bot.domain.refusals import NotEnoughPlaces
from storage.engine import Database, connect, is_postgresql
from storage.store import Storage, Store
from tests.faults.databases import DATABASES, empty
from tests.faults.figures import Figure, Say, Scale
from tests.given import NOW, a_person, a_session

LAST = {1: 1, 10: 1, 50: 1, 2_000: 7}
"""Places that are left, and the share of all the attempts, in tenths: every outing is overrun."""

PROCESSES = 16
CONTROL = 500
HOUSEHOLDS = (1, 1, 1, 1, 1, 2, 3, 4)
ASKED = ("oversold", "undersold", "false errors")

Ask = tuple[int, int, int]
"""Who, which session, how many places."""


@dataclass(frozen=True)
class Share:
    """What one of the processes does."""

    url: str
    asks: Sequence[Ask]
    carelessly: bool


@dataclass
class Told:
    """What people were told: places promised, by session; groups to whom "full" was said, by session and size."""

    promised: Counter[int] = field(default_factory=Counter)
    full: Counter[tuple[int, int]] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Told") -> "Told":
        return Told(self.promised + other.promised, self.full + other.full, self.errors + other.errors)


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    attempts, seeds = scale.of(2_000, 10_000), scale.of(1, 20)
    found = Counter(dict.fromkeys(ASKED, 0))
    for n, database in itertools.product(range(seeds), DATABASES):
        found.update(rush(database, attempts, seed + n))
        say(f"{n + 1} of {seeds} seeds on {database}")
    control = {f"oversold on {it}": rush(it, CONTROL, seed, carelessly=True)["oversold"] for it in DATABASES}
    places = ", ".join(f"{it:,}" for it in LAST)
    amount = f"{attempts:,} attempts on the last {places} places × {seeds}, {PROCESSES} processes, both databases"
    return Figure(amount, found, control)


def rush(database: str, attempts: int, seed: int, carelessly: bool = False) -> Counter[str]:
    """In an order of their own."""
    with empty(database) as url:
        asks, sessions = asyncio.run(_everybody(url, attempts, random.Random(seed)))  # noqa: S311 - a seed
        told = _at_once([Share(url, asks[n::PROCESSES], carelessly) for n in range(PROCESSES)])
        kept = asyncio.run(_kept(url))
    found = Counter({"false errors": told.errors.total()})
    for session, capacity in sessions.items():
        promised = told.promised[session]
        found["oversold"] += max(0, max(promised, kept[session]) - capacity)
        found["undersold"] += _undersold(session, capacity - promised, told)
        found["false errors"] += abs(promised - kept[session])
    return found


def _undersold(session: int, left: int, told: Told) -> int:
    """Places left although a group that they would have been enough for was told "full"."""
    return left if any(told.full[session, size] for size in range(1, left + 1)) else 0


async def _everybody(url: str, attempts: int, order: random.Random) -> tuple[list[Ask], dict[int, int]]:
    """What will be asked, and the places of each session."""
    storage = Storage(await connect(url))
    async with storage.writing() as store:
        sessions = {await a_session(store, places, title=f"{places} places"): places for places in LAST}
        people = [await a_person(store, f"person {n}") for n in range(attempts)]
    await storage.close()
    wanted = order.choices(list(sessions), list(LAST.values()), k=attempts)
    return [(who, it, order.choice(HOUSEHOLDS)) for who, it in zip(people, wanted, strict=True)], sessions


async def _kept(url: str) -> Counter[int]:
    """Places of live reservations, by session."""
    database = await connect(url)
    async with database.reading() as connection:
        found = await connection.rows("SELECT session_id, sum(places) AS n FROM reservations GROUP BY session_id")
    await database.close()
    return Counter({row["session_id"]: row["n"] for row in found})


def _at_once(shares: Sequence[Share]) -> Told:
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload([__name__])
    start = forks.Barrier(len(shares))
    with forks.Pool(len(shares), _wait_for, (start,)) as pool:
        return sum(pool.map(_do, shares, chunksize=1), Told())


_start: list[Barrier] = []


def _wait_for(start: Barrier) -> None:
    _start[:] = [start]


def _do(share: Share) -> Told:
    """In a process of its own: each takes one share, and all begin together."""
    return asyncio.run(_ask_all(share))


async def _ask_all(share: Share) -> Told:
    database, told = await connect(share.url), Told()
    if not is_postgresql(share.url):
        await _be_patient(database)
    _start[0].wait()
    for ask in share.asks:
        _, session, places = ask
        try:
            await (_ask_carelessly if share.carelessly else _ask)(database, ask)
            told.promised[session] += places
        except NotEnoughPlaces:
            told.full[session, places] += 1
        except Exception as error:  # noqa: BLE001 - each is counted
            told.errors[repr(error)] += 1
    await database.close()
    return told


async def _be_patient(database: Database) -> None:
    """SQLite lets the same writer pass again and again while others wait. The bot is one process and does not mind;
    here are sixteen, on a machine that may be busy."""
    async with database.writing() as connection:
        await connection.rows("PRAGMA busy_timeout=120000")


async def _ask(database: Database, ask: Ask) -> None:
    who, session, places = ask
    async with database.writing() as connection:
        store = Store(connection)
        await reservations.request(store, await store.people.get(who), session, places, NOW)


async def _ask_carelessly(database: Database, ask: Ask) -> None:
    """Reads first; what it writes afterwards believes what it read."""
    who, session, places = ask
    async with database.reading() as connection:
        before = await Store(connection).offers.session(session)
    if places > before.free:
        raise NotEnoughPlaces(before.free)
    async with database.writing() as connection:
        await connection.rows("UPDATE sessions SET taken = :n WHERE id = :id", n=before.taken + places, id=session)
        await Store(connection).reservations.add(session, who, places, NOW, who, NOW)
