"""The bilan on one page, for those who pay for it: to be read at a desk, and kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from fpdf.enums import Align
from markupsafe import Markup

from bot.domain.bilan import Bilan, By, Table, What
from handlers import bilan_words as words
from handlers.bars import across, keys, upright
from handlers.bilan_facts import COURSE, LETTERS, PEOPLE, Fact, answers, headline, load, numbers, welcomes
from handlers.bilan_plots import begun, blank, counted, course, largest, months, spoken, table
from handlers.bilan_words import Figure
from handlers.paper import ACCENT, SOFT, Paper, Place, Style
from handlers.text import Translator

KICKER = Style(11, bold=True, colour=ACCENT)
TITLE = Style(22, bold=True)
PERIOD = Style(13, bold=True)
HEADING = Style(9, bold=True, colour=ACCENT)
LARGE = Style(26, bold=True, colour=ACCENT)
NAME = Style(8, bold=True, least=0.85)
MEANING = Style(6.4, colour=SOFT, least=0.85)
NUMBER = Style(9.5, bold=True)

MARGIN, GUTTER = 12, 7
"""Around the page and between columns: millimetres."""
STEP, NAMED = 6.8, 102
"""Height of a figure with its meaning, and width where a bar stands beside it."""
TITLED, UNDER, FOOT = 4.6, 3.2, 5
"""Of a heading, of the room under a part of the page, of what stands at its foot."""
BAR, UPRIGHT, MOST = 3.6, 27.5, 12
"""Of a line of a plot, of the plot of the months; and how many lines a plot has at most."""
LARGEST = 5
"""Figures beside each other at the top."""

APART = (By.ORGANISATION, By.GENRE, By.AUDIENCE, By.VENUE, By.DISTRICT)
Block = tuple[Figure, Table, Sequence[What]]


def page(bilan: Bilan, t: Translator, now: datetime) -> bytes:
    """A PDF, A4. Without a font that draws Arabic it is in French."""
    t = spoken(t)
    paper = blank(now, t, MARGIN)
    _heading(paper, bilan, t)
    _headline(paper, bilan, t)
    _course(paper, bilan, t)
    _months(paper, bilan, t)
    _apart(paper, bilan, t)
    _facts(paper, _told(bilan, t), t)
    _foot(paper, t, now)
    return paper.content()


def _heading(paper: Paper, bilan: Bilan, t: Translator) -> None:
    top = Place(MARGIN, MARGIN, paper.epw, 6)
    paper.put(begun(words.period(bilan.period, t)), PERIOD, top, align=Align.R)
    paper.put(t("Bilan des sorties"), KICKER, top)
    paper.say(paper.named(words.whose(bilan.house, t).unescape()), TITLE, most=1)
    paper.rule(UNDER)


def _headline(paper: Paper, bilan: Bilan, t: Translator) -> None:
    shown = numbers(bilan, headline(bilan, LARGEST), t)
    wide = (paper.epw + GUTTER) / max(1, len(shown))
    top = paper.get_y()
    ends = [top]
    for rank, (figure, _, said) in enumerate(shown):
        at = Place(MARGIN + rank * wide, top, wide - GUTTER)
        under = paper.put(said, LARGE, at)
        under = paper.put(figure.name, NAME, replace(at, y=under), most=2)
        ends.append(paper.put(figure.meaning, MEANING, replace(at, y=under + 0.5), most=5))
    paper.set_y(max(ends) + UNDER)


def _course(paper: Paper, bilan: Bilan, t: Translator) -> None:
    """Each with its meaning and a bar."""
    facts, bars = numbers(bilan, COURSE, t), course(bilan, t)
    top = _titled(paper, t("Ce que les places sont devenues"), MARGIN, paper.get_y(), paper.epw)
    for rank, fact in enumerate(facts):
        _meant(paper, fact.figure, Place(MARGIN, top + rank * STEP, NAMED))
    at = Place(MARGIN + NAMED, top, paper.epw - NAMED, STEP * len(bars))
    across(paper, [replace(bar, label="") for bar in bars], at, NUMBER.size, 0)
    paper.set_y(top + STEP * len(bars) + UNDER)


def _months(paper: Paper, bilan: Bilan, t: Translator) -> None:
    """What the colours mean is said here; a single month has no plot of its own."""
    bars, drawn = months(bilan, t), counted(it for each in bilan.tables for it in each.lines)
    names = [words.figures(t)[what].name for what in drawn]
    if len(bars) > 1:
        top = _headed(paper, words.tables(t)[By.MONTH], Place(MARGIN, paper.get_y(), paper.epw))
        upright(paper, bars, names, Place(MARGIN, top + 1, paper.epw, UPRIGHT), 7, 37)
        paper.set_y(top + 1 + UPRIGHT + UNDER)
    elif drawn:
        keys(paper, names, HEADING, Place(MARGIN, paper.get_y(), paper.epw, TITLED))
        paper.set_y(paper.get_y() + UNDER)


def _apart(paper: Paper, bilan: Bilan, t: Translator) -> None:
    """What tells places apart, two plots beside each other, with as many lines as there is room for."""
    blocks = _blocks(bilan, t)
    bottom = paper.h - MARGIN - FOOT - _height(_told(bilan, t))
    top, wide = paper.get_y(), (paper.epw - GUTTER) / 2
    for row in range(0, len(blocks), 2):
        high = (bottom - top) / -(-len(blocks[row:]) // 2) - UNDER
        places = [Place(MARGIN + rank * (wide + GUTTER), top, wide, high) for rank in range(2)]
        ends = [_plot(paper, it, at, t) for it, at in zip(blocks[row : row + 2], places, strict=False)]
        top = max(ends) + UNDER
    paper.set_y(top)


def _blocks(bilan: Bilan, t: Translator) -> list[Block]:
    found = [(words.tables(t)[by], table(bilan, by)) for by in APART]
    blocks: list[Block] = [(figure, it, counted(it.lines)) for figure, it in found if counted(it.lines)]
    venues = table(bilan, By.VENUE)
    if counted(venues.lines, (What.EMPTY,)):
        blocks.append((Figure(t("Où des places sont restées vides"), Markup("")), venues, (What.EMPTY,)))
    return blocks


def _plot(paper: Paper, block: Block, at: Place, t: Translator) -> float:
    """How far down it goes."""
    figure, found, drawn = block
    top = _headed(paper, figure, at)
    room = int((at.y + at.high - top) / BAR)
    bars = largest(found, drawn, max(1, min(MOST, room)), t)
    across(paper, bars, Place(at.x, top, at.wide, BAR * len(bars)), 7, at.wide * 0.45)
    return top + BAR * len(bars)


def _told(bilan: Bilan, t: Translator) -> list[Fact]:
    """What else there is to know."""
    others = [what for what in PEOPLE if what not in headline(bilan, LARGEST)]
    return [
        *numbers(bilan, others, t),
        *answers(bilan, t),
        *numbers(bilan, LETTERS, t),
        *load(bilan, t),
        *welcomes(bilan, t),
    ]


def _height(told: Sequence[Fact]) -> float:
    return TITLED + -(-len(told) // 2) * STEP + UNDER / 2


def _facts(paper: Paper, told: Sequence[Fact], t: Translator) -> None:
    rows, wide = -(-len(told) // 2), (paper.epw - GUTTER) / 2
    top = _titled(paper, t("Accueillir, répondre, rappeler"), MARGIN, paper.get_y(), paper.epw)
    for rank, (figure, _, said) in enumerate(told):
        at = Place(MARGIN + rank // rows * (wide + GUTTER), top + rank % rows * STEP, wide)
        paper.put(said, NUMBER, at, align=Align.R)
        _meant(paper, figure, at, said)


def _foot(paper: Paper, t: Translator, now: datetime) -> None:
    paper.set_y(paper.h - MARGIN - FOOT)
    paper.rule(1.5)
    at, date = Place(MARGIN, paper.get_y(), paper.epw * 0.64), paper.epw * 0.34
    paper.put(words.why_hidden(t), MEANING, at)
    said = t("Bilan préparé {moment}.", moment=t.moment(now))
    paper.put(said, MEANING, replace(at, x=paper.w - MARGIN - date, wide=date), align=Align.R)


def _titled(paper: Paper, title: str, x: float, y: float, wide: float) -> float:
    """How far down it goes."""
    paper.put(title, HEADING, Place(x, y, wide))
    return y + TITLED


def _headed(paper: Paper, figure: Figure, at: Place) -> float:
    """The heading of a plot and what it means: in the rest of the line, or under it. How far down they go."""
    under = _titled(paper, figure.name, at.x, at.y, at.wide)
    begun = paper.width(figure.name, HEADING) + 2
    beside = Place(at.x + begun, at.y, at.wide - begun, TITLED)
    if paper.fits(figure.meaning, MEANING, beside.wide):
        paper.put(figure.meaning, MEANING, beside)
        return under
    return paper.put(figure.meaning, MEANING, Place(at.x, under, at.wide)) + 0.5


def _meant(paper: Paper, figure: Figure, at: Place, beside: str = "") -> None:
    """A name, what may stand at the end of its line, and under it what it means."""
    taken = paper.width(beside, NUMBER) + 2
    under = paper.put(figure.name, NAME, replace(at, wide=at.wide - taken))
    paper.put(figure.meaning, MEANING, replace(at, y=under))
