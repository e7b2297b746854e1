"""The days of a permanence that differ: closed, or other hours; and as usual again."""

from datetime import date

from bot import permanences, typed
from bot.domain.absences import day_typed
from bot.domain.calendar import day_numbered, number_of, wall
from bot.domain.permanences import Hours, Permanence, moments
from bot.domain.waking import is_public_holiday
from handlers import permanence_words
from handlers.permanence_desk import TEAM, end_permanence, permanence
from handlers.screens import Button, View, Visit, act, look
from handlers.text import Translator, strong
from handlers.words import lines

SHOWN = 5
"""With another one, the end of them all, and the way back: eight buttons."""


@look("permanence_days", *TEAM)
async def choose_day(visit: Visit, permanence_id: int) -> View:
    """The coming ones, and those that differ already, are one tap away; another one is typed."""
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    today = wall(visit.now, it.zone).date()
    days = {each.day for each in moments([it], visit.now)} | {day for day in it.days if day >= today}
    rows = [[one_day.button(t.isolate(t.day(day)), it.id, number_of(day))] for day in sorted(days)[:SHOWN]]
    said = lines(strong(permanence_words.rhythm(it, t)), t("Quel jour voulez-vous changer ?"))
    rows += [[type_day.button(t("Un autre jour"), it.id)]]
    rows += [[end_permanence.button(t("Supprimer cette permanence"), it.id)]]
    return View(said, [*rows, [_back(it, t)]])


def _back(it: Permanence, t: Translator) -> Button:
    return permanence.button(t("Retour à la permanence"), it.id)


@act("type_permanence_day", *TEAM, back="permanence")
async def type_day(visit: Visit, permanence_id: int) -> View:
    t = visit.t
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    await visit.store.people.expect(visit.me.id, typed_day.data(it.id))
    return View(t("Écrivez le jour, par exemple 14/03/2027."), [[_back(it, t)]])


@act("typed_permanence_day", *TEAM, back="permanence", typed=True)
async def typed_day(visit: Visit, permanence_id: int) -> View:
    return await one_day(visit, permanence_id, number_of(day_typed(visit.text)))


@look("permanence_day", *TEAM)
async def one_day(visit: Visit, permanence_id: int, day: int) -> View:
    """How it stands on that day, and what can be done about it."""
    t, on = visit.t, day_numbered(day)
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    permanences.ensure_ahead(it, on, visit.now)
    open_then = it.hours_on(on)
    rows = [[ask_day_hours.button(t("Écrire les heures de ce jour"), it.id, day)]]
    if open_then is not None:
        rows.insert(0, [close_day.button(t("Fermer ce jour"), it.id, day)])
    if on in it.days:
        rows.append([as_usual.button(t("Remettre comme d'habitude"), it.id, day)])
    said = lines(strong(t.day(on)), *_how(it, on, open_then, t))
    return View(said, [*rows, [choose_day.button(t("Choisir un autre jour"), it.id)], [_back(it, t)]])


def _how(it: Permanence, on: date, open_then: Hours | None, t: Translator) -> list[str]:
    if open_then is not None:
        return [t("Permanence {hours}", hours=permanence_words.hours(open_then, it, t))]
    return [t("Pas de permanence ce jour."), *([t("C'est un jour férié.")] if is_public_holiday(on) else [])]


@act("close_permanence_day", *TEAM, back="permanence")
async def close_day(visit: Visit, permanence_id: int, day: int) -> View:
    await permanences.set_day(visit.store, visit.me, permanence_id, day_numbered(day), None, visit.now)
    return (await one_day(visit, permanence_id, day)).saying(visit.t("C'est noté."))


@act("permanence_as_usual", *TEAM, back="permanence")
async def as_usual(visit: Visit, permanence_id: int, day: int) -> View:
    await permanences.as_usual(visit.store, visit.me, permanence_id, day_numbered(day), visit.now)
    return (await one_day(visit, permanence_id, day)).saying(visit.t("C'est noté."))


@act("ask_day_hours", *TEAM, back="permanence")
async def ask_day_hours(visit: Visit, permanence_id: int, day: int) -> View:
    t, on = visit.t, day_numbered(day)
    it = await permanences.settled(visit.store, visit.me, permanence_id)
    permanences.ensure_ahead(it, on, visit.now)
    await visit.store.people.expect(visit.me.id, typed_day_hours.data(it.id, day))
    said = lines(strong(t.day(on)), t("Écrivez les heures de ce jour, par exemple 10h-12h."))
    return View(said, [[one_day.button(t("Retour"), it.id, day)]])


@act("typed_day_hours", *TEAM, back="permanence", typed=True)
async def typed_day_hours(visit: Visit, permanence_id: int, day: int) -> View:
    hours = typed.hours(visit.text)
    await permanences.set_day(visit.store, visit.me, permanence_id, day_numbered(day), hours, visit.now)
    return (await one_day(visit, permanence_id, day)).saying(visit.t("C'est noté."))
