"""An outing as a picture, in very large type, for whoever reads little: what, when, where, how to get there and in.

It is about the outing only: it says nothing of who looks at it, nor of who told them.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.offers import Session
from bot.domain.plain import sentences
from handlers.bilan_plots import spoken
from handlers.paper import ACCENT, SOFT, Paper, Place, Style, dejavu
from handlers.pictograms import Pictogram, bus, calendar, clock, pin, ticket
from handlers.points import points
from handlers.text import Translator, clean, shorten, strong
from handlers.words import how_to_get_in, lines, when, where

TITLE = Style(30, bold=True, least=0.7)
DATE = Style(28, bold=True, least=0.7)
HOUR = Style(36, bold=True, colour=ACCENT)
NAME = Style(24, bold=True, least=0.7)
FACT = Style(20, least=0.8)
LABEL = Style(15, colour=SOFT, least=0.8)
WIDE, HIGH, MARGIN, SIDE, GUTTER = 108, 400, 6, 15, 4
"""Millimetres: of the page that is drawn first, of a pictogram, and between what is said."""

LONGEST_CAPTION = 1024
"""Telegram's limit, in UTF-16 units."""
FIRST_OF_TWO_UNITS = "\U00010000"


@dataclass(frozen=True)
class Said:
    """One paragraph; how many lines it may take."""

    text: str
    style: Style
    most: int


Line = tuple[Pictogram, list[Said]]


def picture(it: Session, t: Translator) -> bytes:
    """A PNG as wide as a phone and as high as it takes."""
    page, used = drawn(it, t)
    return points(page, used / HIGH)


def caption(it: Session, t: Translator) -> Markup:
    """The same in words, for who does not see the picture: Telegram has no other place for them."""
    it = short(it)
    venue = it.offer.venue
    stops = t("Arrêts proches : {stops}", stops=venue.transit) if venue.transit else None
    facts = lines(strong(t.isolate(it.offer.title)), when(it, t), where(it, t), stops, how_to_get_in(it, t))
    told = lines(facts, *(t.isolate(said) for said in sentences(it.offer.easy)))
    return told if _units(told.unescape()) <= LONGEST_CAPTION else facts


def short(it: Session) -> Session:
    """What is drawn and said of it: names and sentences that someone wrote end somewhere."""
    offer, venue = it.offer, it.offer.venue
    venue = replace(
        venue,
        name=_cut(venue.name, 90),
        street=_cut(venue.street, 90),
        postcode=_cut(venue.postcode, 10),
        city=_cut(venue.city, 40),
        transit=_cut(venue.transit, 140),
    )
    cut = replace(offer, title=_cut(offer.title, 150), entry=_cut(offer.entry, 180), easy=_cut(offer.easy, 300))
    return replace(it, offer=replace(cut, venue=venue))


def _cut(said: str, units: int) -> str:
    """At most so many UTF-16 units."""
    wide = max(said, default="") >= FIRST_OF_TWO_UNITS
    return shorten(clean(said, len(said) + 1), units // 2 if wide else units)


def _units(said: str) -> int:
    return len(said.encode("utf-16-le")) // 2


def drawn(it: Session, t: Translator) -> tuple[bytes, float]:
    """A page of a PDF, `WIDE`, and how far down it is used: millimetres."""
    t, it = spoken(t), short(it)
    paper = _blank(it.starts_at, t)
    if paper.can_draw(it.offer.title):
        paper.put(it.offer.title, TITLE, Place(MARGIN, MARGIN, paper.epw), most=4)
        paper.ln(GUTTER / 2)
        paper.rule(GUTTER)
    for sign, said in _facts(paper, it, t):
        _fact(paper, sign, [each for each in said if paper.can_draw(each.text)])
    for sentence in filter(paper.can_draw, sentences(it.offer.easy)):
        paper.put(sentence, FACT, Place(MARGIN, paper.get_y(), paper.epw), most=5)
        paper.ln(GUTTER / 2)
    return paper.content(), paper.get_y() + MARGIN - GUTTER / 2


def _blank(now: datetime, t: Translator) -> Paper:
    paper = Paper(now, MARGIN, dejavu(), t.right_to_left, (WIDE, HIGH))
    paper.set_auto_page_break(auto=False)
    paper.c_margin = 0
    return paper


def _facts(paper: Paper, it: Session, t: Translator) -> list[Line]:
    """In the order in which one asks; what is not known is not drawn."""
    venue = it.offer.venue
    found: list[Line] = []
    if it.has_date:
        wide = paper.epw - SIDE - GUTTER
        day = [Said(each, DATE, 1 if paper.fits(each, DATE, wide) else 2) for each in _day(it, t)]
        found.append((calendar, day))
        found.append((clock, [Said(t.hour(it.starts_at, it.zone), HOUR, 1)]))
    found.append((pin, [Said(venue.name, NAME, 4), Said(venue.address, FACT, 4)]))
    if paper.can_draw(venue.transit):
        found.append((bus, [Said(t("Arrêts proches"), LABEL, 1), Said(venue.transit, FACT, 5)]))
    return [*found, (ticket, [Said(how_to_get_in(it, t), FACT, 8)])]


def _day(it: Session, t: Translator) -> list[str]:
    """The weekday on a line of its own, where it is said first."""
    weekday = t.weekday(it.starts_at.astimezone(ZoneInfo(it.zone)).weekday())
    said = t.day(it.starts_at, it.zone)
    begins = weekday if said.startswith(weekday) else ""
    return [each[:1].upper() + each[1:] for each in (begins, said.removeprefix(begins).strip(" ,،")) if each]


def _fact(paper: Paper, sign: Pictogram, said: list[Said]) -> None:
    """A pictogram and its words; words of one line stand at its middle. No pictogram without words."""
    if not said:
        return
    top, beside = paper.get_y(), SIDE + GUTTER
    sign(paper, paper.left(Place(MARGIN, top, SIDE)), top, SIDE)
    high = SIDE if len(said) == 1 and paper.fits(said[0].text, said[0].style, paper.epw - beside) else 0
    for each in said:
        paper.put(each.text, each.style, Place(MARGIN + beside, paper.get_y(), paper.epw - beside, high), each.most)
    paper.set_y(max(paper.get_y(), top + SIDE) + GUTTER)
