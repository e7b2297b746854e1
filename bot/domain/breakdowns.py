"""What a bilan tells apart by what an outing was: its genre, its audience, its venue and the district of that.

A line tells of the offered, the used and the empty places, or of none of them.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from bot.domain.bilan import By, Line, Table, What
from bot.domain.subtraction import taken_along

APART = (By.GENRE, By.AUDIENCE, By.DISTRICT, By.VENUE)
IN_A_LINE = (What.OFFERED, What.USED, What.EMPTY)

Name = tuple[str, str]
"""Of a line: what it is within, and its name."""


def breakdowns(tables: Iterable[Table]) -> Iterator[Table]:
    """Of raw ones, as they may be read where the used places are told. Where nothing was offered is no line: it is a name
    of before a correction, under which somebody who is erased was counted."""
    lines = {each.by: [it for it in each.lines if it.numbers.get(What.OFFERED)] for each in tables if each.by in APART}
    districts = taken_along(_used(lines.get(By.DISTRICT, ())))
    for by, there in lines.items():
        hidden = _venues(there, districts) if by is By.VENUE else taken_along(_used(there))
        yield Table(by, tuple(_line(it, _named(it) in hidden) for it in there))


def _venues(lines: Iterable[Line], districts: Collection[Name]) -> Collection[Name]:
    """Those of a hidden district are hidden; those of another add up to it."""
    hidden: set[Name] = set()
    for district, there in groupby(sorted(lines, key=_named), key=lambda line: line.within):
        used = _used(there)
        hidden.update(used if ("", district) in districts else taken_along(used))
    return hidden


def _named(it: Line) -> Name:
    return it.within, it.name


def _used(lines: Iterable[Line]) -> dict[Name, int]:
    return {_named(it): it.numbers[What.USED] or 0 for it in lines}


def _line(it: Line, hidden: bool) -> Line:
    return replace(it, numbers={what: None if hidden else it.numbers.get(what) for what in IN_A_LINE})
