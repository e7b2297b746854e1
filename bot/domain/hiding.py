"""Which numbers of a bilan are hidden."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.bilan import HIDDEN_BELOW, Bilan, Line, Table, What


def hide(it: Bilan) -> Bilan:
    """Numbers of one to four."""
    few = it.answering.answers is None or it.answering.answers < HIDDEN_BELOW
    return replace(
        it,
        whole=_hidden(it.whole),
        answering=replace(it.answering, middle_h=None, nine_in_ten_h=None) if few else it.answering,
        load=replace(it.load, middle=None, most=None) if it.load.referents < HIDDEN_BELOW else it.load,
        tables=tuple(Table(each.by, tuple(_line(line) for line in each.lines)) for each in it.tables),
    )


def _line(it: Line) -> Line:
    return Line(it.name, _hidden(it.numbers))


def _hidden(numbers: Mapping[What, int | None]) -> dict[What, int | None]:
    return {what: None if n is not None and 0 < n < HIDDEN_BELOW else n for what, n in numbers.items()}
