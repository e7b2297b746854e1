"""A permanence begins with its day and hours, typed as one says them; then how often."""

from markupsafe import Markup

from bot import permanences, typed
from bot.domain.calendar import day_numbered, number_of
from bot.domain.permanences import Rhythm, other_weeks
from handlers import permanence_words
from handlers.permanence_desk import TEAM, ours, permanence
from handlers.permanence_place import next_question
from handlers.screens import View, Visit, act, look
from handlers.text import Translator, strong
from handlers.words import lines


@act("new_permanence", *TEAM, back="our_permanences")
async def new_permanence(visit: Visit) -> View:
    t = visit.t
    await visit.store.people.expect(visit.me.id, typed_permanence.data())
    return View(_how_to_write(t), [[ours.button(t("Nos permanences"))]])


def _how_to_write(t: Translator) -> Markup:
    return t("Écrivez le jour et les heures, par exemple : mardi 14h-17h.")


@act("typed_permanence", *TEAM, back="our_permanences", typed=True)
async def typed_permanence(visit: Visit) -> View:
    it = await permanences.begin(visit.store, visit.me, *typed.weekly(visit.text), visit.now, visit.town.zone)
    return await next_question(visit, it)


@act("ask_hours", *TEAM, back="permanence")
async def ask_hours(visit: Visit, permanence_id: int) -> View:
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    await visit.store.people.expect(visit.me.id, typed_hours.data(it.id))
    said = lines(strong(permanence_words.rhythm(it, t)), _how_to_write(t))
    return View(said, [[permanence.button(t("Retour à la permanence"), it.id)]])


@act("typed_hours", *TEAM, back="permanence", typed=True)
async def typed_hours(visit: Visit, permanence_id: int) -> View:
    await permanences.retime(visit.store, visit.me, permanence_id, *typed.weekly(visit.text), visit.now)
    return (await permanence(visit, permanence_id)).saying(visit.t("C'est noté."))


@look("choose_rhythm", *TEAM)
async def choose_rhythm(visit: Visit, permanence_id: int) -> View:
    """Of every two weeks, the other weeks are one tap away: its button names a day of them, and may be tapped twice."""
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    labels = {
        Rhythm.WEEKLY: t("Chaque semaine"),
        Rhythm.FORTNIGHT: t("Une semaine sur deux"),
        Rhythm.FIRST: t("Le premier du mois"),
        Rhythm.SECOND: t("Le deuxième du mois"),
        Rhythm.THIRD: t("Le troisième du mois"),
        Rhythm.FOURTH: t("Le quatrième du mois"),
        Rhythm.LAST: t("Le dernier du mois"),
    }
    rows = [[set_rhythm.button(label, it.id, rhythm)] for rhythm, label in labels.items() if rhythm is not it.rhythm]
    if it.rhythm is Rhythm.FORTNIGHT:
        rows.insert(0, [set_weeks.button(t("Les autres semaines"), it.id, number_of(other_weeks(it)))])
    back = [permanence.button(t("Retour à la permanence"), it.id)]
    return View(lines(strong(permanence_words.rhythm(it, t)), t("À quel rythme ?")), [*rows, back])


@act("set_rhythm", *TEAM, back="permanence")
async def set_rhythm(visit: Visit, permanence_id: int, rhythm: Rhythm) -> View:
    await permanences.set_rhythm(visit.store, visit.me, permanence_id, rhythm, visit.now)
    return (await permanence(visit, permanence_id)).saying(visit.t("C'est noté."))


@act("set_weeks", *TEAM, back="permanence")
async def set_weeks(visit: Visit, permanence_id: int, day: int) -> View:
    await permanences.set_weeks(visit.store, visit.me, permanence_id, day_numbered(day), visit.now)
    return (await permanence(visit, permanence_id)).saying(visit.t("C'est noté."))
