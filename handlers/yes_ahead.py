"""The referent's side of the waiting list: whom of mine waits, and a yes before the place is free."""

from bot import overrides
from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.domain.waiting import Entry, rank_of
from bot.freed import yes_that_stands
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import shorten
from handlers.words import lines, outing, places

REFERENT = Role.REFERENT
SEVERAL = 5


@look("person_waits", REFERENT)
async def person_waits(visit: Visit, person_id: int) -> View:
    """The lists that one of my people waits on."""
    t = visit.t
    it = await visit.store.people.get(person_id)
    if it.referent_id not in await visit.store.people.acts_for(visit.me.id, visit.now) or it.id == visit.me.id:
        raise Gone
    entries = (await visit.store.waiting.of_person(person_id, visit.now))[:SEVERAL]
    said: list[str] = [t("{name} attend une place pour ces sorties.", name=it.name)]
    rows: list[list[Button]] = []
    for each in entries:
        said += ["", *await _entry(visit, each)]
        rows.append([await _gesture(visit, each)])
    if not entries:
        said = [t("{name} n'est sur aucune liste d'attente.", name=it.name)]
    return View(
        lines(*said), [*rows, [link(t("Voir {name}", name=it.name), "person", it.id), way_home(t)]], private=True
    )


async def _entry(visit: Visit, it: Entry) -> list[str]:
    t = visit.t
    rank = rank_of(await visit.store.waiting.line(it.session.id), it.person_id)
    said = [outing(it.session, t), places(it.places, t), t("Rang sur la liste d'attente : {rank}", rank=rank)]
    if await yes_that_stands(visit.store, it, visit.now) is not None:
        said.append(t("Votre oui est déjà donné. Une place libérée sera confirmée tout de suite."))
    return [*said]


async def _gesture(visit: Visit, it: Entry) -> Button:
    t, title = visit.t, shorten(it.session.offer.title)
    if await yes_that_stands(visit.store, it, visit.now) is not None:
        return yes_ahead.button(t("Reprendre mon oui : {title}", title=title), it.id, 0)
    return yes_ahead.button(t("Dire oui d'avance : {title}", title=title), it.id, 1)


@act("yes_ahead", REFERENT)
async def yes_ahead(visit: Visit, entry_id: int, yes: int) -> View:
    it = await overrides.say_yes_ahead(visit.store, visit.me, entry_id, bool(yes), visit.now)
    return (await person_waits(visit, it.person_id)).saying(visit.t("C'est noté."))
