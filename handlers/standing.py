"""« Oui d'avance »: given by the referent on a person's card, taken back there, and shown to the person."""

from markupsafe import Markup

from bot import standing
from bot.domain.people import Person, Role
from bot.domain.standing import StandingYes
from handlers.pages import cut, turn
from handlers.screens import View, Visit, act, link, look
from handlers.text import Translator, shorten, strong
from handlers.words import lines

REFERENT = Role.REFERENT
MOST = 5
"""Shown with a button each; with the two ways to give one more and the way back, eight."""


@look("standing", REFERENT)
async def ahead(visit: Visit, person_id: int) -> View:
    """What is given now, each with its way back."""
    t = visit.t
    it = await standing.own(visit.store, visit.me, person_id)
    given = await visit.store.standing.of(it.id)
    said: list[str] = [strong(t("Oui d'avance pour {name}", name=it.name)), *(_line(yes, t) for yes in given)]
    if not given:
        said.append(t("Chaque demande attend votre réponse."))
    else:
        said.append(t("Ces demandes sont acceptées tout de suite, à votre nom. {name} peut le voir.", name=it.name))
    rows = [[take_back.button(_taking_back(yes, t), it.id, yes.id)] for yes in given[:MOST]]
    if not any(yes.genre == "" for yes in given):
        rows.append([give.button(t("Dire oui pour tout"), it.id, standing.EVERYTHING)])
    more = [genres.button(t("Dire oui pour un genre"), it.id)]
    return View(lines(*said), [*rows, more, [link(t("Voir {name}", name=it.name), "person", it.id)]], private=True)


def _line(yes: StandingYes, t: Translator) -> Markup:
    if not yes.genre:
        return t("Oui pour toutes les sorties")
    return t("Oui pour ce genre : {genre}", genre=yes.genre)


def _taking_back(yes: StandingYes, t: Translator) -> Markup:
    if not yes.genre:
        return t("Retirer le oui pour tout")
    return t("Retirer : {genre}", genre=shorten(yes.genre))


@look("standing_genres", REFERENT)
async def genres(visit: Visit, person_id: int, page: int = 1) -> View:
    """The genres of what is ahead."""
    t = visit.t
    it = await standing.own(visit.store, visit.me, person_id)
    shown, number, pages = cut(await visit.store.standing.genres(visit.now), page)
    rows = [[give.button(t.isolate(shorten(each.name)), it.id, each.offer_id)] for each in shown]
    back = [ahead.button(t("Retour aux oui d'avance"), it.id)]
    question = t("Pour quel genre de sortie ?") if shown else t("Aucune sortie à venir n'a de genre.")
    return View(question, [*rows, turn(genres, number, pages, t, it.id), back])


@act("give_yes", REFERENT, back="standing")
async def give(visit: Visit, person_id: int, offer_id: int) -> View:
    await standing.give(visit.store, visit.me, person_id, offer_id, visit.now)
    return (await ahead(visit, person_id)).saying(visit.t("C'est noté."))


@act("take_back_yes", REFERENT, back="standing")
async def take_back(visit: Visit, person_id: int, yes_id: int) -> View:
    await standing.take_back(visit.store, visit.me, person_id, yes_id, visit.now)
    return (await ahead(visit, person_id)).saying(visit.t("C'est retiré. Les places confirmées restent confirmées."))


async def told(visit: Visit, me: Person) -> list[Markup]:
    """For the person: what has been said yes to, and by whom."""
    t = visit.t
    given = [yes for yes in await visit.store.standing.of(me.id) if yes.given_by == me.referent_id]
    return [
        t("{name} dit oui d'avance pour ce genre : {genre}", name=yes.giver, genre=yes.genre)
        if yes.genre
        else t("{name} dit oui d'avance pour toutes vos sorties.", name=yes.giver)
        for yes in given
    ]
