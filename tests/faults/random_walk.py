"""Random walks through a small town: after every step every invariant holds, and the same seeds tell the same on PostgreSQL,
word for word (`tests/walk`). Many walks are of fifty steps; one in ten steps belongs to a walk of a thousand.

The control takes one safeguard after another out of the product: the rule that guards it must see it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests import postgresql
from tests.faults.figures import Figure, Say, Scale
from tests.faults.side_by_side import side_by_side
from tests.walk.chronicle import told
from tests.walk.ground import Files, files
from tests.walk.sabotage import SABOTAGES, seen_on
from tests.walk.walker import STEPS, Fell, walked

FAR = 1_000
BY_FAR = 10
"""One of so many steps is taken on a long walk."""

STRETCH = 10_000
"""Steps of a stretch of walks."""

ON_BOTH = 40
"""One of so many walks is walked on PostgreSQL as well."""

TRIES = 500
"""Walks that a sabotage may stay unseen for."""


@dataclass(frozen=True)
class Stretch:
    """Walks of one length that are walked one after another."""

    seeds: range
    steps: int


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    steps = scale.of(10_000, 1_000_000)
    first = seed * 1_000_000
    far = range(first, first + steps // BY_FAR // FAR)
    near = range(first, first + (steps - len(far) * FAR) // STEPS)
    found = _walks([*_stretches(far, FAR), *_stretches(near, STEPS)], say)
    with files() as ground, _quietly():
        found += asyncio.run(_twice(ground, near[::ON_BOTH], say))
        seen = asyncio.run(_seen(ground, range(first, first + TRIES), say))
    return Figure(
        f"{len(far) * FAR + len(near) * STEPS:,} steps of {len(far) + len(near):,} walks,"
        f" {len(near[::ON_BOTH]):,} of them on both databases",
        {what: found[what] for what in ("rules broken", "different on PostgreSQL")}
        | {"sabotages unseen": len(SABOTAGES) - seen},
        {f"of {len(SABOTAGES)} sabotages seen": seen},
    )


def _stretches(seeds: range, steps: int) -> list[Stretch]:
    walks = STRETCH // steps
    return [Stretch(seeds[at : at + walks], steps) for at in range(0, len(seeds), walks)]


def _walks(stretches: list[Stretch], say: Say) -> Counter[str]:
    found, far = Counter[str](), 0
    for stretch, fell in zip(stretches, side_by_side(_walked, stretches), strict=True):
        for why in fell:
            say(why)
        found["rules broken"] += len(fell)
        far += len(stretch.seeds) * stretch.steps
        say(f"{far:,} steps")
    return found


def _walked(stretch: Stretch) -> list[str]:
    """Which walks fell, and why."""
    with files() as ground, _quietly():
        return asyncio.run(_fell(ground, stretch))


async def _fell(ground: Files, stretch: Stretch) -> list[str]:
    found = []
    for seed in stretch.seeds:
        with ground.one() as url:
            try:
                await walked(url, seed, stretch.steps)
            except Fell as fell:
                found.append(f"walk {seed} of {stretch.steps} steps: {fell.__cause__}")
    return found


@contextmanager
def _quietly() -> Iterator[None]:
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


async def _twice(ground: Files, seeds: Iterable[int], say: Say) -> Counter[str]:
    found = Counter[str]()
    for seed in seeds:
        with ground.one() as url:
            here = await told(url, seed)
        if here != await told(postgresql.emptied(), seed):
            found["different on PostgreSQL"] += 1
            say(f"walk {seed} is another on PostgreSQL")
    return found


async def _seen(ground: Files, seeds: Iterable[int], say: Say) -> int:
    seen = 0
    for it in SABOTAGES:
        on = await seen_on(it, ground, seeds)
        seen += on is not None
        say(f"{it.rule.__name__}: {f'seen on walk {on}' if on is not None else 'NOT SEEN'}")
    return seen
