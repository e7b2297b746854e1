"""« Je m'absente »: a colleague, a first day, a last day; and « Je suis de retour »."""

from datetime import date

from markupsafe import Markup

from bot import absences
from bot.domain.absences import WEEKS, Absence, day_typed, first_days, last_day
from bot.domain.calendar import day_numbered, number_of
from bot.domain.people import Person, Role
from bot.domain.refusals import Gone, Overtaken
from handlers.pages import cut, turn
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

REFERENT = Role.REFERENT


@look("away", REFERENT)
async def away(visit: Visit, page: int = 1) -> View:
    """The absence there is, or the colleagues who could answer."""
    t = visit.t
    known = await visit.store.absences.of(visit.me.id, visit.now)
    if known is not None:
        answers = t("{name} répond à votre place.", name=known.colleague)
        rows = [[returned.button(t("Je suis de retour"))], [way_home(t)]]
        return View(lines(strong(t("Je m'absente")), _span(known, visit), answers), rows)
    colleagues = await absences.colleagues(visit.store, visit.me)
    if not colleagues:
        return View(
            t("Il n'y a pas d'autre référent dans votre structure. Parlez-en à la coordination."), [[way_home(t)]]
        )
    shown, number, pages = cut(colleagues, page)
    said = lines(strong(t("Je m'absente")), t("Qui répond à votre place ?"))
    rows = [[away_with.button(t.isolate(it.name), it.id)] for it in shown]
    return View(said, [*rows, turn(away, number, pages, t), [way_home(t)]])


def _span(it: Absence, visit: Visit) -> Markup:
    t, zone = visit.t, visit.town.zone
    return t("Absence du {first} au {last}.", first=t.day(it.from_at, zone), last=t.day(it.last_moment(), zone))


@look("away_with", REFERENT)
async def away_with(visit: Visit, colleague_id: int) -> View:
    t = visit.t
    colleague = await absences.colleague(visit.store, visit.me, colleague_id)
    today, tomorrow, monday = first_days(visit.now, visit.town.zone)
    days = {today: t("Aujourd'hui"), tomorrow: t("Demain"), monday: t("Lundi prochain")}
    rows = [[away_from.button(words, colleague.id, number_of(day))] for day, words in days.items()]
    said = lines(t("{name} répond à votre place.", name=colleague.name), t("À partir de quand ?"))
    return View(said, [*rows, [away.button(t("Choisir une autre personne"))]])


@look("away_from", REFERENT)
async def away_from(visit: Visit, colleague_id: int, first: int) -> View:
    t, since = visit.t, day_numbered(first)
    colleague = await absences.colleague(visit.store, visit.me, colleague_id)
    rows = [[go_away.button(_weeks(n, since, t), colleague.id, first, number_of(last_day(since, n)))] for n in WEEKS]
    own = [write_last_day.button(t("Écrire le dernier jour"), colleague.id, first)]
    said = lines(
        t("{name} répond à votre place.", name=colleague.name),
        t("Premier jour : {day}", day=t.day(since)),
        t("Jusqu'à quand ?"),
    )
    return View(said, [*rows, own, [away_with.button(t("Changer le premier jour"), colleague.id)]])


def _weeks(n: int, since: date, t: Translator) -> Markup:
    return t.plural("{n} semaine, jusqu'au {day}", "{n} semaines, jusqu'au {day}", n, day=t.day(last_day(since, n)))


@act("write_last_day", REFERENT, back="away_with")
async def write_last_day(visit: Visit, colleague_id: int, first: int) -> View:
    t, since = visit.t, day_numbered(first)
    colleague = await absences.colleague(visit.store, visit.me, colleague_id)
    await visit.store.people.expect(visit.me.id, typed_last_day.data(colleague.id, first))
    said = lines(
        t("Premier jour : {day}", day=t.day(since)),
        t("Écrivez le dernier jour, par exemple 14/03/2027."),
    )
    return View(said, [[away_from.button(t("Retour aux durées"), colleague.id, first)]])


@act("typed_last_day", REFERENT, back="away_with", typed=True)
async def typed_last_day(visit: Visit, colleague_id: int, first: int) -> View:
    return await go_away(visit, colleague_id, first, number_of(day_typed(visit.text)))


@act("go_away", REFERENT, back="away_with")
async def go_away(visit: Visit, colleague_id: int, first: int, last: int) -> View:
    zone = visit.town.zone
    await absences.go_away(
        visit.store, visit.me, colleague_id, day_numbered(first), day_numbered(last), visit.now, zone
    )
    return (await away(visit)).saying(visit.t("C'est noté."))


@act("returned", REFERENT, back="home")
async def returned(visit: Visit) -> View:
    await absences.come_back(visit.store, visit.me, visit.now)
    return (await away(visit)).saying(visit.t("Bon retour. Les demandes reviennent vers vous."))


@look("stand_in", REFERENT)
async def stand_in(visit: Visit, absence_id: int) -> View:
    """The letter: someone else's people are yours for a while."""
    it = await visit.store.absences.get(absence_id)
    if it.colleague_id != visit.me.id:
        raise Gone
    if it.until_at <= visit.now:
        raise Overtaken("the referent is back")
    t = visit.t
    said = lines(
        t("{name} s'absente. Vous répondez à sa place.", name=it.referent),
        _span(it, visit),
        t("Ses personnes et leurs demandes sont dans vos listes pendant ce temps."),
    )
    rows = [[link(t("Demandes à traiter"), "requests")], [link(t("Mes personnes"), "people"), way_home(t)]]
    return View(said, rows, private=True)


async def replaced(visit: Visit, referent: Person) -> list[Markup]:
    """For a person: their referent is away, and who answers."""
    if await visit.store.absences.colleague(referent.id, visit.now) is None:
        return []
    it = await visit.store.absences.of(referent.id, visit.now)
    if it is None:
        return []
    t = visit.t
    last = t.day(it.last_moment(), visit.town.zone)
    return [
        t("{name} s'absente jusqu'au {day}. {colleague} répond.", name=referent.name, day=last, colleague=it.colleague)
    ]
