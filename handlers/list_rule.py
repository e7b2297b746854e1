"""The rule of the waiting list in plain words, for those on it and for the coordinator who keeps it."""

from bot import overrides
from bot.domain.offers import Session
from bot.domain.people import Role
from bot.domain.waiting import NEAR_HOURS, USUAL_HOURS
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

COORDINATOR = Role.COORDINATOR
SHOWN = 3
"""Overrides told on one screen."""


async def rule(visit: Visit, places: int) -> list[str]:
    """Who is next, how long one may think about it, and what a group must know."""
    t = visit.t
    said: list[str] = [
        t("Les places libérées vont dans l'ordre d'arrivée."),
        t("Quand c'est votre tour, vous recevez un message. La place est gardée pour vous."),
        t(
            "Vous avez {hours} heures pour répondre, entre 8 h et 20 h, du lundi au vendredi.",
            hours=USUAL_HOURS,
        ),
        t(
            "Dans les trois derniers jours, vous avez {hours} heures, entre 8 h et 20 h.",
            hours=NEAR_HOURS,
        ),
        t("Si vous dites non, vous gardez votre rang."),
    ]
    if places > 1:
        said.append(t("Vous attendez {number} places ensemble.", number=places))
    return [*said, _for_groups(await visit.store.list_rules.smaller_first(visit.me.organisation_id), t), *_last(t)]


def _for_groups(smaller_first: bool, t: Translator) -> str:
    if smaller_first:
        return t("S'il y a trop peu de places pour un groupe, un groupe plus petit passe avant.")
    return t("Un groupe attend toutes ses places ensemble. Personne ne passe devant.")


def _last(t: Translator) -> list[str]:
    return [
        t("Dans les dernières 24 heures, le message part à toutes les personnes qui l'ont voulu."),
        t("La première personne qui répond a la place."),
    ]


async def exceptions(visit: Visit, it: Session) -> list[str]:
    """Overrides are shown to everybody on the list, without a name."""
    t = visit.t
    told = (await visit.store.list_rules.overrides(it.id))[:SHOWN]
    said: list[str] = [t("Passage avant son tour. Raison : {reason}", reason=each.reason) for each in told]
    return ["", *said] if said else []


@look("list_rule", COORDINATOR)
async def list_rule(visit: Visit) -> View:
    """The one rule of the house that bends the order: the same for everybody, and shown on every list."""
    t = visit.t
    smaller_first = await visit.store.list_rules.smaller_first(visit.me.organisation_id)
    said = lines(
        strong(t("Règle de la liste d'attente")),
        t("Structure : {organisation}", organisation=visit.me.organisation),
        "",
        _for_groups(smaller_first, t),
        t("Cette règle est la même pour toutes vos personnes. Elles la lisent sur la liste."),
    )
    change = (
        set_list_rule.button(t("Garder l'ordre strict"), 0)
        if smaller_first
        else set_list_rule.button(t("Laisser passer les petits groupes"), 1)
    )
    return View(said, [[change], [link(t("Sorties publiées"), "published"), way_home(t)]])


@act("set_list_rule", COORDINATOR, back="list_rule")
async def set_list_rule(visit: Visit, yes: int) -> View:
    await overrides.set_smaller_first(visit.store, visit.me, bool(yes), visit.now)
    return (await list_rule(visit)).saying(visit.t("C'est noté."))
