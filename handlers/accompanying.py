"""Going with somebody: the yes, « Je ne peux plus », the reminder, and the letters that ask who can."""

from dataclasses import replace

from markupsafe import Markup

from bot import accompanied_outings, catalogue, company
from bot import meeting as meetings
from bot import reservations as places
from bot.domain.accompanied_outings import AccompaniedOuting, first_name, shows_people
from bot.domain.people import STAFF, Role
from bot.domain.refusals import Gone, Overtaken
from bot.domain.reminders import Stage
from bot.domain.reservations import Reservation, State
from handlers import company_words, going_along, group_words, meeting_words, requests
from handlers.requests import ANSWERING
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import how_to_get_in, lines, outing, status_for_referent
from handlers.words import places as so_many

MOST = 5
"""Of those whom one person accompanies to one outing, a button each."""


@look("accompanying", *going_along.GOING)
async def accompanying(visit: Visit, session_id: int, stage: Stage = Stage.AFTER) -> View:
    """Whom I go with to an outing; with a stage, the reminder: that raises Overtaken when there is nobody any more."""
    t = visit.t
    if group := await accompanied_outings.mine_at(visit.store, visit.me, session_id):
        return await _with_group(visit, group, stage)
    everyone = await visit.store.company.of(visit.me.id, session_id)
    if not everyone or everyone[0].session.starts_at <= visit.now:
        if stage is not Stage.AFTER:
            raise Overtaken("nobody to go with, or the outing has begun")
        return View(t("Vous n'accompagnez personne à cette sortie."), [[way_home(t)]])
    it = everyone[0].session
    met = await meetings.of(visit.store, visit.me, it.id, visit.now)
    opening = _opening(stage, t) or strong(t("Vous accompagnez"))
    said: list[str] = [opening, *(_with(each, t) for each in everyone), "", outing(it, t), how_to_get_in(it, t)]
    said += meeting_words.appointment(met, t)
    rows = [[link(t("Voir le rendez-vous"), "meeting", it.id)], *(_cannot(each, t) for each in everyone[:MOST])]
    return View(lines(*said), [*rows, [link(t("Comment y aller"), "way", it.id), way_home(t)]], private=True)


def _opening(stage: Stage, t: Translator) -> Markup | None:
    return {
        Stage.EVE: t("Rappel : vous accompagnez quelqu'un à cette sortie."),
        Stage.HOURS: t("C'est bientôt l'heure : vous accompagnez quelqu'un."),
    }.get(stage)


async def _with_group(visit: Visit, it: AccompaniedOuting, stage: Stage) -> View:
    if stage is not Stage.AFTER and it.session.starts_at <= visit.now:
        raise Overtaken("the outing has begun")
    opening = _opening(stage, visit.t) or strong(visit.t("Vous accompagnez cette sortie."))
    return await going_along.shown(visit, it, opening)


def _with(it: Reservation, t: Translator) -> Markup:
    return t("{name} : {places}", name=it.person, places=so_many(it.places, t))


def _cannot(it: Reservation, t: Translator) -> list[Button]:
    return [stop_accompanying.button(t("Je ne peux plus accompagner {name}", name=it.person), it.id)]


@act("accompany", *ANSWERING, back="request")
async def accompany(visit: Visit, reservation_id: int) -> View:
    """« Je vous accompagne »: the yes to the request, if it waits for one, and the company."""
    was = await visit.store.reservations.get(reservation_id)
    it = await company.accompany(visit.store, visit.me, reservation_id, visit.now)
    t, name = visit.t, it.person
    told = t("C'est noté. {name} reçoit un message.", name=name)
    if was.state is State.REQUESTED:
        told = t("Demande acceptée. {name} lit que vous venez.", name=name)
    return (await accompanying(visit, it.session.id)).saying(told)


@look("stop_accompanying", *ANSWERING)
async def stop_accompanying(visit: Visit, reservation_id: int) -> View:
    """The question, with the safe answer first."""
    it, t = await company.accompanied(visit.store, visit.me, reservation_id, visit.now), visit.t
    question = t("Vous ne pouvez plus accompagner {name} ?", name=it.person)
    told = t("{name} reçoit un message tout de suite. La coordination aussi.", name=it.person)
    said = lines(question, told, "", outing(it.session, t))
    rows = [
        [accompanying.button(t("Non, j'accompagne toujours {name}", name=it.person), it.session.id)],
        [stopped_accompanying.button(t("Oui, je ne peux plus"), it.id)],
    ]
    return View(said, rows, private=True)


@act("stopped_accompanying", *ANSWERING)
async def stopped_accompanying(visit: Visit, reservation_id: int) -> View:
    it, t = await company.stop(visit.store, visit.me, reservation_id, visit.now), visit.t
    said = lines(
        t("Vous n'accompagnez plus {name}.", name=it.person),
        t("La coordination cherche quelqu'un d'autre."),
        "",
        outing(it.session, t),
    )
    return View(said, [[way_home(t)]], private=True).saying(t("C'est noté. {name} reçoit un message.", name=it.person))


