"""« Signaler un problème »: a few taps, and it has left; what the coordinators and the referents read, and that somebody
sees to it."""

from markupsafe import Markup

from bot import problems
from bot.domain.meeting import Concern, Meeting, Problem
from bot.domain.people import Role
from handlers.meeting import BOTH
from handlers.meeting_words import appointment, known_as
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, clean, strong
from handlers.words import lines, outing

READERS = (Role.REFERENT, Role.COORDINATOR)


@look("trouble", *BOTH)
async def trouble(visit: Visit, session_id: int) -> View:
    """Who reads it is said before anything is."""
    t = visit.t
    it = await problems.ensure_may_tell(visit.store, visit.me, session_id, visit.now)
    said: list[str] = [strong(t("Signaler un problème")), t("L'équipe le lit tout de suite, la nuit aussi.")]
    if await problems.stays_between(visit.store, visit.me, it, visit.now):
        said.append(t("La personne que vous rencontrez ne le lit pas."))
    said += [danger(t), "", t("Que se passe-t-il ?")]
    rows = [[say_trouble.button(what(each, it.leads, t), session_id, each)] for each in Concern]
    return View(lines(*said), [*rows, [_back(session_id, t), way_home(t)]], private=True)


def danger(t: Translator) -> Markup:
    return t("En cas de danger, appelez le 112.")


def what(it: Concern, leads: bool, t: Translator) -> Markup:
    """As either side says it."""
    return {
        Concern.LATE: t("Je suis en retard"),
        Concern.LOST: t("Je ne trouve pas le rendez-vous"),
        Concern.NOBODY: t("Il manque quelqu'un") if leads else t("Je ne vois personne"),
        Concern.UNWELL: t("Quelqu'un ne va pas bien"),
        Concern.UNSAFE: t("Je ne me sens pas en sécurité"),
        Concern.OTHER: t("Autre chose"),
    }[it]


def _back(session_id: int, t: Translator) -> Button:
    return link(t("Voir le rendez-vous"), "meeting", session_id)


@act("say_trouble", *BOTH, back="trouble")
async def say_trouble(visit: Visit, session_id: int, which: Concern) -> View:
    """One tap, and it has left. What has no button may be typed, and need not be."""
    it, t = await problems.tell(visit.store, visit.me, session_id, which, visit.now), visit.t
    said = [strong(t("C'est envoyé. L'équipe est prévenue.")), danger(t)]
    if which is Concern.OTHER:
        await visit.store.people.expect(visit.me.id, typed_trouble.data(session_id, it.id))
        said.append(t("Vous pouvez aussi écrire en quelques mots ce qui se passe."))
    return View(lines(*said), [[_back(session_id, t), way_home(t)]], private=True)


@act("typed_trouble", *BOTH, back="trouble", typed=True)
async def typed_trouble(visit: Visit, session_id: int, problem_id: int) -> View:
    t = visit.t
    await problems.add_words(visit.store, visit.me, session_id, problem_id, visit.text, visit.now)
    said = lines(t("Vos mots sont envoyés à l'équipe."), danger(t))
    return View(said, [[_back(session_id, t), way_home(t)]], private=True)


@look("problem", *READERS)
async def problem(visit: Visit, problem_id: int) -> View:
    """The letter: who, what, where, and who sees to it."""
    t = visit.t
    it, met = await problems.read(visit.store, visit.me, problem_id, visit.now)
    said: list[str] = [strong(t("Problème signalé")), *_told(it, met, t), "", outing(it.session, t)]
    if met is not None:
        said += appointment(met, t)
        said += [t("{companion} accompagne {name}.", companion=each.companion, name=each.person) for each in met.places]
    said += [] if it.taken_by is None else ["", t("{name} s'en occupe.", name=it.taker)]
    rows = [[on_it.button(t("Je m'en occupe"), it.id)]] if it.taken_by is None else []
    return View(lines(*said), [*rows, [way_home(t)]], private=True)


def _told(it: Problem, met: Meeting | None, t: Translator) -> list[Markup]:
    leads = met is not None and met.leads
    known = {"name": it.person, "hour": t.hour(it.at, it.session.zone), "what": what(it.what, leads, t)}
    said = [t("{name}, à {hour} : {what}.", **known)]
    return [*said, *([t("Ses mots : {words}", words=clean(it.words, problems.LONGEST))] if it.words else [])]


@act("on_it", *READERS, back="problem")
async def on_it(visit: Visit, problem_id: int) -> View:
    it = await problems.take(visit.store, visit.me, problem_id, visit.now)
    return (await problem(visit, it.id)).saying(visit.t("C'est noté. {name} reçoit un message.", name=it.person))


@look("problem_taken", *BOTH)
async def problem_taken(visit: Visit, problem_id: int) -> View:
    """The letter to who told."""
    it, t = await problems.answered(visit.store, visit.me, problem_id), visit.t
    said = lines(
        t("{name} s'occupe de votre problème.", name=known_as(visit.me, it.taker)), danger(t), "", outing(it.session, t)
    )
    return View(said, [[_back(it.session.id, t), way_home(t)]], private=True)
