"""Two shares compared, where chance chose between whole sessions and not between people.

People of one session are alike: they share the outing, the weather, the referent who reminds them. Counting each place as
a draw of its own would find differences that are not there, so the session is the unit, as chance drew it (Donner and
Klar, *Design and Analysis of Cluster Randomization Trials*, 2000, chapter 6). Of each side, the share is a ratio of
totals, and its variance that of a ratio of cluster totals (Cochran, *Sampling Techniques*, 3rd edition, 1977, section
6.3): p = Σy / Σm, var(p) = k / (k − 1) · Σ (y − p·m)² / (Σm)². The two sides are drawn apart, so their variances add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from bot.domain.bilan import HIDDEN_BELOW

SURE = 0.95
"""In so many of a hundred comparisons, the interval holds the true difference."""


@dataclass(frozen=True)
class Counted:
    """One session: its places, and how many of them were kept or given back in time."""

    places: int
    well: int


@dataclass(frozen=True)
class Share:
    """Of one side, over all its sessions."""

    sessions: int
    of_all: float
    variance: float


@dataclass(frozen=True)
class Comparison:
    """The first share less the second, and between what and what it truly is, most probably."""

    first: Share
    second: Share
    low: float
    high: float

    @property
    def difference(self) -> float:
        return self.first.of_all - self.second.of_all

    @property
    def may_be_chance(self) -> bool:
        return self.low <= 0 <= self.high


def compare(first: Sequence[Counted], second: Sequence[Counted]) -> Comparison | None:
    """None where one of the four totals is below five: it would be somebody, and the interval would not be true."""
    if not (_can_be_told(first) and _can_be_told(second)):
        return None
    one, other = share(first), share(second)
    width = quantile(SURE, len(first) + len(second) - 2) * sqrt(one.variance + other.variance)
    difference = one.of_all - other.of_all
    return Comparison(one, other, difference - width, difference + width)


def _can_be_told(side: Sequence[Counted]) -> bool:
    well = sum(it.well for it in side)
    return len(side) > 1 and min(well, sum(it.places for it in side) - well) >= HIDDEN_BELOW


def share(side: Sequence[Counted]) -> Share:
    """Of at least two sessions, with a place at least."""
    k, places = len(side), sum(it.places for it in side)
    of_all = sum(it.well for it in side) / places
    scatter = sum((it.well - of_all * it.places) ** 2 for it in side)
    return Share(k, of_all, k / (k - 1) * scatter / places**2)


def quantile(sure: float, freedom: int) -> float:
    """Of Student's t, on both sides: the expansion of Abramowitz and Stegun, *Handbook of Mathematical Functions*,
    26.7.5; its error is below a thousandth from ten degrees of freedom on."""
    z = NormalDist().inv_cdf((1 + sure) / 2)
    terms: tuple[float, ...] = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum((term / freedom**power for power, term in enumerate(terms)), start=0.0)
