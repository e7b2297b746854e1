"""The card of an outing on paper, in large type: what, when, where, how, who; and the way in for later."""

import io
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.domain.reservations import Reservation
from handlers.company_words import how
from handlers.paper import ACCENT, LINE, SOFT, Paper, Style
from handlers.qr import qr
from handlers.text import Translator
from handlers.words import how_to_get_in

HELLO = Style(20, colour=ACCENT, bold=True, under=3)
TITLE = Style(32, bold=True, under=5)
DATE = Style(24, bold=True, under=2)
HOUR = Style(28, bold=True, colour=ACCENT, under=5)
LABEL = Style(13, colour=SOFT, under=0.5)
FACT = Style(19, under=4)
CODE = Style(24, bold=True, under=2)
SMALL = Style(12, under=1.5)
QR = 44
"""Millimetres a side."""
APART = 8
"""Millimetres between the outing and the way in."""
RULE = 4
SCALES = (1, 0.9, 0.8, 0.7, 0.6)
"""In large type; smaller when there is a lot to say: nothing is left out, nothing runs into the way in."""


@dataclass(frozen=True)
class Paragraph:
    text: str
    style: Style
    most: int = 99
    """Lines at most."""

    def scaled(self, by: float) -> "Paragraph":
        return replace(self, style=replace(self.style, size=self.style.size * by, under=self.style.under * by))


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
    paper = Paper(now, margin=18, fonts=fonts, from_the_right=t.right_to_left)
    paper.set_auto_page_break(auto=False)
    heading = [
        Paragraph(t("Pour {name}", name=paper.named(it.person)), HELLO, 1),
        Paragraph(it.session.offer.title, TITLE, 4),
    ]
    heading = [each for each in heading if paper.can_draw(each.text)]
    body = _body(it, contact, t)
    room = paper.eph - RULE - (QR + APART if way_in else 0)
    scale = _scale(paper, [*heading, *body], room)
    _say(paper, heading, scale)
    paper.rule(RULE)
    _say(paper, body, scale)
    if way_in:
        _way_in(paper, way_in, t, it.session.zone)
    return paper.content()


def _body(it: Reservation, contact: str, t: Translator) -> list[Paragraph]:
    session, venue = it.session, it.session.offer.venue
    return [
        Paragraph(_capital(t.day(session.starts_at, session.zone)), DATE),
        Paragraph(t("à {hour}", hour=t.hour(session.starts_at, session.zone)), HOUR),
        *_fact(t("Où"), ", ".join(filter(None, (venue.name, venue.address))), most=3),
        *(_fact(t("Arrêts proches"), venue.transit, most=2) if venue.transit else []),
        *_fact(t("Places"), t.plural("{n} place est gardée.", "{n} places sont gardées.", it.places), most=1),
        *(Paragraph(each, FACT, 2) for each in how(it, t)),
        Paragraph(how_to_get_in(session, t), FACT, 4),
        *_fact(t("Une question ? Parlez à"), contact, most=2),
    ]


def _scale(paper: Paper, body: list[Paragraph], room: float) -> float:
    """The largest at which everything fits."""
    for scale in SCALES:
        if sum(paper.height(it.text, it.style, it.most) for it in (each.scaled(scale) for each in body)) <= room:
            break
    return scale


def _say(paper: Paper, body: list[Paragraph], scale: float) -> None:
    for it in body:
        smaller = it.scaled(scale)
        paper.say(smaller.text, smaller.style, most=smaller.most)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _fact(label: str, said: str, most: int) -> list[Paragraph]:
    return [Paragraph(label, LABEL), Paragraph(said, FACT, most)]


def _way_in(paper: Paper, way_in: WayIn, t: Translator, zone: str) -> None:
    """At the foot of the page, apart: nobody needs it for the outing."""
    top = paper.h - paper.b_margin - QR - 2
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.4)
    paper.line(paper.l_margin, top - 3, paper.w - paper.r_margin, top - 3)
    beside = paper.l_margin if paper.from_the_right else paper.w - paper.r_margin - QR
    paper.image(io.BytesIO(qr(way_in.link)), x=beside, y=top, w=QR)
    paper.set_xy(paper.l_margin, top + 3)
    wide = paper.epw - QR - 6
    paper.say(t("Plus tard, avec un téléphone"), Style(14, bold=True, colour=ACCENT, under=1.5), wide)
    paper.say(t("Scannez ce dessin, ou écrivez ce code dans Telegram :"), SMALL, wide)
    paper.say(way_in.code, CODE, wide)
    paper.say(t("Ce code marche jusqu'au {day}.", day=t.day(way_in.until, zone)), SMALL, wide)
