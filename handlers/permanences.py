"""« Où et quand venir parler ? »: the next moments, the place, who welcomes, the way there, and a reminder if wished."""

from markupsafe import Markup

from bot import permanences, setting_out
from bot.domain.calendar import day_numbered, number_of
from bot.domain.people import Role
from bot.domain.permanences import Moment
from bot.domain.refusals import Gone, Overtaken
from handlers import permanence_words, reservations, way
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines

BENEFICIARY = Role.BENEFICIARY


@look("permanences", BENEFICIARY)
async def permanences_ahead(visit: Visit) -> View:
    t = visit.t
    shown, closed = await permanences.ahead(visit.store, visit.me, visit.now)
    wished = await visit.store.permanences.reminders_of(visit.me.id)
    said: list[str] = [strong(t("Où et quand venir parler ?"))]
    said.append(t("Vous pouvez venir sans rendez-vous.") if shown else _none(visit))
    for it in shown:
        said += ["", *permanence_words.moment(it, t)]
        said += [t("Un rappel est prévu la veille à 18 h.")] if _about(it) in wished else []
    said += ["", *(permanence_words.closed(it, t) for it in closed)] if closed else []
    rows = [_reminder(it, _about(it) in wished, t) for it in shown if it.reminder_at > visit.now]
    rows += [[_way(it, t)] for it in _one_a_place(shown)]
    return View(lines(*said), [*rows, *_to_ask(visit), [way_home(t)]])


def _none(visit: Visit) -> Markup:
    if visit.me.referent_id is None:
        return visit.t("Il n'y a pas de permanence pour le moment.")
    return visit.t("Il n'y a pas de permanence pour le moment. Vous pouvez demander à parler à votre référent.")


def _to_ask(visit: Visit) -> list[list[Button]]:
    """Whoever cannot come may be called."""
    if visit.me.referent_id is None:
        return []
    return [[link(visit.t("Demander à parler à mon référent"), "call_me")]]


def _about(it: Moment) -> str:
    return permanences.about(it.permanence.id, it.day)


def _reminder(it: Moment, wished: bool, t: Translator) -> list[Button]:
    number, day = it.permanence.id, number_of(it.day)
    short = t.short_day(it.opens_at, it.permanence.zone)
    if wished:
        return [do_not_remind.button(t("Ne plus me rappeler : {day}", day=short), number, day)]
    return [remind.button(t("Me le rappeler : {day}", day=short), number, day)]


def _one_a_place(shown: list[Moment]) -> list[Moment]:
    """The next moment of each place."""
    first: dict[int, Moment] = {}
    for it in shown:
        if it.permanence.venue is not None:
            first.setdefault(it.permanence.venue.id, it)
    return list(first.values())


def _way(it: Moment, t: Translator) -> Button:
    label = t("Comment y aller : {place}", place=_place(it))
    return permanence_way.button(label, it.permanence.id, number_of(it.day))


def _place(it: Moment) -> str:
    return it.as_outing().offer.venue.name[:40]


@look("permanence_way", BENEFICIARY)
async def permanence_way(visit: Visit, permanence_id: int, day: int) -> View:
    """As for an outing: the address in words, a pin, and how this person gets there and home again."""
    t = visit.t
    it = await permanences.moment(visit.store, visit.me, permanence_id, day_numbered(day))
    there = it.as_outing()
    known = await setting_out.ways(visit.store, visit.me.id, there, soon=True)
    said = [*permanence_words.moment(it, t), *way.directions(there, t), *way.told(known, there, t)]
    rows = [*way.choices(known, there, t), *way.on_the_map(there, t)]
    back = [permanences_ahead.button(t("Retour aux permanences")), way_home(t)]
    return View(lines(*said), [*rows, back], extras=reservations.pins(there))


@act("remind_permanence", BENEFICIARY, back="permanences")
async def remind(visit: Visit, permanence_id: int, day: int) -> View:
    await permanences.remind(visit.store, visit.me, permanence_id, day_numbered(day), visit.now)
    return (await permanences_ahead(visit)).saying(visit.t("C'est noté. Vous recevez un rappel la veille à 18 h."))


@act("forget_permanence", BENEFICIARY, back="permanences")
async def do_not_remind(visit: Visit, permanence_id: int, day: int) -> View:
    await permanences.do_not_remind(visit.store, visit.me, permanence_id, day_numbered(day), visit.now)
    return (await permanences_ahead(visit)).saying(visit.t("Ce rappel est arrêté."))


@look("permanence_soon", BENEFICIARY)
async def permanence_soon(visit: Visit, permanence_id: int, day: int) -> View:
    """The letter that was wished for. Were it closed since, it says so, and when the next ones are."""
    t, on = visit.t, day_numbered(day)
    try:
        it = await permanences.moment(visit.store, visit.me, permanence_id, on)
    except Gone:
        return await _closed(visit, t("La permanence prévue {day} n'a pas lieu.", day=t.day(on)))
    if it.closes_at <= visit.now:
        raise Overtaken("it is over")
    said = lines(t("Rappel : vous pouvez venir parler avec nous."), "", *permanence_words.moment(it, t))
    return View(said, [[_way(it, t)], [permanences_ahead.button(t("Voir les permanences"))], [way_home(t)]])


async def _closed(visit: Visit, why: Markup) -> View:
    shown, _ = await permanences.ahead(visit.store, visit.me, visit.now)
    t = visit.t
    said: list[str] = [why, *([t("Vous pouvez venir un autre jour :")] if shown else [_none(visit)])]
    for it in shown:
        said += ["", *permanence_words.moment(it, t)]
    return View(lines(*said), [[permanences_ahead.button(t("Voir les permanences"))], *_to_ask(visit), [way_home(t)]])
