"""« Compter les personnes »: how many came in open admission or to a permanence; no name, and not who counted."""

from markupsafe import Markup

from bot import ticks
from bot.domain.calendar import day_numbered, number_of
from bot.domain.offers import Session
from bot.domain.people import STAFF, Role
from bot.domain.permanences import Moment, Permanence
from bot.domain.ticks import FEW, ONE, Door, Welcome, door_of, may_count
from bot.ticks import Welcomed
from handlers import permanence_words
from handlers.pages import cut, turn
from handlers.screens import Button, Screen, View, Visit, act, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import lines, outing, when, where

COUNTING = (Role.REFERENT, Role.COORDINATOR, Role.VOLUNTEER)
"""Of volunteers: who welcomes at a permanence, or goes along with a group."""


@look("ticks", *COUNTING)
async def doors(visit: Visit, page: int = 1) -> View:
    """Where one may count now."""
    t = visit.t
    everything = await ticks.doors(visit.store, visit.me, visit.now)
    shown, number, pages = cut(everything, page)
    said: list[str] = [strong(t("Compter les personnes"))]
    for each in shown:
        said += ["", strong(_name(each.it, t)), _when(each.it, t), so_many(each.n, t)]
    if not shown:
        said += ["", t("Il n'y a rien à compter pour le moment.")]
        said.append(t("Vous comptez ici pendant une entrée libre ou une permanence, et la semaine qui suit."))
    if pages > 1:
        said += ["", t("Page {page} sur {pages}", page=number, pages=pages)]
    rows = [[_to(ticks_at, _label(each.it, t), door_of(each.it))] for each in shown]
    return View(lines(*said), [*rows, turn(doors, number, pages, t), [way_home(t)]])


def _name(it: Session | Moment, t: Translator) -> Markup:
    return t("Permanence") if isinstance(it, Moment) else t.isolate(it.offer.title)


def _when(it: Session | Moment, t: Translator) -> Markup:
    return permanence_words.when(it, t) if isinstance(it, Moment) else when(it, t)


def _label(it: Session | Moment, t: Translator) -> Markup:
    if isinstance(it, Moment):
        zone = it.permanence.zone
        return t("Permanence, {day}, {hour}", day=t.short_day(it.opens_at, zone), hour=t.hour(it.opens_at, zone))
    return t("{title}, {day}", title=shorten(it.offer.title), day=t.short_day(it.starts_at, it.zone))


def so_many(n: int, t: Translator) -> Markup:
    return t.plural("{n} personne comptée", "{n} personnes comptées", n)


@look("ticks_at", *COUNTING)
async def ticks_at(visit: Visit, kind: Welcome, number: int, day: int) -> View:
    t = visit.t
    door = Door(kind, number, day_numbered(day))
    it = await ticks.at(visit.store, visit.me, door, visit.now)
    said = [strong(t("Compter les personnes")), "", *_what(it, t), "", strong(so_many(it.n, t)), ""]
    said += [
        t("Appuyez pour chaque personne que votre structure accueille."),
        t("Seul le nombre est gardé, aucun nom."),
    ]
    rows = [[_to(more, t.plural("Compter {n} personne", "Compter {n} personnes", n), door, n)] for n in (ONE, FEW)]
    rows += [[_to(one_less, t("Retirer 1 personne"), door)]] if it.n else []
    return View(lines(*said), [*rows, [doors.button(t("Compter ailleurs")), way_home(t)]])


def _what(it: Welcomed, t: Translator) -> list[Markup]:
    if isinstance(it.it, Moment):
        return [strong(t("Permanence")), permanence_words.when(it.it, t), where(it.it.as_outing(), t)]
    return [outing(it.it, t)]


def _to(screen: Screen, label: Markup, door: Door, *more: int) -> Button:
    return screen.button(label, door.kind, door.number, number_of(door.day), *more)


@act("tick_more", *COUNTING)
async def more(visit: Visit, kind: Welcome, number: int, day: int, people: int) -> View:
    """The number is in the toast too: who counts looks at the door."""
    n = await ticks.more(visit.store, visit.me, Door(kind, number, day_numbered(day)), people, visit.now)
    return (await ticks_at(visit, kind, number, day)).saying(so_many(n, visit.t))


@act("tick_less", *COUNTING)
async def one_less(visit: Visit, kind: Welcome, number: int, day: int) -> View:
    n = await ticks.one_less(visit.store, visit.me, Door(kind, number, day_numbered(day)), visit.now)
    return (await ticks_at(visit, kind, number, day)).saying(so_many(n, visit.t))


async def at_home(visit: Visit) -> list[list[Button]]:
    """The volunteer's, while there is something to count; staff finds it behind « Noter les présences »."""
    if not visit.me.is_a(Role.VOLUNTEER) or visit.me.is_a(*STAFF):
        return []
    found = await ticks.doors(visit.store, visit.me, visit.now)
    return [[doors.button(visit.t("Compter les personnes"))]] if found else []


def at_permanence(it: Permanence, visit: Visit) -> list[list[Button]]:
    """From its page, to the latest day that can be counted."""
    return [[_button(each, visit.t)] for each in list(ticks.lately(it, visit.now))[:1]]


def at_session(it: Session, visit: Visit) -> list[list[Button]]:
    """From its sheet, while it can be counted."""
    return [[_button(it, visit.t)]] if may_count(it, visit.now) else []


def _button(it: Session | Moment, t: Translator) -> Button:
    return _to(ticks_at, t("Compter les personnes"), door_of(it))
