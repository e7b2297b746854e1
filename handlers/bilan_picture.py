"""The bilan as a picture for the chat, in large type: it says nothing that the chat does not say in words."""

from dataclasses import replace
from datetime import UTC, datetime, time

from fpdf.enums import Align

from bot.domain.bilan import Bilan, By
from handlers import bilan_words as words
from handlers.bars import across, keys
from handlers.bilan_facts import headline, numbers
from handlers.bilan_plots import begun, blank, counted, course, months, spoken, table
from handlers.paper import ACCENT, SOFT, Paper, Place, Style
from handlers.points import points
from handlers.text import Translator

KICKER = Style(12.5, bold=True, colour=ACCENT, under=1)
TITLE = Style(19, bold=True, under=1, least=0.85)
PERIOD = Style(12.5, bold=True)
LARGE = Style(31, bold=True, colour=ACCENT)
NAME = Style(12, bold=True, least=0.9)
KEY = Style(11.5, least=0.9)
SMALL = Style(11, colour=SOFT, under=0, least=0.9)
WIDE, HIGH, MARGIN, GUTTER, KEYS, PITCH = 108, 300, 7, 5, 5, 5.5
"""Millimetres: of the page that is drawn first, and of a bar on it."""
MOST = 4
"""Figures in large."""


def picture(bilan: Bilan, t: Translator) -> bytes:
    """A PNG, `POINTS` wide and as high as it takes."""
    page, used = drawn(bilan, t)
    return points(page, used / HIGH)


def drawn(bilan: Bilan, t: Translator) -> tuple[bytes, float]:
    """A page of a PDF, `WIDE`, and how far down it is used: millimetres."""
    t = spoken(t)
    paper = blank(datetime.combine(bilan.period.end, time(), UTC), t, MARGIN, (WIDE, HIGH))
    half = paper.epw / 2
    paper.put(begun(words.period(bilan.period, t)), PERIOD, Place(MARGIN + half, MARGIN, half), align=Align.R)
    paper.put(t("Bilan des sorties"), KICKER, Place(MARGIN, MARGIN, half))
    paper.say(paper.named(words.whose(bilan.house, t).unescape()), TITLE, most=2)
    paper.rule(GUTTER / 2)
    _headline(paper, bilan, t)
    _plot(paper, bilan, t)
    paper.say(words.why_hidden(t), SMALL)
    return paper.content(), paper.get_y() + MARGIN


def _headline(paper: Paper, bilan: Bilan, t: Translator) -> None:
    """Two beside each other."""
    wide, shown = (paper.epw - GUTTER) / 2, numbers(bilan, headline(bilan, MOST), t)
    for row in range(0, len(shown), 2):
        top, ends = paper.get_y(), []
        for rank, (figure, _, said) in enumerate(shown[row : row + 2]):
            at = Place(MARGIN + rank * (wide + GUTTER), top, wide)
            ends.append(paper.put(figure.name, NAME, replace(at, y=paper.put(said, LARGE, at)), most=2))
        paper.set_y(max(ends) + GUTTER / 2)


def _plot(paper: Paper, bilan: Bilan, t: Translator) -> None:
    """The months; where there is one only, what became of its places."""
    bars, drawn = months(bilan, t), counted(table(bilan, By.MONTH).lines)
    if len(bars) > 1:
        keys(paper, [words.figures(t)[what].name for what in drawn], KEY, Place(MARGIN, paper.get_y(), paper.epw, KEYS))
    else:
        bars = course(bilan, t)
    at = Place(MARGIN, paper.get_y() + GUTTER / 2, paper.epw, PITCH * len(bars))
    across(paper, bars, at, KEY.size, max((paper.width(bar.label, KEY) for bar in bars), default=0) + 1)
    paper.set_y(at.y + at.high + GUTTER / 2)
