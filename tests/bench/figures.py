"""What is measured, what is asked of it, and a line for each."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

median = statistics.median


@dataclass(frozen=True)
class Figure:
    """`asked` None: said for the reader, nothing is asked of it."""

    what: str
    value: float
    asked: float | None = None
    at_least: bool = False
    unit: str = "×"

    @property
    def holds(self) -> bool:
        if self.asked is None:
            return True
        return self.value >= self.asked if self.at_least else self.value <= self.asked

    def __str__(self) -> str:
        said = f"{self.what:72}{self.value:9.2f} {self.unit:4}"
        if self.asked is None:
            return said
        return f"{said}{'≥' if self.at_least else '≤'} {self.asked:<7g}{'yes' if self.holds else 'NO'}"


def quantile(waits: Iterable[float], share: float) -> float:
    """The wait that this share of all did not exceed."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
