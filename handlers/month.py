"""« Ce mois-ci » of a referent: the coming outings of their people, on one screen. Nothing of the past, nothing scored."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from markupsafe import Markup

from bot import month
from bot.domain.company import Wish
from bot.domain.offers import Session
from bot.domain.reservations import Reservation, State
from bot.month import Ahead, Month
from handlers import people
from handlers.pages import cut, turn
from handlers.requests import ANSWERING, request, who_and_what
from handlers.screens import Button, View, Visit, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import lines
from handlers.words import places as so_many

PAGE = 12
"""Lines about people: of the longest names that are written in letters, they fit in one message."""

CHOICES = 4
"""With the pages beside, « Mes personnes » and the way home: eight buttons."""


@look("this_month", *ANSWERING)
async def this_month(visit: Visit, page: int = 1) -> View:
    """An outing has a line, and whoever goes there one each."""
    t = visit.t
    it = await month.coming(visit.store, visit.me, visit.now, visit.town.zone)
    shown, number, pages = cut(it.ahead, page, PAGE)
    said: list[str] = [strong(t("Ce mois-ci")), *_opening(it, visit)]
    for session, there in groupby(shown, key=lambda each: each.it.session):
        said += ["", strong(_outing(session, t)), *(_line(each, visit) for each in there)]
    if pages > 1:
        said += ["", t("Page {page} sur {pages}", page=number, pages=pages)]
    around = [turn(this_month, number, pages, t), [people.people.button(t("Mes personnes")), way_home(t)]]
    return View(lines(*said), [*_choices(it, shown, visit), *around], private=True)


def _choices(it: Month, shown: Sequence[Ahead], visit: Visit) -> list[list[Button]]:
    """What is to be answered first, then the soonest."""
    first = sorted(shown, key=lambda each: not each.is_to_answer)[:CHOICES]
    if first or not it.follows_somebody:
        return [[_to(each, visit.t)] for each in first]
    return [[link(visit.t("Voir les sorties"), "offers")]]


def _opening(it: Month, visit: Visit) -> list[Markup]:
    if not it.follows_somebody:
        return [people.nobody(visit)]
    zone = visit.town.zone
    until = visit.t.day(it.until - timedelta(seconds=1), zone)
    if not it.ahead:
        none = visit.t("Vos personnes n'ont pas de sortie prévue jusqu'au {day}.", day=until)
        return [none, visit.t("Vous pouvez leur proposer une sortie.")]
    return [visit.t("Les sorties de vos personnes, jusqu'au {day}.", day=until)]


def _outing(it: Session, t: Translator) -> Markup:
    known = {"day": t.short_day(it.starts_at, it.zone), "hour": t.hour(it.starts_at, it.zone)}
    return t("{day}, {hour} : {title}", title=shorten(it.offer.title), **known)


def _line(each: Ahead, visit: Visit) -> Markup:
    t, it = visit.t, each.it
    known = {"name": _who(each, t), "places": so_many(it.places, t), "standing": _standing(each, t)}
    company = _company(it, visit) if isinstance(it, Reservation) else None
    if company is None:
        return t("{name}, {places} : {standing}", **known)
    return t("{name}, {places} : {standing}, {company}", company=company, **known)


def _who(each: Ahead, t: Translator) -> object:
    if not each.on_behalf_of:
        return each.it.person
    return t("{name}, pour {colleague}", name=each.it.person, colleague=each.on_behalf_of)


def _standing(each: Ahead, t: Translator) -> Markup:
    if not isinstance(each.it, Reservation):
        return t("sur la liste d'attente")
    return {
        State.REQUESTED: t("demande à traiter"),
        State.OFFERED: t("place libérée, réponse attendue"),
        State.APPROVED: t("place confirmée"),
    }[each.it.state]


def _company(it: Reservation, visit: Visit) -> Markup | None:
    """With whom they go; None where they have not said."""
    t = visit.t
    if it.accompanied_by is not None:
        return t("avec vous") if it.accompanied_by == visit.me.id else t("avec {name}", name=it.companion)
    if it.wish is None:
        return None
    return {
        Wish.ALONE: t("sans compagnie"),
        Wish.GUEST: t("avec un proche"),
        Wish.COMPANY: t("cherche quelqu'un"),
    }[it.wish]


def _to(each: Ahead, t: Translator) -> Button:
    if isinstance(each.it, Reservation):
        return request.button(who_and_what(each.it, t), each.it.id)
    return link(who_and_what(each.it, t), "person", each.it.person_id)
