"""« Bilan »: what the outings of a period have changed, for the coordinator: a picture, four sentences, and papers to pass on.

A button says « mine » and no number: of another organisation than her own there is none to be made (D2).
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from functools import partial

from markupsafe import Markup

from bot import bilan as bilans
from bot.domain.bilan import Bilan, Period, read_period
from bot.domain.people import Role
from bot.domain.refusals import Gone
from handlers import bilan_words as words
from handlers.bilan_page import page
from handlers.bilan_picture import picture
from handlers.bilan_sentences import sentences
from handlers.bilan_sheet import spreadsheet
from handlers.screens import Button, Document, Photo, View, Visit, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines


class Whose(StrEnum):
    """The values travel in buttons: never reused."""

    ALL = "all"
    MINE = "mine"


class Paper(StrEnum):
    """The values travel in buttons: never reused."""

    PAGE = "page"
    SHEET = "sheet"


@look("bilans", Role.COORDINATOR)
async def choose(visit: Visit, whose: Whose = Whose.ALL) -> View:
    """Of whom, and of which period: the last ones."""
    t, mine = visit.t, whose is Whose.MINE
    found = await bilans.recent(visit.store, mine, visit.now)
    said = [strong(t("Bilan")), words.whose(visit.me.organisation if mine else "", t), ""]
    if not found:
        said.append(t("Aucune période n'est encore terminée."))
    else:
        said.append(t("Choisissez une période. Un bilan ne porte aucun nom."))
    if mine:
        said.append(t("Le bilan d'une structure est celui d'une année. Un mois ferait reconnaître des personnes."))
    rows = [[bilan.button(words.period(it, t), whose, it.name)] for it in found]
    other = choose.button(t("Toutes les structures ensemble")) if mine else choose.button(t("Ma structure"), Whose.MINE)
    return View(lines(*said), [*rows, [other], [link(t("Retour aux sorties"), "desk"), way_home(t)]])


@look("bilan", Role.COORDINATOR)
async def bilan(visit: Visit, whose: Whose, period: str, drawn: int = 1) -> View:
    """The sentences, and the same as a picture unless it has just been sent."""
    t, it = visit.t, await _asked(visit, whose, period)
    at = (whose, period, 0)
    extras = (Photo(partial(picture, it, t), _titled(it, t), passed_on=True),) if drawn else ()
    rows = [
        [file.button(t("Recevoir la page"), whose, period, Paper.PAGE)],
        [file.button(t("Recevoir le tableau"), whose, period, Paper.SHEET)],
        [meanings.button(t("Ce que veulent dire ces chiffres"), whose, period)],
        [choose.button(t("Une autre période"), whose), way_home(t)],
    ]
    said = (strong(t("Bilan")), words.whose(it.house, t), words.period(it.period, t), "", *sentences(it, t))
    return View(lines(*said), rows, extras=extras, at=bilan.data(*at))


@look("bilan_file", Role.COORDINATOR)
async def file(visit: Visit, whose: Whose, period: str, paper: Paper) -> View:
    """To be passed on: it is about nobody."""
    t, it = visit.t, await _asked(visit, whose, period)
    drawn = {
        Paper.PAGE: Document(partial(page, it, t, visit.now), f"bilan-{it.period.name}.pdf", _titled(it, t)),
        Paper.SHEET: Document(partial(spreadsheet, it, t), f"bilan-{it.period.name}.xlsx", _titled(it, t)),
    }[paper]
    shown = await bilan(visit, whose, period, 0)
    return replace(shown, extras=(drawn,))


@look("bilan_words", Role.COORDINATOR)
async def meanings(visit: Visit, whose: Whose, period: str) -> View:
    """What every figure counts."""
    t = visit.t
    told = (words.figures(t), words.answering(t), words.load(t), words.welcomed(t))
    figures = [figure for each in told for figure in each.values()]
    back: list[Button] = [bilan.button(t("Retour au bilan"), whose, _read(period).name, 0), way_home(t)]
    return View(lines(strong(t("Ce que veulent dire ces chiffres")), *_meant(figures), "", words.why_hidden(t)), [back])


def _meant(figures: Iterable[words.Figure]) -> list[Markup]:
    return [line for it in figures for line in (Markup(""), strong(it.name), it.meaning)]


async def _asked(visit: Visit, whose: Whose, period: str) -> Bilan:
    """Raises Gone."""
    house = visit.me.organisation_id if whose is Whose.MINE else None
    return await bilans.of(visit.store, house, _read(period), visit.now)


def _read(period: str) -> Period:
    found = read_period(period)
    if found is None:
        raise Gone
    return found


def _titled(it: Bilan, t: Translator) -> Markup:
    period, whose = words.period(it.period, t), words.whose(it.house, t)
    return t("Bilan, {period}. {whose}", period=period, whose=whose)
