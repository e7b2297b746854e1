"""« Ce que j'aimerais essayer », on the person's side: their words, whom they show them to, and at most one small step."""

from dataclasses import replace

from markupsafe import Markup

from bot import next_step, small_project
from bot.domain.next_step import NextStep
from bot.domain.people import Role
from bot.domain.refusals import Overtaken
from bot.domain.small_project import LONGEST, SmallProject
from handlers import small_step
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, clean, strong
from handlers.words import lines


@look("project", Role.BENEFICIARY)
async def project(visit: Visit) -> View:
    """What waits for a yes comes before a small step: one question at a time."""
    t, shelf = visit.t, visit.store.small_projects
    mine, proposal = await shelf.of(visit.me.id), await shelf.proposal(visit.me.id)
    referent = await _referent(visit)
    step = None if proposal else await next_step.proposed(visit.store, visit.me, visit.now, visit.town.zone)
    said: list[str] = [strong(t("Ce que j'aimerais essayer")), *_words(mine, referent, t)]
    said += _proposed(proposal, mine, referent, t) + _one_step(step, t)
    rows = [*_gestures(mine, referent, t), *_answers(proposal, t), *small_step.gestures(step, t)]
    return View(lines(*said), [*rows, [link(t("Mes sorties faites"), "been"), way_home(t)]], private=True)


async def _referent(visit: Visit) -> str:
    """Their name; empty where there is none."""
    number = visit.me.referent_id
    return "" if number is None else (await visit.store.people.get(number)).name


def quoted(it: SmallProject, t: Translator) -> Markup:
    return strong(t.isolate(clean(it.words, LONGEST)))


def _words(mine: SmallProject | None, referent: str, t: Translator) -> list[Markup]:
    if mine is None:
        return [
            t("Vous pouvez écrire ici une chose que vous aimeriez essayer."),
            t("Personne d'autre ne lit ces mots. Vous choisissez ensuite de les montrer, ou non."),
        ]
    if mine.shared_with is None:
        return [quoted(mine, t), t("Personne d'autre ne lit ces mots.")]
    if mine.is_agreed:
        return [quoted(mine, t), t("{name} est d'accord pour essayer avec vous.", name=referent)]
    return [quoted(mine, t), t("{name} peut lire ces mots.", name=referent)]


def _proposed(proposal: SmallProject | None, mine: SmallProject | None, referent: str, t: Translator) -> list[Markup]:
    if proposal is None:
        return []
    instead = [t("Si vous dites oui, ces mots remplacent les vôtres.")] if mine else []
    return [Markup(""), t("{name} vous propose d'essayer :", name=referent), quoted(proposal, t), *instead]


def _one_step(step: NextStep | None, t: Translator) -> list[Markup]:
    return [] if step is None else [Markup(""), *small_step.told(step, t)]


def _gestures(mine: SmallProject | None, referent: str, t: Translator) -> list[list[Button]]:
    if mine is None:
        return [[write_project.button(t("Écrire ce que j'aimerais essayer"))]]
    rows = [[write_project.button(t("Changer mes mots")), drop_project.button(t("Effacer mes mots"), mine.id)]]
    if mine.shared_with is not None:
        rows.append([hide_project.button(t("Ne plus montrer à {name}", name=referent), mine.id)])
    elif referent:
        rows.append([show_project.button(t("Montrer à {name}", name=referent), mine.id)])
    return rows


def _answers(proposal: SmallProject | None, t: Translator) -> list[list[Button]]:
    if proposal is None:
        return []
    return [
        [accept_project.button(t("Oui, j'aimerais essayer"), proposal.id)],
        [decline_project.button(t("Non merci"), proposal.id)],
    ]


@act("write_project", Role.BENEFICIARY, back="home")
async def write_project(visit: Visit) -> View:
    t = visit.t
    await visit.store.people.expect(visit.me.id, typed_project.data())
    said = lines(
        t("Écrivez une chose que vous aimeriez essayer, avec vos mots."),
        t("Par exemple : aller au théâtre, ou prendre le bus le soir."),
        t("Personne d'autre ne lit ces mots. Vous choisissez ensuite de les montrer, ou non."),
    )
    return View(said, [[project.button(t("Retour"))]])


@act("typed_project", Role.BENEFICIARY, back="project", typed=True)
async def typed_project(visit: Visit) -> View:
    """Too long, the same question stays."""
    await small_project.write(visit.store, visit.me, visit.text, visit.now)
    shown = await project(visit)
    return replace(shown, text=lines(visit.t("C'est gardé, pour vous."), "", shown.text))


@act("drop_project", Role.BENEFICIARY)
async def drop_project(visit: Visit, project_id: int) -> View:
    await small_project.drop(visit.store, visit.me, project_id, visit.now)
    return (await project(visit)).saying(visit.t("Vos mots sont effacés."))


@act("show_project", Role.BENEFICIARY)
async def show_project(visit: Visit, project_id: int) -> View:
    await small_project.show(visit.store, visit.me, project_id, visit.now)
    return (await project(visit)).saying(visit.t("{name} peut lire ces mots.", name=await _referent(visit)))


@act("hide_project", Role.BENEFICIARY)
async def hide_project(visit: Visit, project_id: int) -> View:
    await small_project.hide(visit.store, visit.me, project_id, visit.now)
    return (await project(visit)).saying(visit.t("Personne d'autre ne lit ces mots."))


@act("accept_project", Role.BENEFICIARY)
async def accept_project(visit: Visit, project_id: int) -> View:
    await small_project.accept(visit.store, visit.me, project_id, visit.now)
    return (await project(visit)).saying(visit.t("C'est noté. {name} reçoit un message.", name=await _referent(visit)))


@act("decline_project", Role.BENEFICIARY)
async def decline_project(visit: Visit, project_id: int) -> View:
    """A no asks for no reason, and nobody is told."""
    await small_project.decline(visit.store, visit.me, project_id, visit.now)
    return (await project(visit)).saying(visit.t("C'est noté. Rien n'est gardé."))


@look("project_agreed", Role.BENEFICIARY)
async def project_agreed(visit: Visit, project_id: int) -> View:
    """The letter: the referent says yes. Raises Gone, Overtaken."""
    it = await small_project.mine(visit.store, visit.me, project_id)
    if not it.is_agreed:
        raise Overtaken("the words are the person's alone again")
    return await project(visit)


@look("project_proposed", Role.BENEFICIARY)
async def project_proposed(visit: Visit, project_id: int) -> View:
    """The letter: what the referent proposes to try. Raises Gone, Overtaken."""
    it = await small_project.mine(visit.store, visit.me, project_id)
    if it.person_yes_at is not None:
        raise Overtaken("answered")
    return await project(visit)
