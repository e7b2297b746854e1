"""Hostile updates, right in shape or broken, from everybody at everybody: nothing unhandled, nobody reads what is another's,
nobody changes what is not theirs (D1, D2, D3, D7, U4).

The control leaves out one door: who may answer a request is not asked.
"""

import asyncio
import contextlib
import logging
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import deciding, logs
from storage.schema import upgrade
from storage.store import Storage
from tests.faults.figures import Figure, Say, Scale
from tests.faults.fuzzing.crowd import Crowd, Gathering
from tests.faults.fuzzing.day import Day, shares
from tests.faults.fuzzing.hearing import Complaints
from tests.faults.fuzzing.ledger import watch
from tests.faults.side_by_side import side_by_side
from tests.given import NOW

A_DAY, A_BATCH = 5_000, 50
ASKED = ("unhandled", "put aside", "personal data in a wrong chat", "personal data in a log",
    "words kept that should be forgotten", "changes by someone not entitled", "refused by Telegram")  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """One town, and how many updates come there."""

    updates: int
    seed: str


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    updates = scale.of(10_000, 1_000_000)
    found = Counter[str]()
    for n, (more, examples) in enumerate(side_by_side(run, stretches(updates, seed)), 1):
        found += more
        say(f"{n * A_DAY:,} updates, {dict(found)}")
        for example in examples:
            say(example)
    with _the_door_left_out():
        control = sum((run(it)[0] for it in stretches(scale.of(5_000, 50_000), seed)), Counter[str]())
    return Figure(
        f"{updates:,} updates",
        {what: found[what] for what in ASKED},
        {what: control[what] for what in ("personal data in a wrong chat", "changes by someone not entitled")},
    )


def stretches(updates: int, seed: int) -> list[Stretch]:
    return [Stretch(share, f"{seed}:{n}") for n, share in enumerate(shares(updates, A_DAY))]


@contextlib.contextmanager
def _the_door_left_out() -> Iterator[None]:
    """Whoever presses, answers."""
    door = deciding.ensure_may_answer

    async def anybody(*_: object) -> None:
        pass

    deciding.ensure_may_answer = anybody  # type: ignore[assignment]
    try:
        yield
    finally:
        deciding.ensure_may_answer = door


def run(stretch: Stretch) -> tuple[Counter[str], list[str]]:
    """What was counted, and examples of it."""
    complaints = Complaints()
    with TemporaryDirectory() as folder, _listening(complaints):
        asyncio.run(_run(Path(folder) / "town.db", stretch, complaints))
    return complaints.found, complaints.examples


async def _run(file: Path, stretch: Stretch, complaints: Complaints) -> None:
    rng = random.Random(stretch.seed)  # noqa: S311 - a seed
    day = Day(file, await _populate(file, rng), rng, complaints)
    await day.begin()
    for size in shares(stretch.updates, A_BATCH):
        await day.batch(size)
    await day.end()


async def _populate(file: Path, rng: random.Random) -> Crowd:
    url = f"sqlite:///{file}"
    upgrade(url)
    storage = await Storage.open(url)
    async with storage.writing() as store:
        crowd = await Gathering(store, rng, NOW).gather()
    await storage.close()
    watch(file)
    return crowd


@contextlib.contextmanager
def _listening(complaints: Complaints) -> Iterator[None]:
    """At the level that tells most, as the product sets it."""
    root = logging.getLogger()
    before = root.level, root.handlers[:], {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    logs.configure("DEBUG", "")
    root.handlers[:] = [complaints]
    try:
        yield
    finally:
        root.level, root.handlers[:] = before[:2]
        for name, level in before[2].items():
            logging.getLogger(name).setLevel(level)
