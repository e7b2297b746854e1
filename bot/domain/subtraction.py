"""Which of some numbers that add up are hidden, when their sum is told: small ones, and what would give them away.

Both rules look at sums that are told anyway, and at the order of the names, so that knowing the rule helps nobody.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from bot.domain.bilan import HIDDEN_BELOW

Name = TypeVar("Name", bound=Hashable)

RECOVERED = 25
"""A group of months that has come so far is closed: its number is a large one again, and the next months are told."""
NOVEMBER = 10
"""From January, which is 0."""
ROOM = 3
"""How far a small number can be moved against those it took along: from one to four."""


def is_small(n: int) -> bool:
    """Nothing at all is shown, as 0: it is about nobody, and a wall of signs where nothing happened would teach readers to
    overlook the sign."""
    return 0 < n < HIDDEN_BELOW


def groups(months: Sequence[int]) -> Iterator[range]:
    """A year's months so far, cut into groups whose sums may be told; what is left over may not. After a small month a group
    goes on until it is large again, or to the end of the quarter that brings it to five; then by the quarter, while it is
    not large. No group depends on a month after it, but for November: after a small December there is no month to take
    along, and it would cost the whole year."""
    first, dark = 0, False
    for number, n in enumerate(months):
        dark = dark or is_small(n)
        so_far = sum(months[first : number + 1])
        ends_here = number % 3 == 2 and not is_small(so_far)
        goes_along = number == NOVEMBER and any(map(is_small, months[number + 1 :]))
        if goes_along or (dark and so_far < RECOVERED and not ends_here):
            continue
        yield range(first, number + 1)
        first, dark = number + 1, dark and so_far < RECOVERED


def taken_along(
    numbers: Mapping[Name, int], hidden: Collection[Name] = (), most: Mapping[Name, int] | None = None
) -> frozenset[Name]:
    """The names whose numbers are not told: small ones, those `hidden` for another reason, and the next in the list until
    there is room for a small one to be any number from one to four. If there never is: all of them. `most` is what is known
    of each that it cannot exceed; of who is not in it, nothing is."""
    names = list(numbers)
    small = [name for name in names if is_small(numbers[name])]
    if not small:
        return frozenset(hidden)
    first = names.index(small[0])
    along = [name for name in hidden if name not in small]
    others = [it for it in (*names[first:], *names[:first]) if it not in (*small, *along) and numbers[it]]
    while not _room(small, along, numbers, most or {}):
        if not others:
            return frozenset(names)
        along.append(others.pop(0))
    return frozenset((*small, *along))


def _room(
    small: Collection[Name], along: Collection[Name], numbers: Mapping[Name, int], most: Mapping[Name, int]
) -> bool:
    total = sum(numbers[it] for it in (*small, *along))
    least = len(small) + sum(min(numbers[it], HIDDEN_BELOW) for it in along)
    return least + ROOM <= total <= sum(most.get(it, total) for it in along)
