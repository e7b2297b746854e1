"""Random walks through a small town: after every step every invariant holds, and the same seeds tell the same on PostgreSQL,
word for word (`tests/walk`). Many walks are of fifty steps; one in ten steps belongs to a walk of a thousand.

The control takes one safeguard after another out of the product: the rule that guards it must see it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable

from tests import postgresql
from tests.faults.figures import Figure, Say, Scale
from tests.walk.chronicle import told
from tests.walk.ground import Files, files
from tests.walk.sabotage import SABOTAGES, seen_on
from tests.walk.walker import STEPS, Fell, walked

FAR = 1_000
BY_FAR = 10
"""One of so many steps is taken on a long walk."""

ON_BOTH = 40
"""One of so many walks is walked on PostgreSQL as well."""

TRIES = 500
"""Walks that a sabotage may stay unseen for."""


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    steps = scale.of(10_000, 1_000_000)
    first = seed * 1_000_000
    far = range(first, first + steps // BY_FAR // FAR)
    near = range(first, first + (steps - len(far) * FAR) // STEPS)
    logging.disable()
    with files() as ground:
        found = asyncio.run(_walks(ground, far, FAR, say)) + asyncio.run(_walks(ground, near, STEPS, say))
        found += asyncio.run(_twice(ground, near[::ON_BOTH], say))
        seen = asyncio.run(_seen(ground, range(first, first + TRIES), say))
    logging.disable(logging.NOTSET)
    return Figure(
        f"{len(far) * FAR + len(near) * STEPS:,} steps of {len(far) + len(near):,} walks,"
        f" {len(near[::ON_BOTH]):,} of them on both databases",
        {what: found[what] for what in ("rules broken", "different on PostgreSQL")}
        | {"sabotages unseen": len(SABOTAGES) - seen},
        {f"of {len(SABOTAGES)} sabotages seen": seen},
    )


async def _walks(ground: Files, seeds: range, steps: int, say: Say) -> Counter[str]:
    found = Counter[str]()
    for n, seed in enumerate(seeds, 1):
        with ground.one() as url:
            try:
                await walked(url, seed, steps)
            except Fell as fell:
                found["rules broken"] += 1
                say(f"walk {seed} of {steps} steps: {fell.__cause__}")
        if n * steps % 10_000 == 0:
            say(f"{n * steps:,} steps")
    return found


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
