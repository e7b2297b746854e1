"""« Ce qui marche ici »: a coordinator asks one question of the reminders, and reads the answer when there is one."""

from markupsafe import Markup

from bot import experiments
from bot.domain.experiments import PLANNED, Course, Experiment, Question
from bot.domain.people import Role
from handlers import experiment_words as words
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

COORDINATOR = Role.COORDINATOR
MOST_OVER = 3
"""Earlier questions, beside those that can be asked."""


@look("what_works", COORDINATOR)
async def what_works(visit: Visit) -> View:
    """The question that is being asked, or those that can be; and the answers of before."""
    t, shelf, house = visit.t, visit.store.experiments, visit.me.organisation_id
    running = await shelf.running(house)
    over = await shelf.over(house, MOST_OVER)
    head = [strong(t("Ce qui marche ici")), t("Le hasard compare deux façons de rappeler les sorties.")]
    said, rows = await _asked(running, visit) if running else _to_ask(t)
    rows += [[experiment.button(_label(it, t), it.id)] for it in over]
    return View(lines(*head, "", *said), [*rows, [link(t("Retour aux sorties"), "desk"), way_home(t)]])


async def _asked(running: Experiment, visit: Visit) -> tuple[list[Markup | str], list[list[Button]]]:
    t, it = visit.t, await visit.store.experiments.get(running.id)
    return _of_running(it, t), [[stop.button(t("Arrêter"), it.id)]]


def _of_running(it: Experiment, t: Translator) -> list[Markup | str]:
    began = t("Commencé {day}.", day=t.day(it.started_at))
    asked = [strong(words.title(it.question, t)), words.changes(it.question, t), words.counted(t)]
    return [*asked, "", began, *words.progress(it, t)]


def _to_ask(t: Translator) -> tuple[list[Markup | str], list[list[Button]]]:
    said: list[Markup | str] = []
    for it in Question:
        said += [strong(words.title(it, t)), words.changes(it, t), ""]
    return [*said, words.counted(t)], [[propose.button(words.title(it, t), it)] for it in Question]


def _label(it: Experiment, t: Translator) -> Markup:
    if it.course is Course.DONE:
        return t("Réponse : {question}", question=words.title(it.question, t))
    return t("Arrêté : {question}", question=words.title(it.question, t))


@look("propose_experiment", COORDINATOR)
async def propose(visit: Visit, question: Question) -> View:
    """What will happen, to whom, and that nobody is named; the safe answer first."""
    t = visit.t
    said = lines(
        strong(words.title(question, t)),
        words.changes(question, t),
        t("Toutes les personnes de votre structure qui vont à la même sortie lisent la même chose."),
        *words.kept_for_all(question, t),
        "",
        words.counted(t),
        t("La réponse vient après {n} sorties de chaque côté. Avant, rien n'est montré.", n=PLANNED),
        t("Personne n'est nommé. Chacun peut lire cette comparaison dans « Ce qui est gardé sur vous »."),
        t("Vous pouvez arrêter quand vous voulez."),
    )
    no, yes = t("Non, ne rien changer"), t("Oui, commencer")
    return View(said, [[what_works.button(no)], [start.button(yes, question)]])


@act("start_experiment", COORDINATOR, back="propose_experiment")
async def start(visit: Visit, question: Question) -> View:
    await experiments.start(visit.store, visit.me, question, visit.now)
    return (await what_works(visit)).saying(visit.t("C'est commencé."))


@look("stop_experiment", COORDINATOR)
async def stop(visit: Visit, experiment_id: int) -> View:
    t = visit.t
    it = await experiments.of_house(visit.store, visit.me, experiment_id)
    said = lines(
        strong(words.title(it.question, t)),
        t("Si vous arrêtez, il n'y a pas de réponse. Tout redevient comme d'habitude."),
    )
    no, yes = t("Non, continuer"), t("Oui, arrêter")
    return View(said, [[what_works.button(no)], [stopped.button(yes, it.id)]])


@act("stopped_experiment", COORDINATOR, back="experiment")
async def stopped(visit: Visit, experiment_id: int) -> View:
    await experiments.stop(visit.store, visit.me, experiment_id, visit.now)
    return (await what_works(visit)).saying(visit.t("C'est arrêté. Tout est comme d'habitude."))


@look("experiment", COORDINATOR)
async def experiment(visit: Visit, experiment_id: int) -> View:
    """One of them, and the letter that says it has its answer."""
    t = visit.t
    it = await experiments.of_house(visit.store, visit.me, experiment_id)
    said = _of_running(it, t) if it.course is Course.RUNNING else _of_over(it, t)
    return View(lines(*said), [[what_works.button(t("Ce qui marche ici"))], [way_home(t)]])


def _of_over(it: Experiment, t: Translator) -> list[Markup | str]:
    said: list[Markup | str] = [strong(words.title(it.question, t)), words.changes(it.question, t), ""]
    if it.course is Course.STOPPED:
        return [*said, t("Arrêté avant la fin : il n'y a pas de réponse.")]
    found = it.result()
    told = words.result(found, t) if found else [t("Les nombres sont trop petits pour comparer.")]
    return [*said, *told, "", t("Depuis, chacun reçoit de nouveau les rappels habituels. Parlez-en en équipe.")]
