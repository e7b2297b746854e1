"""Parts of a long run that need nothing of each other, on all processors."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")

FEW = 4
"""So many are done here: each other process loads the whole bot first."""


def side_by_side(work: Callable[[Part], Found], parts: Sequence[Part]) -> Iterator[Found]:
    """What each part found, in their order. `work` is a function of a module; a process of its own knows nothing of
    what was changed here."""
    if len(parts) <= FEW:
        yield from map(work, parts)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, parts)
