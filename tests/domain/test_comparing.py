"""The interval tells the truth as often as it says, where people of one session are alike; and a naive one does not."""

import random
from collections.abc import Callable, Sequence
from math import sqrt

import pytest

from bot.domain.bilan import HIDDEN_BELOW
from bot.domain.comparing import SURE, Comparison, Counted, compare, quantile, share
from bot.domain.experiments import PLANNED

TRIALS = 400
Draw = Callable[[random.Random, float], Sequence[Counted]]


def sessions(rng: random.Random, usual: float) -> list[Counted]:
    """As many as are planned, of one to eight places; each has luck of its own, of which `usual` is the mean."""
    made = []
    for _ in range(PLANNED):
        places, luck = rng.randint(1, 8), rng.betavariate(4 * usual, 4 * (1 - usual))
        made.append(Counted(places, sum(rng.random() < luck for _ in range(places))))
    return made


def trials(first: float, second: float) -> list[Comparison]:
    rng = random.Random(20261123)  # noqa: S311 - a seed
    found = [compare(sessions(rng, first), sessions(rng, second)) for _ in range(TRIALS)]
    told = [it for it in found if it is not None]
    assert len(told) == TRIALS, "numbers so small are not what is tried here"
    return told


def holds(it: Comparison, truth: float) -> bool:
    return it.low <= truth <= it.high


def as_often_as_said() -> tuple[float, float]:
    """Four standard deviations of a binomial of so many trials around what the interval says of itself."""
    room = 4 * sqrt(TRIALS * SURE * (1 - SURE))
    return TRIALS * SURE - room, TRIALS * SURE + room


@pytest.mark.parametrize(("first", "second"), [(0.8, 0.8), (0.6, 0.6), (0.85, 0.7)])
def test_the_interval_holds_the_truth_as_often_as_it_says(first: float, second: float) -> None:
    least, most = as_often_as_said()
    assert least <= sum(holds(it, first - second) for it in trials(first, second)) <= most


def test_counting_each_place_alone_would_be_believed_too_often() -> None:
    """The control: the same draws, as if places of one session had nothing in common."""
    rng, held = random.Random(20261123), 0  # noqa: S311 - a seed
    for _ in range(TRIALS):
        alone = [[Counted(1, int(n < it.well)) for it in sessions(rng, 0.8) for n in range(it.places)] for _ in "ab"]
        found = compare(*alone)
        assert found is not None
        held += holds(found, 0)
    assert held < as_often_as_said()[0]


def test_a_true_difference_is_seen_and_none_is_called_chance() -> None:
    assert sum(not it.may_be_chance for it in trials(0.85, 0.5)) > TRIALS * 0.9
    assert sum(it.may_be_chance for it in trials(0.8, 0.8)) > TRIALS * 0.9


def test_the_share_and_its_variance_are_those_of_the_book() -> None:
    """By hand: 3 sessions, 6 of 8 places; residues 1/2, -1/2, 0; 3/2 · 1/2 / 64."""
    it = share([Counted(2, 2), Counted(2, 1), Counted(4, 3)])
    assert (it.sessions, it.of_all) == (3, 0.75)
    assert it.variance == pytest.approx(1.5 * 0.5 / 64)


@pytest.mark.parametrize(("freedom", "printed"), [(10, 2.228), (20, 2.086), (30, 2.042), (60, 2.000), (120, 1.980)])
def test_the_quantile_is_that_of_the_tables(freedom: int, printed: float) -> None:
    assert quantile(SURE, freedom) == pytest.approx(printed, abs=0.001)


@pytest.mark.parametrize("short", [0, 1, 2, 3])
def test_no_number_below_five_is_told_on_either_side(short: int) -> None:
    """Places kept and places lost, of both."""
    totals = [HIDDEN_BELOW] * 4
    totals[short] -= 1
    enough, few = _sides([HIDDEN_BELOW] * 4), _sides(totals)
    assert compare(*enough) is not None
    assert compare(*few) is None


def _sides(totals: list[int]) -> tuple[list[Counted], list[Counted]]:
    """Of each side: one session where all places were kept, another where all were lost."""
    first, second = totals[:2], totals[2:]
    return [Counted(first[0], first[0]), Counted(first[1], 0)], [Counted(second[0], second[0]), Counted(second[1], 0)]
