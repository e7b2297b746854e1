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
from tests.given import NOW

A_DAY, A_BATCH = 5_000, 50
ASKED = ("unhandled", "put aside", "personal data in a wrong chat", "personal data in a log",
    "words kept that should be forgotten", "changes by someone not entitled", "refused by Telegram")  # fmt: skip


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    updates = scale.of(10_000, 1_000_000)
    found = asyncio.run(run(updates, seed, say))
    with _the_door_left_out():
        control = asyncio.run(run(scale.of(5_000, 50_000), seed, lambda _: None))
    return Figure(
        f"{updates:,} updates",
        {what: found[what] for what in ASKED},
        {what: control[what] for what in ("personal data in a wrong chat", "changes by someone not entitled")},
    )


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


async def run(updates: int, seed: int, say: Say) -> Counter[str]:
    complaints = Complaints()
    with TemporaryDirectory() as folder, _listening(complaints):
        for n, share in enumerate(shares(updates, A_DAY)):
            rng = random.Random(f"{seed}:{n}")  # noqa: S311 - a seed
            file = Path(folder) / f"{n}.db"
            crowd = await _populate(file, rng)
            day = Day(file, crowd, rng, complaints)
            await day.begin()
            for size in shares(share, A_BATCH):
                await day.batch(size)
            await day.end()
            file.unlink()
            say(f"{(n + 1) * A_DAY:,} updates, {dict(complaints.found)}")
            while complaints.examples:
                say(complaints.examples.pop())
    return complaints.found


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
