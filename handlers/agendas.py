"""Agendas of the web that the house follows: what is new in one, that one cannot be read, and to follow one no more."""

from dataclasses import replace

from markupsafe import Markup

from bot import agendas as following
from bot import uploads as files
from bot.domain.agendas import Agenda
from bot.domain.people import Role
from bot.domain.refusals import Overtaken
from handlers import uploads
from handlers.agenda_words import why_sentence
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import clean, shorten, strong
from handlers.words import lines

COORDINATOR = Role.COORDINATOR
MOST = 6
"""Of a house, on one screen."""


@look("agenda_news", COORDINATOR)
async def agenda_news(visit: Visit, upload_id: int) -> View:
    """The letter: the preview of a file that was sent. Raises Overtaken once it is dealt with."""
    it = await files.of_mine(visit.store, visit.me, upload_id)
    if it.done_at is not None:
        raise Overtaken("it is dealt with")
    shown = await uploads.upload(visit, upload_id)
    said = visit.t("Un agenda suivi par votre structure a du nouveau.\nRien n'est publié sans vous.")
    return replace(shown, text=lines(said, "", shown.text))


@look("agenda_away", COORDINATOR)
async def agenda_away(visit: Visit, agenda_id: int) -> View:
    """The letter. Raises Overtaken once it can be read again."""
    t = visit.t
    it = await following.of_house(visit.store, visit.me, agenda_id)
    if it.why is None:
        raise Overtaken("it can be read again")
    said = [
        strong(t.isolate(clean(it.host, 80))),
        t.plural(
            "Cet agenda n'a pas pu être lu depuis {n} jour.",
            "Cet agenda n'a pas pu être lu depuis {n} jours.",
            it.failures,
        ),
        why_sentence(it.why, it.host, t),
        "",
        t("Le robot essaie encore chaque jour."),
    ]
    stop = ask_stop_agenda.button(t("Ne plus suivre cet agenda"), it.id)
    return View(lines(*said), [[stop], [link(t("Toutes les sorties"), "desk"), way_home(t)]])


@look("agendas", COORDINATOR)
async def agendas(visit: Visit) -> View:
    t = visit.t
    its = (await visit.store.agendas.of_house(visit.me.organisation_id))[:MOST]
    said: list[Markup | str] = [strong(t("Agendas suivis"))]
    if not its:
        said += ["", t("Il n'y a rien ici pour le moment.")]
    for it in its:
        said += ["", strong(t.isolate(clean(it.host, 80))), _state(it, visit)]
    rows = [[ask_stop_agenda.button(t("Ne plus suivre : {site}", site=_site(it)), it.id)] for it in its]
    return View(lines(*said), [*rows, [link(t("Toutes les sorties"), "desk"), way_home(t)]])


def _state(it: Agenda, visit: Visit) -> Markup:
    t, zone = visit.t, visit.town.zone
    if it.why is not None:
        return why_sentence(it.why, it.host, t)
    if it.read_at is None:
        return t("Pas encore lu.")
    return t("Lu : {moment}", moment=t.moment(it.read_at, zone))


def _site(it: Agenda) -> str:
    return shorten(clean(it.host, 80), 30)


@look("ask_stop_agenda", COORDINATOR)
async def ask_stop_agenda(visit: Visit, agenda_id: int) -> View:
    t = visit.t
    it = await following.of_house(visit.store, visit.me, agenda_id)
    said = [
        strong(t.isolate(clean(it.host, 80))),
        t("Ne plus suivre cet agenda ?"),
        t("Les sorties déjà importées restent. L'exploitant peut le remettre."),
    ]
    return View(
        lines(*said), [[stop_agenda.button(t("Ne plus suivre"), it.id)], [agendas.button(t("Retour à la liste"))]]
    )


@act("stop_agenda", COORDINATOR, back="agendas")
async def stop_agenda(visit: Visit, agenda_id: int) -> View:
    it = await following.of_house(visit.store, visit.me, agenda_id)
    await visit.store.agendas.remove(it.id)
    return (await agendas(visit)).saying(visit.t("Cet agenda n'est plus suivi."))
