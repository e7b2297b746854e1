"""Plots on paper: a bar is as long as its number, which stands beside it, so that no scale is needed.

A hidden number has no bar; its sign stands where the number would.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fpdf.enums import Align

from handlers.paper import ACCENT, INK, LINE, SOFT, Paper, Place, Style

PALE = (203, 221, 235)
"""With an outline in `ACCENT`: told from it without colours, on grey paper too."""
GAP = 2
"""Between a bar and the words on either side of it: millimetres."""
THICK, THICKEST = 0.62, 14
"""Of a bar, where the room for it is 1; and in millimetres."""
ROW = 0.6
"""Height of a row of numbers in millimetres, a point of its letters."""


@dataclass(frozen=True)
class Bar:
    """A name and its numbers, which are laid end to end: the first dark, the second pale; None is hidden."""

    label: str
    numbers: tuple[int | None, ...]
    said: tuple[str, ...]
    """The numbers in words."""

    @property
    def long(self) -> int:
        return sum(n or 0 for n in self.numbers)


def across(paper: Paper, bars: Sequence[Bar], at: Place, size: float, labels: float) -> None:
    """One under the other; `at.high` is for all. `size` is that of the letters, in points; `labels` the width that is theirs."""
    if not bars:
        return
    pitch = at.high / len(bars)
    ends = _widths(paper, bars, size)
    unit = _unit(bars, at.wide - labels - 2 * GAP - sum(ends))
    for rank, bar in enumerate(bars):
        y = at.y + pitch * rank
        paper.put(paper.named(bar.label), Style(size, least=0.85), Place(at.x, y, labels, pitch))
        x = at.x + labels + GAP
        for n, dark in zip(bar.numbers, (True, False), strict=False):
            _block(paper, Place(x, y + pitch * (1 - THICK) / 2, (n or 0) * unit, pitch * THICK), dark)
            x += (n or 0) * unit
        x = at.x + at.wide - sum(ends)
        for place, (said, wide) in enumerate(zip(bar.said, ends, strict=True)):
            paper.put(said, _number(size, place), Place(x, y, wide, pitch), align=Align.R)
            x += wide


def upright(paper: Paper, bars: Sequence[Bar], names: Sequence[str], at: Place, size: float, labels: float) -> None:
    """Side by side on one ground; under it their labels and, a row each, their numbers, which `names` introduce."""
    row = size * ROW
    wide = (at.wide - labels) / len(bars)
    thick = min(wide * THICK, THICKEST)
    ground = at.y + at.high - row * (1 + len(names)) - GAP / 2
    unit = _unit(bars, ground - at.y)
    for place, name in enumerate(names, 1):
        _key(paper, name, Style(size), Place(at.x, ground + GAP / 2 + row * place, labels - GAP, row), dark=place == 1)
    for rank, bar in enumerate(bars):
        x, y = at.x + labels + wide * rank, ground
        for n, dark in zip(bar.numbers, (True, False), strict=False):
            y -= (n or 0) * unit
            _block(paper, Place(x + (wide - thick) / 2, y, thick, (n or 0) * unit), dark)
        for place, said in enumerate((bar.label, *bar.said)):
            style = _number(size, place - 1) if place else Style(size)
            paper.put(said, style, Place(x, ground + GAP / 2 + row * place, wide, row), align=Align.C)
    _ground(paper, Place(at.x + labels, ground, at.wide - labels))


def keys(paper: Paper, names: Sequence[str], style: Style, at: Place) -> None:
    """What the colours stand for, on one line."""
    x = at.x
    for place, name in enumerate(names):
        rest = replace(at, x=x, wide=at.x + at.wide - x)
        x += _key(paper, name, style, rest, dark=place == 0) + 3 * GAP


def _key(paper: Paper, name: str, style: Style, at: Place, dark: bool) -> float:
    """How wide it is."""
    side = style.size * 0.25
    _block(paper, Place(at.x, at.y + (at.high - side) / 2, side, side), dark)
    paper.put(name, style, replace(at, x=at.x + side + GAP, wide=at.wide - side - GAP))
    return side + GAP + paper.width(name, style)


def _number(size: float, place: int) -> Style:
    return Style(size, bold=place == 0, colour=INK if place == 0 else SOFT)


def _unit(bars: Sequence[Bar], room: float) -> float:
    """Millimetres for one."""
    return room / max([1, *(bar.long for bar in bars)])


def _widths(paper: Paper, bars: Sequence[Bar], size: float) -> list[float]:
    """Of each column of numbers."""
    bold = Style(size, bold=True)
    columns = zip(*(bar.said for bar in bars), strict=True)
    return [max(paper.width(said, bold) for said in column) + GAP for column in columns]


def _block(paper: Paper, at: Place, dark: bool) -> None:
    if at.wide <= 0 or at.high <= 0:
        return
    paper.set_draw_color(*ACCENT)
    paper.set_fill_color(*(ACCENT if dark else PALE))
    paper.set_line_width(0.15)
    paper.rect(paper.left(at), at.y, at.wide, at.high, style="DF")


def _ground(paper: Paper, at: Place) -> None:
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.3)
    paper.line(paper.left(at), at.y, paper.left(at) + at.wide, at.y)
