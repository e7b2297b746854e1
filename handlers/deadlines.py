"""The letters of a request with a clock: the nudge, then the backup, then the coordinator; and a yes given ahead."""

from dataclasses import replace

from markupsafe import Markup

from bot import reservations as places
from bot.domain.people import Role
from bot.domain.refusals import Overtaken
from bot.domain.reservations import Reservation, State
from handlers import company_words, requests
from handlers.screens import View, Visit, link, look, way_home
from handlers.text import Translator
from handlers.words import lines, outing, status_for_referent
from handlers.words import places as so_many

ANSWERING = requests.ANSWERING


@look("nudge", *ANSWERING)
async def nudge(visit: Visit, reservation_id: int) -> View:
    """To the referent, twice at most."""
    it = await _waiting(visit, reservation_id)
    return await _card(visit, it, visit.t("{name} attend toujours une réponse.", name=it.person))


@look("backup_asked", *ANSWERING)
async def backup_asked(visit: Visit, reservation_id: int) -> View:
    """To the colleague, at the moment that the person was promised."""
    it = await _waiting(visit, reservation_id)
    t = visit.t
    if it.referent_id is None:
        return await _card(visit, it, _nobody_follows(it, t))
    name = (await visit.store.people.get(it.referent_id)).name
    return await _card(visit, it, t("{name} n'a pas encore répondu. Pouvez-vous répondre ?", name=name))


@look("coordinator_asked", Role.COORDINATOR)
async def coordinator_asked(visit: Visit, reservation_id: int) -> View:
    """To the coordinators, the last to be asked; the first where there is no referent."""
    it, t = await _waiting(visit, reservation_id), visit.t
    if it.referent_id is None:
        return await _card(visit, it, _nobody_follows(it, t))
    return await _card(visit, it, t("L'équipe n'a pas encore répondu à {name}. Pouvez-vous répondre ?", name=it.person))


def _nobody_follows(it: Reservation, t: Translator) -> Markup:
    return t("{name} n'a pas de référent. Pouvez-vous répondre ?", name=it.person)


async def _waiting(visit: Visit, reservation_id: int) -> Reservation:
    """Raises Gone, and Overtaken once it has ended."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    if it.state is not State.REQUESTED:
        raise Overtaken(f"the request is {it.state}")
    return it


async def _card(visit: Visit, it: Reservation, opening: Markup) -> View:
    shown = await requests.request(visit, it.id)
    return replace(shown, text=lines(opening, "", shown.text))


@look("approved_ahead", *ANSWERING)
async def approved_ahead(visit: Visit, reservation_id: int) -> View:
    """Their standing yes has answered: nothing to do, and it is said."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    if not it.is_coming:
        raise Overtaken(f"the reservation is {it.state}")
    t = visit.t
    said = lines(
        t("{name} : {places}", name=it.person, places=so_many(it.places, t)),
        status_for_referent(it, t),
        *company_words.for_team(it, visit.me, t),
        "",
        outing(it.session, t),
    )
    rows = company_words.gestures(it, visit.me, visit.now, t) if it.wish else []
    seen = link(t("Voir {name}", name=it.person), "person", it.person_id)
    return View(said, [*rows, [seen], [way_home(t)]], private=True)
