"""What a proof is: the same run, short in `make test` and long in `make prove`, and beside it its control."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

Say = Callable[[str], None]
"""Tells how far a long run is."""


@dataclass(frozen=True)
class Scale:
    """How long a run is: 0 is the short form, 1 the long one; what lies between is a share of the long one."""

    share: float

    def of(self, short: int, long: int) -> int:
        return max(short, round(long * self.share))

    def __str__(self) -> str:
        return {0.0: "short", 1.0: "long"}.get(self.share, f"{self.share:g} of long")


SHORT, LONG = Scale(0), Scale(1)


@dataclass(frozen=True)
class Figure:
    """What a run has shown. Each count of `found` must be 0; each of `control`, the same run with the one safeguard
    removed, must not."""

    amount: str
    """Of what was tried: "2,000 attempts, 16 processes"."""
    found: Mapping[str, int]
    control: Mapping[str, int]

    @property
    def holds(self) -> bool:
        return not any(self.found.values()) and all(self.control.values()) and bool(self.control)


class Proof(Protocol):
    """A module. Its name is the figure's."""

    __name__: str

    def prove(self, scale: Scale, seed: int, say: Say) -> Figure: ...


def name_of(proof: Proof) -> str:
    return proof.__name__.rpartition(".")[2]


def counted(counts: Mapping[str, int]) -> str:
    """ "0 oversold, 0 undersold"."""
    return ", ".join(f"{n:,} {what}" for what, n in counts.items())
