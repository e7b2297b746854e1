"""« Nos permanences »: the team of a house settles when and where people may come and talk, and who welcomes them."""

from markupsafe import Markup

from bot import permanences
from bot.domain.people import Role
from bot.domain.permanences import Permanence, closed_before, moments
from handlers import permanence_words, ticks
from handlers.pages import cut, turn
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

TEAM = (Role.REFERENT, Role.COORDINATOR)


@look("our_permanences", *TEAM)
async def ours(visit: Visit, page: int = 1) -> View:
    t = visit.t
    everything = await visit.store.permanences.of_house(visit.me.organisation_id)
    shown, number, pages = cut(everything, page)
    said: list[str] = [strong(t("Nos permanences")), t("Les personnes y viennent parler, sans rendez-vous.")]
    for it in shown:
        said += ["", permanence_words.rhythm(it, t), *permanence_words.place(it, t)]
    if not shown:
        said += ["", t("Il n'y a pas encore de permanence.")]
    rows = [[permanence.button(_label(it, t), it.id)] for it in shown]
    beside = turn(ours, number, pages, t)
    last = [way_home(t)] if len(beside) == 2 else [link(t("Ajouter une permanence"), "new_permanence"), way_home(t)]
    return View(lines(*said), [*rows, beside, last])


def _label(it: Permanence, t: Translator) -> Markup:
    return t("{day}, {hours}", day=t.weekday(it.weekday), hours=permanence_words.hours(it.hours, it, t))


@look("permanence", *TEAM)
async def permanence(visit: Visit, permanence_id: int) -> View:
    """One of them: its habit, its next moments, and what can be changed."""
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    ahead = moments([it], visit.now)
    said: list[str] = [strong(permanence_words.rhythm(it, t)), *permanence_words.place(it, t)]
    said += ["", t("Prochaines dates :"), *(permanence_words.when(each, t) for each in ahead)] if ahead else []
    said += [permanence_words.closed(each, t) for each in closed_before(ahead, [it], visit.now)]
    rows = [
        [link(t("Changer le jour et les heures"), "ask_hours", it.id)],
        [link(t("Changer le rythme"), "choose_rhythm", it.id)],
        [link(t("Choisir le lieu"), "ask_permanence_place", it.id)],
        [link(t("Dire qui accueille"), "ask_welcomer", it.id)],
        [link(t("Fermer ou changer un jour"), "permanence_days", it.id)],
        *ticks.at_permanence(it, visit),
    ]
    return View(lines(*said), [*rows, [ours.button(t("Nos permanences")), way_home(t)]])


@look("end_permanence", *TEAM)
async def end_permanence(visit: Visit, permanence_id: int) -> View:
    """The question, with the safe answer first."""
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    said = lines(
        strong(permanence_words.rhythm(it, t)),
        t("Voulez-vous supprimer cette permanence ?"),
        t("Qui attend un rappel lit les autres dates."),
    )
    no, yes = t("Non, garder la permanence"), t("Oui, supprimer")
    return View(said, [[permanence.button(no, it.id)], [ended_permanence.button(yes, it.id)]])


@act("ended_permanence", *TEAM, back="our_permanences")
async def ended_permanence(visit: Visit, permanence_id: int) -> View:
    await permanences.end(visit.store, visit.me, permanence_id, visit.now)
    return (await ours(visit)).saying(visit.t("La permanence est supprimée."))
