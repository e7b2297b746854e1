"""Drawn signs, which always stand beside the words that they go with: a calendar, a clock, a place, a bus, a ticket.

Each takes a square, `side` millimetres wide, whose corner is at `x`, `y` from the left and the top.
"""

from collections.abc import Callable

from handlers.paper import ACCENT, Paper

PAPER = (255, 255, 255)
Pictogram = Callable[[Paper, float, float, float], None]


def _dark(paper: Paper, side: float) -> None:
    paper.set_fill_color(*ACCENT)
    paper.set_draw_color(*ACCENT)
    paper.set_line_width(side / 14)


def _light(paper: Paper) -> None:
    paper.set_fill_color(*PAPER)
    paper.set_draw_color(*PAPER)


def calendar(paper: Paper, x: float, y: float, side: float) -> None:
    unit = side / 12
    _dark(paper, side)
    paper.rect(x + unit, y + 2 * unit, 10 * unit, 9 * unit, style="D")
    paper.rect(x + unit, y + 2 * unit, 10 * unit, 3 * unit, style="DF")
    for peg in (3.2, 7.8):
        paper.rect(x + peg * unit, y + 0.5 * unit, unit, 2 * unit, style="F")
    for down in (6.2, 8.6):
        for along in (2.6, 5.3, 8):
            paper.rect(x + along * unit, y + down * unit, 1.4 * unit, 1.2 * unit, style="F")


def clock(paper: Paper, x: float, y: float, side: float) -> None:
    unit = side / 12
    _dark(paper, side)
    paper.ellipse(x + unit, y + unit, 10 * unit, 10 * unit, style="D")
    paper.line(x + 6 * unit, y + 6 * unit, x + 6 * unit, y + 2.8 * unit)
    paper.line(x + 6 * unit, y + 6 * unit, x + 8.6 * unit, y + 7.5 * unit)


def pin(paper: Paper, x: float, y: float, side: float) -> None:
    unit = side / 12
    _dark(paper, side)
    paper.ellipse(x + 2.2 * unit, y + 0.5 * unit, 7.6 * unit, 7.6 * unit, style="F")
    point = [(x + 2.7 * unit, y + 6.2 * unit), (x + 9.3 * unit, y + 6.2 * unit), (x + 6 * unit, y + 11.7 * unit)]
    paper.polygon(point, style="F")
    _light(paper)
    paper.ellipse(x + 4.5 * unit, y + 2.8 * unit, 3 * unit, 3 * unit, style="F")


def bus(paper: Paper, x: float, y: float, side: float) -> None:
    """Seen from before."""
    unit = side / 12
    _dark(paper, side)
    for wheel in (2.4, 7.6):
        paper.rect(x + wheel * unit, y + 9 * unit, 2 * unit, 2.5 * unit, style="F")
    paper.rect(x + 1.5 * unit, y + 0.8 * unit, 9 * unit, 9 * unit, style="F", round_corners=True, corner_radius=unit)
    _light(paper)
    paper.rect(x + 2.7 * unit, y + 2.2 * unit, 6.6 * unit, 3.6 * unit, style="F")
    for lamp in (2.7, 7.7):
        paper.ellipse(x + lamp * unit, y + 7 * unit, 1.6 * unit, 1.6 * unit, style="F")


def ticket(paper: Paper, x: float, y: float, side: float) -> None:
    unit = side / 12
    _dark(paper, side)
    paper.rect(x + 0.5 * unit, y + 2.8 * unit, 11 * unit, 6.4 * unit, style="F")
    _light(paper)
    for end in (-0.6, 10.4):
        paper.ellipse(x + end * unit, y + 4.9 * unit, 2.2 * unit, 2.2 * unit, style="F")
    for down in (3.4, 5.4, 7.4):
        paper.rect(x + 7.8 * unit, y + down * unit, 0.7 * unit, 1.2 * unit, style="F")
