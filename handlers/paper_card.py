"""The card of an outing on paper, in large type: what, when, where, how, who; and the way in for later."""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.reservations import Reservation
from handlers.paper import ACCENT, LINE, SOFT, Paper, Style
from handlers.qr import qr
from handlers.text import Translator
from handlers.words import how_to_get_in

HELLO = Style(20, colour=ACCENT, bold=True, under=3)
TITLE = Style(32, bold=True, under=5)
DATE = Style(24, bold=True, under=2)
LABEL = Style(13, colour=SOFT, under=0.5)
FACT = Style(19, under=4)
CODE = Style(24, bold=True, under=2)
SMALL = Style(12, under=1.5)
QR = 44
"""Millimetres a side."""


@dataclass(frozen=True)
class WayIn:
    """An invitation to use Telegram later, with the same outings."""

    link: str
    code: str
    until: datetime


def card(
    it: Reservation,
    contact: str,
    way_in: WayIn | None,
    t: Translator,
    now: datetime,
    fonts: tuple[Path, Path] | None = None,
) -> bytes:
    """A PDF, one A4 page. `contact`: the referent's first name and organisation."""
    paper = Paper(now, margin=18, fonts=fonts)
    session, venue = it.session, it.session.offer.venue
    paper.set_auto_page_break(auto=False)
    paper.say(t("Pour {name}", name=it.person if not paper.plain else paper.called(it.person)), HELLO, most=1)
    paper.say(session.offer.title, TITLE, most=4)
    paper.rule()
    paper.say(_capital(t.day(session.starts_at, session.zone)), DATE)
    paper.say(t("à {hour}", hour=t.hour(session.starts_at, session.zone)), Style(28, bold=True, colour=ACCENT, under=5))
    _fact(paper, t("Où"), ", ".join(filter(None, (venue.name, venue.address))), most=3)
    if venue.transit:
        _fact(paper, t("Arrêts proches"), venue.transit, most=2)
    _fact(paper, t("Places"), t.plural("{n} place est gardée.", "{n} places sont gardées.", it.places), most=1)
    paper.say(how_to_get_in(session, t), FACT, most=4)
    _fact(paper, t("Une question ? Parlez à"), contact, most=2)
    if way_in:
        _way_in(paper, way_in, t, session.zone)
    return paper.content()


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _fact(paper: Paper, label: str, said: str, most: int) -> None:
    paper.say(label, LABEL)
    paper.say(said, FACT, most=most)


def _way_in(paper: Paper, way_in: WayIn, t: Translator, zone: str) -> None:
    """At the foot of the page, apart: nobody needs it for the outing."""
    top = paper.h - paper.b_margin - QR - 2
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.4)
    paper.line(paper.l_margin, top - 3, paper.w - paper.r_margin, top - 3)
    paper.image(io.BytesIO(qr(way_in.link)), x=paper.w - paper.r_margin - QR, y=top, w=QR)
    paper.set_xy(paper.l_margin, top + 3)
    wide = paper.epw - QR - 6
    paper.say(t("Plus tard, avec un téléphone"), Style(14, bold=True, colour=ACCENT, under=1.5), wide)
    paper.say(t("Scannez ce dessin, ou écrivez ce code dans Telegram :"), SMALL, wide)
    paper.say(way_in.code, CODE, wide)
    paper.say(t("Ce code marche jusqu'au {day}.", day=t.day(way_in.until, zone)), SMALL, wide)
