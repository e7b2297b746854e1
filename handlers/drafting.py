"""Making an outing by a few questions. The draft is the memory: each answer shows the next question."""

from markupsafe import Markup

from bot import drafting, typed
from bot.domain.changes import Words, ensure_may_change
from bot.domain.offers import Publication, Session
from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.feeds.values import LONGEST_TITLE
from handlers.changing import how_to_write_a_date, next_step
from handlers.rewording import wish
from handlers.screens import Button, Screen, View, Visit, act, find, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import lines, outing

COORDINATOR = Role.COORDINATOR
UNFINISHED = 5
VENUES = 4
"""A page of venues: with two ways to turn it and the way back, at most eight buttons."""

WEEKS = (2, 4, 6, 8)


@look("create", COORDINATOR)
async def create(visit: Visit) -> View:
    """A new outing, or one whose questions were left in the middle."""
    t = visit.t
    begun = await visit.store.drafting.undated(UNFINISHED)
    rows = [[new_outing.button(t("Créer une sortie"))]]
    rows += [[resume_draft.button(t("Reprendre : {title}", title=shorten(it.offer.title)), it.id)] for it in begun]
    said = [
        strong(t("Créer une sortie")),
        t("Quelques questions, puis vous publiez. Vous pouvez vous arrêter et reprendre plus tard."),
        t("Vous pouvez aussi envoyer ici un fichier de sorties (.xlsx, .csv, .ics, .json)."),
    ]
    return View(lines(*said), [*rows, [link(t("Toutes les sorties"), "desk"), way_home(t)]])


@act("new_outing", COORDINATOR, back="create")
async def new_outing(visit: Visit) -> View:
    await visit.store.people.expect(visit.me.id, typed_title.data())
    return View(visit.t("Écrivez le titre de la sortie."), [[link(visit.t("Toutes les sorties"), "desk")]])


@act("typed_title", COORDINATOR, back="create", typed=True)
async def typed_title(visit: Visit) -> View:
    it = await drafting.begin(visit.store, typed.words(visit.text, LONGEST_TITLE), visit.town.zone)
    return await next_step(visit, it.id)


@act("resume_draft", COORDINATOR, back="create")
async def resume_draft(visit: Visit, session_id: int) -> View:
    """The first question that has no answer yet."""
    return await next_step(visit, session_id)


# The venue


