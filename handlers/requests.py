"""Requests: the list, one tap that decides, a no with words; and the letters that ask or tell of one."""

from markupsafe import Markup

from bot import deciding
from bot import reservations as places
from bot.domain.people import Role
from bot.domain.refusals import Gone, Overtaken
from bot.domain.reservations import Reservation, State
from bot.domain.waiting import Entry
from handlers import company_words, project_together, stead
from handlers.screens import Rows, View, Visit, act, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import lines, outing, reason, reasons, status_for_referent, trace_for_referent, when

ANSWERING = (Role.REFERENT, Role.COORDINATOR)
"""A coordinator answers too, when nobody else has: the use cases say when."""
PAGE = 5


@look("requests", *ANSWERING)
async def requests(visit: Visit) -> View:
    """« Demandes à traiter », most urgent first."""
    t = visit.t
    waiting = await deciding.to_answer(visit.store, visit.me, visit.now)
    said: list[str] = [strong(t("Demandes à traiter"))]
    if not waiting:
        said += ["", t("Aucune demande n'attend votre réponse.")]
    for it in waiting[:PAGE]:
        said += ["", _asks(it, t), *company_words.for_team(it, visit.me, t)]
        said += [strong(t.isolate(it.session.offer.title)), when(it.session, t)]
    if len(waiting) > PAGE:
        said += ["", t("Et d'autres ensuite : {n}.", n=len(waiting) - PAGE)]
    rows = [[request.button(who_and_what(it, t), it.id)] for it in waiting[:PAGE]]
    return View(lines(*said), [*rows, [link(t("Ma journée"), "today"), way_home(t)]])


def who_and_what(it: Reservation | Entry, t: Translator) -> Markup:
    return t("{name} : {title}", name=it.person, title=shorten(it.session.offer.title))


def _asks(it: Reservation, t: Translator) -> Markup:
    return t.plural("{name} demande {n} place.", "{name} demande {n} places.", it.places, name=it.person)


@look("request", *ANSWERING)
async def request(visit: Visit, reservation_id: int) -> View:
    """One request: the letter, and the same card later."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    t = visit.t
    said: list[str] = [_asks(it, t), "", outing(it.session, t), "", status_for_referent(it, t, visit.now)]
    if it.is_live:
        said += [*company_words.for_team(it, visit.me, t), *await project_together.on_request(visit, it)]
    if it.state is State.REFUSED:
        said.append(reason(it, t))
    if it.state is State.REQUESTED and it.referent_id not in (None, visit.me.id):
        said.append(t("Vous répondez à la place de {name}.", name=await _name(visit, it.referent_id)))
    rows: Rows = [
        *company_words.gestures(it, visit.me, visit.now, t),
        [requests.button(t("Demandes à traiter")), way_home(t)],
    ]
    if it.state is State.REQUESTED:
        rows = [[accept.button(t("Accepter"), it.id), refuse.button(t("Refuser"), it.id)], *rows]
    return View(lines(*said, trace_for_referent(it, t)), [*await stead.of_place(it, visit), *rows], private=True)


async def _name(visit: Visit, person_id: int | None) -> str:
    return (await visit.store.people.get(person_id or 0)).name


@act("accept", *ANSWERING, back="request")
async def accept(visit: Visit, reservation_id: int) -> View:
    it = await places.accept(visit.store, visit.me, reservation_id, visit.now)
    return (await request(visit, reservation_id)).saying(
        visit.t("Demande acceptée. {name} reçoit la réponse.", name=it.person)
    )


@look("refuse", *ANSWERING)
async def refuse(visit: Visit, reservation_id: int) -> View:
    """A no has words that the person can read: chosen, or typed."""
    t = visit.t
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    if it.state is not State.REQUESTED:
        return await request(visit, reservation_id)
    rows = [[refused.button(words, it.id, key)] for key, words in reasons(t).items()]
    own = [write_reason.button(t("Écrire la raison"), it.id)]
    back = [request.button(t("Retour à la demande"), it.id)]
    return View(
        lines(_asks(it, t), "", t("Pourquoi refuser ? {name} lira la raison.", name=it.person)), [*rows, own, back]
    )


@act("refused", *ANSWERING, back="request")
async def refused(visit: Visit, reservation_id: int, why: str) -> View:
    if why not in reasons(visit.t):
        raise Gone
    return await _refuse(visit, reservation_id, why)


async def _refuse(visit: Visit, reservation_id: int, why: str) -> View:
    it = await places.refuse(visit.store, visit.me, reservation_id, why, visit.now)
    return (await request(visit, reservation_id)).saying(
        visit.t("Demande refusée. {name} reçoit la réponse.", name=it.person)
    )


@act("write_reason", *ANSWERING, back="request")
async def write_reason(visit: Visit, reservation_id: int) -> View:
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    if it.state is not State.REQUESTED:
        return await request(visit, reservation_id)
    await visit.store.people.expect(visit.me.id, refused_because.data(it.id))
    t = visit.t
    said = t("Écrivez la raison dans un message. {name} la lira telle quelle.", name=it.person)
    return View(said, [[request.button(t("Retour à la demande"), it.id)]])


@act("refused_because", *ANSWERING, back="request", typed=True)
async def refused_because(visit: Visit, reservation_id: int) -> View:
    return await _refuse(visit, reservation_id, visit.text)


@look("outcome", *ANSWERING)
async def outcome(visit: Visit, reservation_id: int) -> View:
    """The letter: a request ended without the referent, or places were given back."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    t = visit.t
    said = [status_for_referent(it, t), "", outing(it.session, t)]
    if it.state in (State.APPROVED, State.REFUSED, State.EXPIRED):
        said.insert(0, _asks(it, t))
    return View(
        lines(*said),
        [[link(t("Voir {name}", name=it.person), "person", it.person_id)], [way_home(t)]],
        private=True,
    )


@look("help_wanted", *ANSWERING)
async def help_wanted(visit: Visit, reservation_id: int) -> View:
    """The letter: « J'ai besoin d'aide »."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    if not it.is_coming or it.session.starts_at <= visit.now:
        raise Overtaken(f"the reservation is {it.state}")
    t = visit.t
    said = lines(t("{name} a besoin d'aide pour cette sortie.", name=it.person), "", outing(it.session, t))
    return View(said, [[link(t("Voir {name}", name=it.person), "person", it.person_id)], [way_home(t)]], private=True)
