"""The two rules of hiding, against whoever works out every world in which the same would be told."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import product

import pytest

from bot.domain import subtraction
from bot.domain.subtraction import RECOVERED, groups, is_small, taken_along

World = tuple[int, ...]


def told_of_a_list(world: World) -> Hashable:
    """The sum, and what is not hidden."""
    hidden = taken_along(dict(enumerate(world)))
    return sum(world), tuple(None if number in hidden else n for number, n in enumerate(world))


def told_of_months(world: World) -> Hashable:
    """The sums of the groups, and what is left over."""
    whole = list(groups(world))
    return tuple((group, sum(world[n] for n in group)) for group in whole), len(world)


def found(tell: Callable[[World], Hashable], worlds: Iterable[World]) -> list[tuple[World, int]]:
    """In which worlds a small number can be worked out, and which."""
    alike = defaultdict(list)
    for world in worlds:
        alike[tell(world)].append(world)
    return [
        (world, place)
        for same in alike.values()
        for place, values in enumerate(map(set, zip(*same, strict=True)))
        if len(values) == 1 and is_small(*values)
        for world in same
        if not is_small(sum(world))
    ]


def worlds(length: int, most: int) -> Iterator[World]:
    """All of so many numbers that add up to `most` or less."""
    if not length:
        yield ()
        return
    for n in range(most + 1):
        yield from ((n, *rest) for rest in worlds(length - 1, most - n))


@pytest.mark.parametrize(("length", "most"), [(2, 60), (3, 30), (4, 20), (5, 14)])
def test_no_small_one_of_a_list_is_worked_out_from_the_sum_and_the_rule(length: int, most: int) -> None:
    assert found(told_of_a_list, worlds(length, most)) == []


def test_no_small_month_is_worked_out_from_the_groups_and_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pinned_months(3, RECOVERED + 4) == []
    assert found(lambda it: told_of_months((0,) * 9 + it), worlds(3, RECOVERED + 8)) == []
    monkeypatch.setattr(subtraction, "RECOVERED", 7)
    assert pinned_months(6, 8) == []


def pinned_months(count: int, most: int) -> list[tuple[World, int]]:
    """What is left over at the end is not told, and may be four more."""
    return [it for it in found(told_of_months, worlds(count, most + 4)) if sum(it[0]) <= most]


def test_a_small_december_costs_november_and_not_the_year() -> None:
    *_, november, last = groups([30] * 11 + [2])
    assert (list(november), list(last)) == ([9], [10, 11])


def test_hiding_the_small_ones_alone_gives_them_away() -> None:
    """The control: whoever subtracts finds somebody."""

    def only_small(world: World) -> Hashable:
        return sum(world), tuple(None if is_small(n) else n for n in world)

    assert found(only_small, worlds(3, 12))


def test_a_group_is_nobody_or_five_at_least() -> None:
    for world in product([0, 1, 3, 4, 6, RECOVERED + 1], repeat=6):
        assert not any(is_small(sum(world[n] for n in group)) for group in groups(world))


def test_what_is_told_of_a_month_does_not_depend_on_later_ones() -> None:
    for world in product([0, 2, 9, RECOVERED + 1], repeat=6):
        for so_far in range(7):
            assert list(groups(world[:so_far])) == [it for it in groups(world) if it[-1] < so_far]