@act("ask_venue", COORDINATOR, back="sheet")
async def ask_venue(visit: Visit, session_id: int, page: int = 1) -> View:
    """Known venues are one tap away; another one is typed."""
    t = visit.t
    it = await visit.store.offers.session(session_id)
    ensure_may_change(it, visit.now)
    await visit.store.people.expect(visit.me.id, typed_venue.data(session_id))
    pages = max(1, -(-await visit.store.drafting.count_venues() // VENUES))
    number = min(max(1, page), pages)
    known = await visit.store.drafting.venues((number - 1) * VENUES, VENUES)
    rows = [[venue.button(t.isolate(shorten(each.name)), session_id, each.id)] for each in known]
    said: list[str] = [strong(t.isolate(it.offer.title)), t("Dans quel lieu ? Choisissez, ou écrivez le nom du lieu.")]
    if pages > 1:
        said.append(t("Page {page} sur {pages}", page=number, pages=pages))
    return View(lines(*said), [*rows, _turn(session_id, number, pages, t), [_back(it, t)]])


def _turn(session_id: int, number: int, pages: int, t: Translator) -> list[Button]:
    turn = []
    if number > 1:
        turn.append(ask_venue.button(t("Page précédente"), session_id, number - 1))
    if number < pages:
        turn.append(ask_venue.button(t("Page suivante"), session_id, number + 1))
    return turn


@act("venue", COORDINATOR, back="sheet")
async def venue(visit: Visit, session_id: int, venue_id: int) -> View:
    return await wish(visit, session_id, Words.VENUE, str((await visit.store.drafting.venue(venue_id)).id))


@act("typed_venue", COORDINATOR, back="sheet", typed=True)
async def typed_venue(visit: Visit, session_id: int) -> View:
    t = visit.t
    chosen = await drafting.venue_typed(visit.store, typed.words(visit.text, LONGEST_TITLE))
    if chosen.address:
        return await venue(visit, session_id, chosen.id)
    await visit.store.people.expect(visit.me.id, typed_address.data(session_id, chosen.id))
    said = t("Écrivez l'adresse de {venue}, par exemple : 30 quai de Rive Neuve, 13007 Marseille.", venue=chosen.name)
    return View(said, [[venue.button(t("Continuer sans adresse"), session_id, chosen.id)]])


@act("typed_address", COORDINATOR, back="sheet", typed=True)
async def typed_address(visit: Visit, session_id: int, venue_id: int) -> View:
    address = typed.words(visit.text, LONGEST_TITLE)
    placed = await drafting.address_typed(visit.store, venue_id, address)
    return await venue(visit, session_id, placed.id)


# Again


@look("again", COORDINATOR)
async def again(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await visit.store.offers.session(session_id)
    if not it.has_date:
        raise Gone
    weekly = [[_weekly(it, n, t) for n in pair] for pair in (WEEKS[:2], WEEKS[2:])]
    rows = [
        [add_session.button(t("Ajouter une date"), it.id)],
        [copy.button(t("Copier en une autre sortie"), it.id)],
        *weekly,
        [_back(it, t)],
    ]
    said = lines(outing(it, t), "", t("Tout est copié en brouillon, sauf la date. Vous publiez ensuite."))
    return View(said, rows)


def _weekly(it: Session, weeks: int, t: Translator) -> Button:
    return repeat.button(t.plural("Répéter {n} semaine", "Répéter {n} semaines", weeks), it.id, weeks)


@act("add_session", COORDINATOR, back="again")
async def add_session(visit: Visit, session_id: int) -> View:
    return await _ask_when(visit, session_id, typed_session)


@act("copy", COORDINATOR, back="again")
async def copy(visit: Visit, session_id: int) -> View:
    return await _ask_when(visit, session_id, typed_copy)


async def _ask_when(visit: Visit, session_id: int, then: Screen) -> View:
    it = await visit.store.offers.session(session_id)
    await visit.store.people.expect(visit.me.id, then.data(session_id))
    return View(lines(outing(it, visit.t), "", how_to_write_a_date(visit.t)), [[_back(it, visit.t)]])


@act("typed_session", COORDINATOR, back="again", typed=True)
async def typed_session(visit: Visit, session_id: int) -> View:
    it = await visit.store.offers.session(session_id)
    at = typed.moment(visit.text, it.zone, it.starts_at)
    made = await drafting.another_session(visit.store, session_id, at, visit.now)
    return await next_step(visit, made.id)


@act("typed_copy", COORDINATOR, back="again", typed=True)
async def typed_copy(visit: Visit, session_id: int) -> View:
    it = await visit.store.offers.session(session_id)
    made = await drafting.copy(visit.store, session_id, typed.moment(visit.text, it.zone, it.starts_at), visit.now)
    return await next_step(visit, made.id)


@act("repeat", COORDINATOR, back="again")
async def repeat(visit: Visit, session_id: int, weeks: int) -> View:
    t = visit.t
    if weeks not in range(drafting.FEWEST_WEEKS, drafting.MOST_WEEKS + 1):
        raise Gone
    made = await drafting.repeat(visit.store, session_id, weeks, visit.now)
    said: list[Markup | str] = [t.plural("{n} brouillon est fait.", "{n} brouillons sont faits.", len(made))]
    said += [t.moment(it.starts_at, it.zone) for it in made]
    if len(made) < weeks:
        said.append(t("Les autres dates existent déjà."))
    return View(lines(*said), [[link(t("Brouillons"), "drafts")], [link(t("Retour à la sortie"), "sheet", session_id)]])


# Not any more


@look("drop", COORDINATOR)
async def drop(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await visit.store.offers.session(session_id)
    if it.publication is not Publication.DRAFT:
        screen, args = find(f"sheet:{it.id}")
        return await screen(visit, *args)
    rows = [[link(t("Non, garder le brouillon"), "sheet", it.id)], [drop_yes.button(t("Oui, supprimer"), it.id)]]
    return View(lines(outing(it, t), "", t("Voulez-vous supprimer ce brouillon ? Personne ne l'a vu.")), rows)


@act("drop_yes", COORDINATOR, back="sheet")
async def drop_yes(visit: Visit, session_id: int) -> View:
    await drafting.drop(visit.store, session_id, visit.now)
    return View(
        visit.t("Le brouillon est supprimé."), [[link(visit.t("Toutes les sorties"), "desk"), way_home(visit.t)]]
    )


def _back(it: Session, t: Translator) -> Button:
    return link(t("Retour à la sortie"), "sheet", it.id)
