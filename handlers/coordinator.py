"""The coordinator's desk: complete a draft, publish it, invite a referent."""

from markupsafe import Markup

from bot import catalogue, changing, joining
from bot.catalogue import Page
from bot.domain.offers import Publication, Session, missing
from bot.domain.people import Role
from handlers import accompanying, bilan, invitations, offers, ticks
from handlers.screens import Button, Rows, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import deadline, lacking, lines, outing, when

COORDINATOR = Role.COORDINATOR


@look("desk", COORDINATOR)
async def desk(visit: Visit) -> View:
    t = visit.t
    drafts_count = await visit.store.offers.count_upcoming(Publication.DRAFT, visit.now)
    published_count = await visit.store.offers.count_upcoming(Publication.PUBLISHED, visit.now)
    said = lines(
        strong(t("Sorties")),
        t.plural("{n} brouillon à compléter", "{n} brouillons à compléter", drafts_count),
        t.plural("{n} sortie publiée", "{n} sorties publiées", published_count),
    )
    followed = await visit.store.agendas.of_house(visit.me.organisation_id)
    rows: Rows = [
        [drafts.button(t("Brouillons"))],
        [published.button(t("Sorties publiées"))],
        [bilan.choose.button(t("Bilan"))],
        [link(t("Créer ou importer"), "create")],
        [link(t("Noter les présences"), "roll_calls")],
        *([[link(t("Agendas suivis"), "agendas")]] if followed else []),
        [link(t("Ce qui marche ici"), "what_works")],
        [way_home(t)],
    ]
    return View(said, rows)


@look("drafts", COORDINATOR)
async def drafts(visit: Visit, page: int = 1) -> View:
    shown = await catalogue.desk(visit.store, Publication.DRAFT, page, visit.now)
    return _listed(shown, visit.t, published_ones=False)


@look("published", COORDINATOR)
async def published(visit: Visit, page: int = 1) -> View:
    shown = await catalogue.desk(visit.store, Publication.PUBLISHED, page, visit.now)
    return _listed(shown, visit.t, published_ones=True)


def _listed(shown: Page, t: Translator, published_ones: bool) -> View:
    said: list[str] = [strong(t("Sorties publiées") if published_ones else t("Brouillons"))]
    here = published if published_ones else drafts
    if not shown.sessions:
        said += ["", t("Il n'y a rien ici pour le moment.")]
    for it in shown.sessions:
        said += ["", strong(t.isolate(it.offer.title)), when(it, t), t.isolate(it.offer.venue.name)]
        said += [_allotment(it, t)] if published_ones else []
    if shown.pages > 1:
        said += ["", t("Page {page} sur {pages}", page=shown.number, pages=shown.pages)]
    rows = [[sheet.button(offers.label(it, t), it.id)] for it in shown.sessions]
    turn = []
    if shown.number > 1:
        turn.append(here.button(t("Page précédente"), shown.number - 1))
    if shown.number < shown.pages:
        turn.append(here.button(t("Page suivante"), shown.number + 1))
    away = [desk.button(t("Toutes les sorties")), *([way_home(t)] if len(turn) < 2 else [])]
    return View(lines(*said), [*rows, turn, away])


def _allotment(it: Session, t: Translator) -> Markup:
    if it.open_admission:
        return t.plural("Entrée libre, {n} place demandée", "Entrée libre, {n} places demandées", it.taken)
    if not it.capacity:
        return t("Nombre de places à compléter")
    return t("Places prises : {taken} sur {capacity}", taken=it.taken, capacity=it.capacity)


@look("sheet", COORDINATOR)
async def sheet(visit: Visit, session_id: int) -> View:
    """A session as its coordinator sees it: what is known, what is missing, what can be done."""
    t = visit.t
    it = await visit.store.offers.session(session_id)
    said: list[str] = [_state(it, t), "", outing(it, t), *offers.facts(it, t, visit.now), _allotment(it, t)]
    rows: list[list[Button]] = [[link(t("Modifier"), "change", it.id)]]
    if it.publication is not Publication.CANCELLED:
        rows.insert(0, [choose_places.button(t("Nombre de places"), it.id)])
    if it.publication is Publication.DRAFT:
        if lacks := missing(it, visit.now):
            said += ["", lacking(lacks, t)]
        else:
            rows.insert(0, [_publish(it, t)])
        rows += [[choose_deadline.button(t("Date limite"), it.id)]] if it.has_date else []
        rows += [[_access(it, t), _families(it, t)]]
    else:
        rows.append([link(t("Liste des invités"), "guests", it.id)])
        if it.publication is Publication.PUBLISHED:
            rows.append([link(t("Sortie accompagnée"), "prepare", it.id)])
        if alone := await visit.store.company.lacking(it.id, visit.me.organisation_id):
            said.append(accompanying.lacking(len(alone), t))
            rows.append([link(t("Voir qui cherche quelqu'un"), "seeking", it.id)])
    if it.publication is not Publication.DRAFT and not it.open_admission:
        rows.append([link(t("Voir la liste d'attente"), "line", it.id)])
    rows += ticks.at_session(it, visit)
    back = drafts if it.publication is Publication.DRAFT else published
    return View(lines(*said), [*rows, [back.button(t("Retour à la liste")), way_home(t)]])