@look("company_wished", *ANSWERING)
async def company_wished(visit: Visit, reservation_id: int) -> View:
    """The letter to the referent: the request, or the place, as it stands, and what is wished for."""
    it = await places.of_followed(visit.store, visit.me, reservation_id, visit.now)
    _ensure_wanted(it, visit)
    shown = await requests.request(visit, it.id)
    asked = visit.t("{name} cherche quelqu'un pour y aller. Pouvez-vous venir ?", name=it.person)
    return replace(shown, text=lines(asked, "", shown.text))


@look("companion_wanted", Role.COORDINATOR)
async def companion_wanted(visit: Visit, reservation_id: int) -> View:
    """The letter to the coordinators. Raises Gone for people of another house."""
    it, t = await visit.store.reservations.get(reservation_id), visit.t
    if not company.is_asked_to_find_somebody(visit.me, it):
        raise Gone
    _ensure_wanted(it, visit)
    said = lines(t("{name} cherche quelqu'un pour y aller. Pouvez-vous venir ?", name=it.person), "")
    known = company_words.for_team(it, visit.me, t)[1:]
    rows = [*company_words.gestures(it, visit.me, visit.now, t), [way_home(t)]]
    return View(lines(said, outing(it.session, t), *known), rows, private=True)


@look("seeking", Role.COORDINATOR)
async def seeking(visit: Visit, session_id: int) -> View:
    """Who wishes for company at an outing and has nobody: those of the coordinator's house."""
    t = visit.t
    it = await catalogue.published(visit.store, session_id)
    everyone = await visit.store.company.lacking(session_id, visit.me.organisation_id)
    said: list[str] = [outing(it, t), "", lacking(len(everyone), t), *(_with(each, t) for each in everyone)]
    rows = [company_words.gestures(each, visit.me, visit.now, t) for each in everyone[:MOST]]
    back = [link(t("Retour à la sortie"), "sheet", it.id), way_home(t)]
    return View(lines(*said), [*(row for each in rows for row in each), back], private=True)


def lacking(n: int, t: Translator) -> Markup:
    if n == 0:
        return t("Personne n'attend de compagnie pour cette sortie.")
    return t.plural(
        "{n} personne cherche quelqu'un pour y aller.", "{n} personnes cherchent quelqu'un pour y aller.", n
    )


@look("company_short", Role.COORDINATOR)
async def company_short(visit: Visit, session_id: int) -> View:
    """The letter, three days before. Raises Overtaken when everybody has somebody, and the group is enough."""
    group = await visit.store.accompanied_outings.of(session_id, visit.me.organisation_id)
    lacks = group.lacks_companions if group is not None else 0
    if not lacks and not await visit.store.company.lacking(session_id, visit.me.organisation_id):
        raise Overtaken("everybody has somebody, and the group has enough companions")
    shown = await seeking(visit, session_id)
    short = [group_words.short(lacks, visit.t)] if lacks else []
    return replace(shown, text=lines(strong(visit.t("Cette sortie est bientôt.")), *short, "", shown.text))


def _ensure_wanted(it: Reservation, visit: Visit) -> None:
    if not (it.lacks_company and it.is_live) or it.session.starts_at <= visit.now:
        raise Overtaken("somebody goes with them, they wish otherwise, or it is over")


@look("company_over", *going_along.GOING)
async def company_over(visit: Visit, reservation_id: int) -> View:
    """The letter to who was to come. Raises Gone for anybody else, Overtaken for a volunteer before the days of the
    outing: they have read of nobody yet."""
    it, t = await visit.store.reservations.get(reservation_id), visit.t
    if it.companion_id != visit.me.id:
        raise Gone
    if it.accompanied_by == visit.me.id and it.is_live:
        raise Overtaken("they go together again")
    if not visit.me.is_a(*STAFF):
        return await _one_less(visit, it)
    why = [status_for_referent(it, t)] if not it.is_live else company_words.for_team(it, visit.me, t)
    said = [t("Vous n'accompagnez plus {name}.", name=it.person), *why, "", outing(it.session, t)]
    return View(lines(*said), [[way_home(t)]], private=True)


async def _one_less(visit: Visit, it: Reservation) -> View:
    """To a volunteer: a first name, and never why. Raises Gone when they go along no more."""
    t = visit.t
    if await accompanied_outings.mine_at(visit.store, visit.me, it.session.id) is None:
        raise Gone
    if not shows_people(it.session, visit.now):
        raise Overtaken("outside of the days in which a volunteer reads of people")
    said = [t("{name} ne vient plus avec vous.", name=first_name(it.person)), "", outing(it.session, t)]
    return View(lines(*said), [[link(t("J'accompagne"), "i_accompany"), way_home(t)]], private=True)
