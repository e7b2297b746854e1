"""Choosing: the list of five, its filters, the card of an outing, and asking for places."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from markupsafe import Markup

from bot import catalogue
from bot import reservations as places
from bot.catalogue import Page
from bot.domain.offers import Filter, Publication, Session, is_open
from bot.domain.people import Role
from bot.domain.reservations import Reservation, State
from handlers import company, company_words, easy_words, group_words, permanence_words, reservations, waiting, way
from handlers.outing_picture import caption, picture
from handlers.screens import Button, Photo, Rows, View, Visit, act, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import deadline, how_to_get_in, lines, outing, places_left, status, when, where

READERS = (Role.BENEFICIARY, Role.REFERENT, Role.COORDINATOR)


@look("offers", *READERS)
async def offers(visit: Visit, only: Filter = Filter.ALL, page: int = 1) -> View:
    """What can be asked for, soonest first; the place in the list is kept on returning."""
    t = visit.t
    house = visit.me.organisation_id
    shown = await catalogue.browse(visit.store, only, page, visit.now, visit.town.zone, house, visit.pace.outings)
    rows = [[session.button(label(it, t), it.id, only, shown.number)] for it in shown.sessions]
    if not rows and visit.me.is_a(Role.BENEFICIARY):
        rows = [[permanence_words.button(t)]]
    return View(_listed(shown, only, t), [*rows, *_around(shown, only, t)])


def label(it: Session, t: Translator) -> Markup:
    """A session on a button."""
    return t("{title}, {day}", title=shorten(it.offer.title), day=t.short_day(it.starts_at, it.zone))


def _listed(shown: Page, only: Filter, t: Translator) -> Markup:
    said: list[str] = [strong(t("Sorties")), _filters(t)[only]]
    if not shown.sessions:
        said += ["", t("Aucune sortie pour le moment. Essayez un autre choix, ou revenez bientôt.")]
    for it in shown.sessions:
        said += ["", strong(t.isolate(it.offer.title)), when(it, t), t.isolate(it.offer.venue.name), places_left(it, t)]
    if shown.pages > 1:
        said += ["", t("Page {page} sur {pages}", page=shown.number, pages=shown.pages)]
    return lines(*said)


def _around(shown: Page, only: Filter, t: Translator) -> Rows:
    """At most eight buttons: home stands where there is no page before."""
    turn = []
    if shown.number > 1:
        turn.append(offers.button(t("Page précédente"), only, shown.number - 1))
    if shown.number < shown.pages:
        turn.append(offers.button(t("Page suivante"), only, shown.number + 1))
    last = [choose_filter.button(t("Filtrer"))]
    return [turn, [*last, way_home(t)] if len(turn) < 2 else last]


def _filters(t: Translator) -> dict[Filter, Markup]:
    return {
        Filter.ALL: t("Toutes les sorties"),
        Filter.WEEK: t("Cette semaine"),
        Filter.WEEK_END: t("Ce week-end"),
        Filter.FAMILIES: t("Avec enfants"),
        Filter.STEP_FREE: t("Accessible"),
        Filter.ACCOMPANIED: t("Accompagnée"),
    }


@look("filter", *READERS)
async def choose_filter(visit: Visit) -> View:
    rows = [[offers.button(words, only)] for only, words in _filters(visit.t).items()]
    return View(visit.t("Quelles sorties voulez-vous voir ?"), [*rows, [way_home(visit.t)]])


@look("session", *READERS)
async def session(visit: Visit, session_id: int, only: Filter = Filter.ALL, page: int = 1) -> View:
    """The card of an outing."""
    t = visit.t
    it = await catalogue.published(visit.store, session_id)
    facts_here = facts(it, t, visit.now)
    rows: list[list[Button]] = []
    said = [outing(it, t), *facts_here]
    if visit.me.is_a(Role.BENEFICIARY):
        mine = await visit.store.reservations.live(visit.me.id, it.id)
        standing, rows = await _standing(visit, it, mine)
        if mine or await visit.store.waiting.of(visit.me.id, it.id):
            # On a small screen the end of a card is out of sight: the answer to a tap is not.
            said = [strong(t.isolate(it.offer.title)), *standing, "", when(it, t), where(it, t), *facts_here]
        else:
            said += [*await group_words.on_the_card(visit, it.id), *await way.before_asking(visit, it), "", *standing]
    beside = [link(t("Comment y aller"), "way", it.id)]
    if it.publication is Publication.PUBLISHED:
        beside.append(drawn.button(t("Voir en image"), it.id, only, page))
    rows = [*rows, beside, [offers.button(t("Retour aux sorties"), only, page)]]
    return View(lines(*said), rows)


@look("drawn", *READERS)
async def drawn(visit: Visit, session_id: int, only: Filter = Filter.ALL, page: int = 1) -> View:
    """The card as a picture, for who asks: data is dear. It is about nobody, so it may be passed on; of an outing that is
    called off there is none, for it would go on saying that one is expected."""
    it = await catalogue.published(visit.store, session_id)
    card = await session(visit, session_id, only, page)
    if it.publication is not Publication.PUBLISHED:
        return card
    return replace(card, extras=(Photo(partial(picture, it, visit.t), caption(it, visit.t), passed_on=True),))


async def _standing(visit: Visit, it: Session, mine: Reservation | None) -> tuple[list[str], list[list[Button]]]:
    """What this person may do here: ask, or see how their request stands."""
    t = visit.t
    if mine:
        said: list[str] = [strong(status(mine, t, visit.now)), reservations.held(mine, t)]
        said += [*company_words.how(mine, t), *await group_words.of_mine(visit, mine)]
        said += company_words.question(mine, visit.now, t)
        if mine.state is State.OFFERED:
            return said, waiting.answers(mine, t)
        away = [reservations.leave.button(reservations.away(mine, t), mine.id)]
        return said, [*company_words.choices(mine, visit.now, t), away] if it.starts_at > visit.now else []
    if not is_open(it, visit.now):
        return [t("Les demandes sont closes pour cette sortie.")], [[permanence_words.button(t)]]
    if queue := await waiting.standing(visit, it):
        return queue
    told, rows = await company.offered(visit, it, _asks(it, t))
    return [*told, places_left(it, t)], rows


def _asks(it: Session, t: Translator) -> list[list[Button]]:
    return [
        [ask.button(_ask_label(n, t), it.id, n) for n in pair if n <= it.most_places]
        for pair in ((1, 2), (3, 4))
        if pair[0] <= it.most_places
    ]


def _ask_label(n: int, t: Translator) -> Markup:
    return t.plural("Demander une place", "Demander {n} places", n)


def facts(it: Session, t: Translator, now: datetime) -> list[str]:
    """Everything else that is known, a line each; what is not known is not said."""
    offer = it.offer
    said: list[str] = []
    if about := easy_words.about(offer, t):
        said += ["", *about, ""]
    if it.doors_at:
        said.append(t("Ouverture des portes : {hour}", hour=t.hour(it.doors_at, it.zone)))
    if it.ends_at:
        said.append(t("Fin : {hour}", hour=t.hour(it.ends_at, it.zone)))
    if offer.venue.transit:
        said.append(t("Arrêts proches : {stops}", stops=offer.venue.transit))
    if offer.genre:
        said.append(t("Genre : {genre}", genre=offer.genre))
    if offer.min_age:
        said.append(t.plural("À partir de {n} an", "À partir de {n} ans", offer.min_age))
    said += [sentence for known, sentence in _access(it, t) if known]
    said.append(how_to_get_in(it, t))
    if it.has_date and it.closes_at > now:
        said.append(t("Demande possible jusqu'au {moment}", moment=deadline(it, t)))
    return said


def _access(it: Session, t: Translator) -> list[tuple[bool | None, Markup]]:
    offer = it.offer
    return [
        (offer.families, t("Pour les familles")),
        (offer.step_free, t("Entrée sans marche")),
        (offer.hearing_loop, t("Boucle magnétique pour les appareils auditifs")),
        (offer.french_not_needed, t("Pas besoin de parler français")),
        (offer.accompanied, t("Sortie accompagnée")),
    ]


@act("ask", Role.BENEFICIARY, back="session")
async def ask(visit: Visit, session_id: int, number: int) -> View:
    it = await places.request(visit.store, visit.me, session_id, number, visit.now)
    told = visit.t("Place confirmée.") if it.is_coming else visit.t("Demande envoyée.")
    return (await session(visit, session_id)).saying(told)