def _state(it: Session, t: Translator) -> Markup:
    return strong(
        {
            Publication.DRAFT: t("Brouillon"),
            Publication.PUBLISHED: t("Sortie publiée"),
            Publication.CANCELLED: t("Sortie annulée"),
        }[it.publication]
    )


def _publish(it: Session, t: Translator) -> Button:
    """Without an easy version, it is asked for first."""
    return publish.button(t("Publier"), it.id) if it.offer.easy else link(t("Publier"), "easy", it.id)


def _access(it: Session, t: Translator) -> Button:
    if it.offer.step_free:
        return say_access.button(t("Retirer « accessible »"), it.id, 0)
    return say_access.button(t("Ajouter « accessible »"), it.id, 1)


def _families(it: Session, t: Translator) -> Button:
    if it.offer.families:
        return say_families.button(t("Retirer « avec enfants »"), it.id, 0)
    return say_families.button(t("Ajouter « avec enfants »"), it.id, 1)


@look("choose_places", COORDINATOR)
async def choose_places(visit: Visit, session_id: int) -> View:
    """Allotments are tiny: 2, 4, 6 or 10 places a session, or open admission."""
    t = visit.t
    it = await visit.store.offers.session(session_id)
    few = [[_so_many(it, n, t) for n in pair] for pair in ((2, 4), (6, 10))]
    rows = [
        *few,
        [set_places.button(t("Entrée libre"), it.id, 0)],
        [type_places.button(t("Un autre nombre"), it.id)],
        [sheet.button(t("Retour à la sortie"), it.id)],
    ]
    return View(lines(outing(it, t), "", t("Combien de places ?")), rows)


def _so_many(it: Session, n: int, t: Translator) -> Button:
    return set_places.button(t.plural("{n} place", "{n} places", n), it.id, n)


@act("set_places", COORDINATOR, back="sheet")
async def set_places(visit: Visit, session_id: int, number: int) -> View:
    """0 stands for open admission."""
    await changing.set_places(visit.store, visit.me, session_id, number or None, visit.now)
    return (await sheet(visit, session_id)).saying(visit.t("C'est noté."))


@act("type_places", COORDINATOR, back="sheet")
async def type_places(visit: Visit, session_id: int) -> View:
    it = await visit.store.offers.session(session_id)
    await visit.store.people.expect(visit.me.id, typed_places.data(session_id))
    said = lines(outing(it, visit.t), "", visit.t("Écrivez le nombre de places."))
    return View(said, [[sheet.button(visit.t("Retour à la sortie"), session_id)]])


@act("typed_places", COORDINATOR, back="sheet", typed=True)
async def typed_places(visit: Visit, session_id: int) -> View:
    wanted = catalogue.places_typed(visit.text)
    await changing.set_places(visit.store, visit.me, session_id, wanted, visit.now)
    return (await sheet(visit, session_id)).saying(visit.t("C'est noté."))


@look("choose_deadline", COORDINATOR)
async def choose_deadline(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await visit.store.offers.session(session_id)
    choices = {
        0: t("Une heure avant le début"),
        1: t("La veille à 18 h 00"),
        2: t("Deux jours avant à 18 h 00"),
        3: t("Trois jours avant à 18 h 00"),
        7: t("Une semaine avant à 18 h 00"),
    }
    rows = [[set_deadline.button(words, it.id, days)] for days, words in choices.items()]
    question = t("Jusqu'à quand peut-on demander une place ?")
    now = t("Aujourd'hui : {moment}", moment=deadline(it, t))
    return View(lines(outing(it, t), "", question, now), [*rows, [sheet.button(t("Retour à la sortie"), it.id)]])


@act("set_deadline", COORDINATOR, back="sheet")
async def set_deadline(visit: Visit, session_id: int, days: int) -> View:
    await catalogue.set_deadline(visit.store, session_id, days, visit.now)
    return (await sheet(visit, session_id)).saying(visit.t("C'est noté."))


@act("say_access", COORDINATOR, back="sheet")
async def say_access(visit: Visit, session_id: int, yes: int) -> View:
    it = await visit.store.offers.session(session_id)
    await visit.store.offers.set_access(it.offer.id, bool(yes))
    return await sheet(visit, session_id)


@act("say_families", COORDINATOR, back="sheet")
async def say_families(visit: Visit, session_id: int, yes: int) -> View:
    it = await visit.store.offers.session(session_id)
    await visit.store.offers.set_families(it.offer.id, bool(yes))
    return await sheet(visit, session_id)


@act("publish", COORDINATOR, back="sheet")
async def publish(visit: Visit, session_id: int) -> View:
    await catalogue.publish(visit.store, session_id, visit.now)
    return (await sheet(visit, session_id)).saying(visit.t("La sortie est publiée."))


@act("invite_referent", COORDINATOR, back="home")
async def invite(visit: Visit) -> View:
    await visit.store.people.expect(visit.me.id, invited.data())
    said = visit.t("Écrivez le prénom du référent ou de la référente.")
    return View(said, [[way_home(visit.t)]])


@act("invited_referent", COORDINATOR, back="desk", typed=True)
async def invited(visit: Visit) -> View:
    me = visit.me
    made = await joining.invite(visit.store, visit.text, Role.REFERENT, me.organisation_id, None, visit.now)
    return await invitations.invitation(visit, made)
