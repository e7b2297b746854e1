"""The guest list as a page to print and to tick at the door."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from fpdf.enums import XPos, YPos

from bot.domain.guests import House
from bot.domain.offers import Session
from handlers.guest_list_sheet import total
from handlers.paper import ACCENT, INK, LINE, SOFT, Paper, Style
from handlers.text import Translator
from handlers.words import when, where

KICKER = Style(11, bold=True, colour=ACCENT, under=1)
TITLE = Style(24, bold=True, under=3)
FACT = Style(13, under=1)
HOUSE = Style(14, bold=True, colour=ACCENT, under=1)
GUEST = Style(14)
SUM = Style(16, bold=True)
FOOT = Style(9, colour=SOFT)
ROW, BOX, NAMED, TOTAL = 9.5, 4.5, 8, 20
"""Of a line, of the square to tick, of an organisation's name, of what is said under the last guest: millimetres."""


def page(
    it: Session, houses: Sequence[House], t: Translator, now: datetime, fonts: tuple[Path, Path] | None = None
) -> bytes:
    """A PDF, A4: what, when, where; under each organisation's name, who and how many places."""
    paper = Paper(now, fonts=fonts)
    paper.set_title(paper.drawable(t("Liste des invités")))
    paper.say(t("Liste des invités"), KICKER)
    paper.say(it.offer.title, TITLE, most=3)
    paper.say(when(it, t), Style(15, bold=True, under=1))
    paper.say(where(it, t), FACT, most=3)
    paper.ln(2)
    paper.rule()
    for rank, house in enumerate(houses, 1):
        _house(paper, house, t, TOTAL if rank == len(houses) else 0)
    paper.say(total(houses, t), SUM)
    paper.say(t("Liste préparée {moment}.", moment=t.moment(now, it.zone)), FOOT)
    return paper.content()


def _house(paper: Paper, house: House, t: Translator, under: float) -> None:
    """A block: at least its name and two guests stay together on a page; the last guest, and what comes `under`."""
    if paper.will_page_break(NAMED + 2 * ROW):
        paper.add_page()
    paper.say(house.organisation, HOUSE, most=2)
    for rank, (name, places) in enumerate(house.guests, 1):
        if paper.will_page_break(ROW + (under if rank == len(house.guests) else 0)):
            paper.add_page()
            paper.say(house.organisation, HOUSE, most=2)
        _guest(paper, name, t.plural("{n} place", "{n} places", places))
    paper.ln(5)


def _guest(paper: Paper, name: str, places: str) -> None:
    paper.use(GUEST)
    top, wide = paper.get_y(), paper.epw - 35
    paper.set_draw_color(*INK)
    paper.set_line_width(0.35)
    paper.rect(paper.l_margin + 0.5, top + (ROW - BOX) / 2, BOX, BOX)
    paper.set_x(paper.l_margin + 9)
    shown = paper.lines(paper.called(name), wide - 9, most=1)
    paper.cell(wide - 9, ROW, shown[0] if shown else "")
    paper.cell(35, ROW, paper.drawable(places), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.2)
    paper.line(paper.l_margin, paper.get_y(), paper.w - paper.r_margin, paper.get_y())
