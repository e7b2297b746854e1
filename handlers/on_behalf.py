"""In a person's stead: the outings to choose from, asking, moving, giving back; and the card on paper."""

from dataclasses import replace
from functools import partial

from markupsafe import Markup

from bot import catalogue, joining, on_behalf
from bot.catalogue import Page
from bot.domain.offers import Filter, Session, is_open
from bot.domain.people import Person, Role
from handlers import offers, requests
from handlers.paper import dejavu
from handlers.paper_card import WayIn, card
from handlers.screens import Button, Document, Rows, View, Visit, act, link, look
from handlers.text import Translator, strong
from handlers.words import lines, outing, places_left, status_for_referent, when
from locales.languages import LANGUAGES

WHO = (Role.REFERENT, Role.COORDINATOR)
"""A coordinator too may stand in for a referent: the use cases say for whom."""


@look("outings_for", *WHO)
async def outings_for(visit: Visit, person_id: int, page: int = 1, instead_of: int = 0) -> View:
    """What can be asked for in somebody's stead; `instead_of`: the place that moves there."""
    t = visit.t
    person = await on_behalf.agreed(visit.store, visit.me, person_id, visit.now)
    shown = await catalogue.browse(visit.store, Filter.ALL, page, visit.now, visit.town.zone)
    said: list[str] = [_question(person, instead_of, t)]
    if not shown.sessions:
        said += ["", t("Aucune sortie pour le moment. Essayez un autre choix, ou revenez bientôt.")]
    for it in shown.sessions:
        said += ["", strong(t.isolate(it.offer.title)), when(it, t), places_left(it, t)]
    if shown.pages > 1:
        said += ["", t("Page {page} sur {pages}", page=shown.number, pages=shown.pages)]
    rows = [
        [outing_for.button(offers.label(it, t), person.id, it.id, shown.number, instead_of)] for it in shown.sessions
    ]
    return View(lines(*said), [*rows, *_around(shown, person, instead_of, t)], private=True)


def _question(person: Person, instead_of: int, t: Translator) -> Markup:
    if instead_of:
        return t("Choisissez une autre sortie pour {name}.", name=person.name)
    return t("Choisissez une sortie pour {name}.", name=person.name)


def _around(shown: Page, person: Person, instead_of: int, t: Translator) -> Rows:
    turn = []
    if shown.number > 1:
        turn.append(outings_for.button(t("Page précédente"), person.id, shown.number - 1, instead_of))
    if shown.number < shown.pages:
        turn.append(outings_for.button(t("Page suivante"), person.id, shown.number + 1, instead_of))
    return [turn, [link(t("Retour à {name}", name=person.name), "person", person.id)]]


@look("outing_for", *WHO)
async def outing_for(visit: Visit, person_id: int, session_id: int, page: int = 1, instead_of: int = 0) -> View:
    """The card of an outing, with the places to ask for in somebody's stead."""
    t = visit.t
    person = await on_behalf.agreed(visit.store, visit.me, person_id, visit.now)
    it = await catalogue.published(visit.store, session_id)
    said: list[str] = [outing(it, t), *offers.facts(it, t, visit.now), ""]
    rows: list[list[Button]] = []
    if mine := await visit.store.reservations.live(person.id, it.id):
        said.append(status_for_referent(mine, t, visit.now))
        rows.append([link(t("Voir la place de {name}", name=person.name), "request", mine.id)])
    elif not is_open(it, visit.now):
        said.append(t("Les demandes sont closes pour cette sortie."))
    else:
        said.append(places_left(it, t))
        rows = [[_ask_button(it, n, person, instead_of, t)] for n in range(1, it.most_places + 1)]
    back = outings_for.button(t("Retour aux sorties"), person.id, page, instead_of)
    return View(lines(*said), [*rows, [back]], private=True)


def _ask_button(it: Session, n: int, person: Person, instead_of: int, t: Translator) -> Button:
    if instead_of:
        label = t.plural("Déplacer ici avec {n} place", "Déplacer ici avec {n} places", n)
        return move_for.button(label, instead_of, it.id, n)
    label = t.plural("Demander {n} place pour {name}", "Demander {n} places pour {name}", n, name=person.name)
    return ask_for.button(label, person.id, it.id, n)


@act("ask_for", *WHO, back="person")
async def ask_for(visit: Visit, person_id: int, session_id: int, number: int) -> View:
    it = await on_behalf.ask(visit.store, visit.me, person_id, session_id, number, visit.now)
    return (await requests.request(visit, it.id)).saying(visit.t("Place confirmée pour {name}.", name=it.person))


@act("move_for", *WHO, back="request")
async def move_for(visit: Visit, reservation_id: int, session_id: int, number: int) -> View:
    it = await on_behalf.move(visit.store, visit.me, reservation_id, session_id, number, visit.now)
    return (await requests.request(visit, it.id)).saying(visit.t("La sortie de {name} est changée.", name=it.person))


@look("cancel_for", *WHO)
async def cancel_for(visit: Visit, reservation_id: int) -> View:
    """The question, with the safe answer first."""
    t = visit.t
    it = await on_behalf.place(visit.store, visit.me, reservation_id, visit.now)
    if not it.is_coming:
        return await requests.request(visit, reservation_id)
    said = lines(
        outing(it.session, t), "", t("Voulez-vous annuler la place de {name} ?", name=it.person),
        t("La place ira à une autre personne."),
    )  # fmt: skip
    no, yes = t("Non, garder la place"), t("Oui, annuler la place")
    return View(said, [[link(no, "request", it.id)], [cancelled_for.button(yes, it.id)]], private=True)


@act("cancelled_for", *WHO, back="request")
async def cancelled_for(visit: Visit, reservation_id: int) -> View:
    it = await on_behalf.cancel(visit.store, visit.me, reservation_id, visit.now)
    return (await requests.request(visit, it.id)).saying(visit.t("La place de {name} est annulée.", name=it.person))


@act("paper_card", *WHO, back="request")
async def paper_card(visit: Visit, reservation_id: int) -> View:
    """The outing on paper. For somebody without an account it carries a new invitation: the former ones are void."""
    it = await on_behalf.place(visit.store, visit.me, reservation_id, visit.now)
    shown = await requests.request(visit, reservation_id)
    if not it.is_coming or it.session.starts_at <= visit.now:
        return shown
    person = await visit.store.people.get(it.person_id)
    contact = await visit.store.people.get(it.referent_id or visit.me.id)
    way_in = await _way_in(visit, person) if person.telegram_id is None else None
    t = _for_print(person, visit)
    content = partial(card, it, f"{contact.name}, {contact.organisation}", way_in, t, visit.now, dejavu())
    file = Document(content, f"carte-{it.id}.pdf", visit.t("Carte à imprimer pour {name}", name=it.person))
    return replace(shown, extras=(file,), private=True)


async def _way_in(visit: Visit, person: Person) -> WayIn:
    made = await joining.invite_again(visit.store, person.id, Role.BENEFICIARY, visit.now)
    short = made.short or made.code
    return WayIn(f"https://t.me/{visit.town.bot}?start={made.code}", f"{short[:4]}-{short[4:]}", made.expires_at)


def _for_print(person: Person, visit: Visit) -> Translator:
    """In the person's language where every printer can draw it, in the town's otherwise."""
    chosen = LANGUAGES.get(person.language or "")
    return Translator.of(chosen.code if chosen and chosen.in_plain_letters else None, visit.town.language)
