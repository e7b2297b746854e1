"""« Conseils pour accompagner »: what years of poverty do to somebody who goes out, and how to be there.

Volunteers who knew much of culture and little of this were one of the four ways in which the first attempt failed: it is
read before the first « J'accompagne ».
"""

from bot.domain.people import Role
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

VOLUNTEER = Role.VOLUNTEER


@look("briefing", VOLUNTEER)
async def briefing(visit: Visit, session_id: int = 0) -> View:
    """With a session, it stands between the volunteer and that outing."""
    t = visit.t
    first = [] if visit.me.briefed_at or not session_id else [t("Lisez d'abord ces conseils : c'est court."), ""]
    said = lines(
        *first,
        strong(t("Conseils pour accompagner : ce que vit la personne")),
        t("Vivre longtemps avec très peu fatigue, et isole."),
        t("Beaucoup pensent que ce n'est pas pour eux."),
        t("Un trajet inconnu, un texte à lire, le retour le soir : tout peut faire peur."),
        t("Venir demande du courage. Un retard ou une absence n'est jamais un manque de respect."),
    )
    return View(said, [[how_to_be_there.button(t("Lire la suite"), session_id)], [way_home(t)]])


@look("briefing_end", VOLUNTEER)
async def how_to_be_there(visit: Visit, session_id: int = 0) -> View:
    t = visit.t
    said = lines(
        strong(t("Conseils pour accompagner : être là")),
        t("Arrivez avant l'heure : personne ne doit attendre seul."),
        t("Parlez du spectacle, du lieu, du chemin. Ne demandez pas pourquoi la personne est suivie."),
        t("Laissez choisir : s'asseoir, parler, se taire, rester ou partir."),
        t("Gardez pour vous ce que vous apprenez. Ne donnez ni argent, ni conseil de vie."),
        t("Une difficulté ? Prévenez la coordination tout de suite."),
    )
    again = [briefing.button(t("Relire le début"), session_id), way_home(t)]
    return View(said, [*_confirmation(visit, session_id), again])


def _confirmation(visit: Visit, session_id: int) -> list[list[Button]]:
    """Once."""
    return [] if visit.me.briefed_at else [[briefed.button(visit.t("J'ai lu ces conseils"), session_id)]]


@act("briefed", VOLUNTEER)
async def briefed(visit: Visit, session_id: int = 0) -> View:
    """And on to where they wanted to go."""
    await visit.store.volunteers.brief(visit.me.id, visit.now)
    return _thanks(visit.t, session_id).saying(visit.t("C'est noté. Merci."))


def _thanks(t: Translator, session_id: int) -> View:
    said = t("Merci d'avoir lu ces conseils. Vous pouvez accompagner une sortie.")
    there = [[link(t("J'accompagne cette sortie"), "take_group", session_id)]] if session_id else []
    return View(said, [*there, [link(t("Sorties à accompagner"), "to_accompany")], [way_home(t)]])
