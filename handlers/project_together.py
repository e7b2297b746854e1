"""The small project on the referent's side: what a person shows them, their yes, and what they propose. Theirs only: not
even a colleague who stands in reads it."""

from dataclasses import replace

from markupsafe import Markup

from bot import small_project
from bot.domain.next_step import Stride
from bot.domain.people import Person, Role
from bot.domain.reservations import Reservation
from bot.domain.small_project import LONGEST, SmallProject
from bot.following import own
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.small_project import quoted
from handlers.text import Translator, clean, strong
from handlers.words import lines

REFERENT = Role.REFERENT


@look("project_of", REFERENT)
async def project_of(visit: Visit, person_id: int) -> View:
    """Whether somebody has written something that they do not show is not told."""
    t = visit.t
    person = await own(visit.store, visit.me, person_id)
    shared = await small_project.shared(visit.store, visit.me, person)
    waits = await small_project.proposed(visit.store, visit.me, person)
    said = [strong(t("Un petit projet avec {name}", name=person.name)), *_standing(shared, person, t)]
    if waits is not None:
        said += [Markup(""), t("Vous avez proposé :"), quoted(waits, t), t("{name} choisit.", name=person.name)]
    elif shared is None:
        said += [t("Vous pouvez proposer une chose à essayer. {name} dit oui ou non.", name=person.name)]
    rows = [*_gestures(shared, person, t), [propose_project.button(_propose(shared, waits, t), person.id)]]
    rows.append([link(t("Choisir son départ, ensemble"), "start_for", person.id)])
    return View(lines(*said), [*rows, [_see(person, t), way_home(t)]], private=True)


def _standing(it: SmallProject | None, person: Person, t: Translator) -> list[Markup]:
    if it is None:
        return []
    agreed = (
        t("Vous et {name} êtes d'accord.", name=person.name)
        if it.is_agreed
        else t("{name} vous le montre.", name=person.name)
    )
    return [quoted(it, t), agreed]


def _gestures(it: SmallProject | None, person: Person, t: Translator) -> list[list[Button]]:
    if it is None:
        return []
    if not it.is_agreed:
        return [[agree_project.button(t("D'accord, essayons"), it.id)]]
    if person.telegram_id is None:
        return [[forget_project.button(t("Effacer, à la demande de {name}", name=person.name), it.id)]]
    return []


def _propose(shared: SmallProject | None, waits: SmallProject | None, t: Translator) -> Markup:
    return t("Proposer d'autres mots") if shared or waits else t("Proposer un petit projet")


def _see(person: Person, t: Translator) -> Button:
    return link(t("Voir {name}", name=person.name), "person", person.id)


@act("agree_project", REFERENT, back="home")
async def agree_project(visit: Visit, project_id: int) -> View:
    person = await small_project.agree(visit.store, visit.me, project_id, visit.now)
    told = visit.t("C'est noté. {name} reçoit un message.", name=person.name)
    return (await project_of(visit, person.id)).saying(told)


@act("forget_project", REFERENT, back="home")
async def forget_project(visit: Visit, project_id: int) -> View:
    person = await small_project.forget_together(visit.store, visit.me, project_id, visit.now)
    return (await project_of(visit, person.id)).saying(visit.t("C'est effacé."))


@act("propose_project", REFERENT, back="project_of")
async def propose_project(visit: Visit, person_id: int) -> View:
    t = visit.t
    person = await own(visit.store, visit.me, person_id)
    await visit.store.people.expect(visit.me.id, proposed_project.data(person.id))
    said = [t("Écrivez une chose à essayer, avec les mots de {name}.", name=person.name)]
    said.append(t("Un petit pas : près, court, avec quelqu'un. Puis plus loin, plus long, sans compagnie."))
    if person.telegram_id is None:
        said.append(t("Écrivez avec {name}, face à face, si c'est son souhait.", name=person.name))
    else:
        said.append(t("{name} reçoit vos mots et dit oui ou non.", name=person.name))
    return View(lines(*said), [[project_of.button(t("Retour"), person.id)]])


@act("proposed_project", REFERENT, back="project_of", typed=True)
async def proposed_project(visit: Visit, person_id: int) -> View:
    await small_project.propose(visit.store, visit.me, person_id, visit.text, visit.now)
    shown = await project_of(visit, person_id)
    return replace(shown, text=lines(visit.t("C'est noté."), "", shown.text))


@look("project_shown", REFERENT)
async def project_shown(visit: Visit, project_id: int) -> View:
    """The letter. The words themselves are a tap away: what the person hides again must not stay in this chat."""
    it, person = await small_project.shown(visit.store, visit.me, project_id)
    t = visit.t
    if it.is_agreed:
        said = t("{name} dit oui à ce que vous proposez d'essayer.", name=person.name)
    else:
        said = t("{name} veut vous montrer une chose à essayer.", name=person.name)
    return View(said, [[project_of.button(t("Lire"), person.id)], [way_home(t)]], private=True)


async def on_card(visit: Visit, person: Person) -> list[Markup]:
    """A line of the card of a person who shows it to who reads."""
    it = await small_project.shared(visit.store, visit.me, person)
    return [] if it is None else [_would_like(it, person.name, visit.t)]


def _would_like(it: SmallProject, name: str, t: Translator) -> Markup:
    return t("Un petit projet avec {name} : {words}", name=name, words=clean(it.words, LONGEST))


async def on_request(visit: Visit, it: Reservation) -> list[Markup]:
    """Where a request is a small step of somebody who shows their project: what is new in it. Not their words: that
    letter stays in the chat when they show them no more."""
    t, person = visit.t, await visit.store.people.get(it.person_id)
    stride = (await visit.store.small_steps.of_person(person.id)).get(it.id)
    if stride is None or await small_project.shared(visit.store, visit.me, person) is None:
        return []
    return [_new_for(stride, it.person, t)]


def _new_for(stride: Stride, name: str, t: Translator) -> Markup:
    return {
        Stride.FURTHER: t("Pour {name}, c'est un petit pas : un lieu un peu plus loin.", name=name),
        Stride.LONGER: t("Pour {name}, c'est un petit pas : une sortie un peu plus longue.", name=name),
        Stride.ALONE: t("Pour {name}, c'est un petit pas : un lieu connu, cette fois sans compagnie.", name=name),
    }[stride]
