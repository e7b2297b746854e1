"""« Ma journée » of a referent: whom to call, whose coming to tick; and what a person without the app should hear."""

from dataclasses import replace

from markupsafe import Markup

from bot import attendance, calls
from bot.domain.calls import Line, Why
from bot.domain.letters import Kind
from bot.domain.people import Role
from bot.domain.refusals import Gone, Overtaken
from bot.following import followed
from handlers import roll_call, together
from handlers.screens import Button, Rows, View, Visit, act, find, link, look, way_home
from handlers.text import Translator, strong
from handlers.words import lines, outing

WHO = (Role.REFERENT, Role.COORDINATOR)
"""A coordinator too may stand in for a referent."""

PAGE = 3
"""Two buttons a person, with the way on and the way back: eight."""


@look("today", *WHO)
async def today(visit: Visit) -> View:
    t = visit.t
    waiting = len(await calls.to_call(visit.store, visit.me, visit.now))
    missing = sum(it.missing for it in await attendance.begun(visit.store, visit.me, visit.now))
    said = lines(
        strong(t("Ma journée")),
        t.plural("{n} appel à faire", "{n} appels à faire", waiting),
        t.plural("{n} présence à noter", "{n} présences à noter", missing),
    )
    rows = [
        [to_call.button(t("Voir les personnes à appeler"))],
        [roll_call.roll_calls.button(t("Noter les présences"))],
        [link(t("Ce mois-ci"), "this_month")],
        [together.went_together.button(t("Mes sorties avec les personnes"))],
        [way_home(t)],
    ]
    return View(said, rows)


@look("calls", *WHO)
async def to_call(visit: Visit, page: int = 1) -> View:
    """Name, why, outing, day and hour: all that a call needs."""
    t = visit.t
    found = await calls.to_call(visit.store, visit.me, visit.now)
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, page), pages)
    shown = found[(number - 1) * PAGE : number * PAGE]
    said: list[str] = [strong(t("Personnes à appeler"))]
    if not found:
        said += ["", t("Il n'y a personne à appeler pour le moment.")]
    for line, why in shown:
        said += ["", strong(t.isolate(line.it.person)), _why(why, t), outing(line.it.session, t)]
    if pages > 1:
        said += ["", t("Page {page} sur {pages}", page=number, pages=pages)]
    rows = [_buttons(line, number, t) for line, _ in shown]
    return View(lines(*said), [*rows, *_around(number, pages, t)], private=True)


def _why(why: Why, t: Translator) -> Markup:
    return {
        Why.NO_APP: t("Cette personne n'a pas Telegram."),
        Why.UNREACHED: t("Cette personne ne reçoit plus les messages."),
        Why.SILENT: t("Cette personne n'a pas répondu aux rappels."),
    }[why]


def _buttons(line: Line, page: int, t: Translator) -> list[Button]:
    name = line.it.person
    return [
        called.button(t("Noter {name} : appel fait", name=name), page, line.it.id),
        link(t("Voir la place de {name}", name=name), "request", line.it.id),
    ]


def _around(number: int, pages: int, t: Translator) -> Rows:
    turn = []
    if number > 1:
        turn.append(to_call.button(t("Page précédente"), number - 1))
    if number < pages:
        turn.append(to_call.button(t("Page suivante"), number + 1))
    return [turn] if len(turn) == 2 else [[*turn, way_home(t)]]


@act("called", *WHO, back="calls")
async def called(visit: Visit, page: int, reservation_id: int) -> View:
    await calls.called(visit.store, visit.me, reservation_id, visit.now)
    return (await to_call(visit, page)).saying(visit.t("C'est noté."))


@look("calls_due", *WHO)
async def calls_due(visit: Visit) -> View:
    """The letter of the morning. Raises Overtaken when there is nobody to call."""
    if not await calls.to_call(visit.store, visit.me, visit.now):
        raise Overtaken("nobody to call")
    return await to_call(visit)


@look("read_out", *WHO)
async def read_out(visit: Visit, letter_id: int) -> View:
    """The letter about a letter: what its reader, who has no account, would have read just now."""
    letter = await visit.store.letters.get(letter_id)
    if letter is None:
        raise Gone
    person = await followed(visit.store, visit.me, letter.to, visit.now)
    if letter.kind is Kind.ACCOMPANIED and await _my_company(visit, int(letter.args[0])):
        raise Overtaken("the referent is who comes")
    if letter.kind is Kind.DECISION and await _my_own(visit, int(letter.args[0])):
        raise Overtaken("the referent did it")
    screen, args = find(letter.screen)
    told = await screen(replace(visit, me=person), *args)
    t = visit.t
    said = lines(
        t("{name} n'a pas Telegram. Merci de lire ce message à cette personne :", name=person.name), "", told.text
    )
    rows = [[link(t("Voir {name}", name=person.name), "person", person.id)], [way_home(t)]]
    return View(said, rows, private=True)


async def _my_own(visit: Visit, reservation_id: int) -> bool:
    """The referent decided or gave back face to face: there is nothing to pass on."""
    return (await visit.store.reservations.get(reservation_id)).moved_by == visit.me.id


async def _my_company(visit: Visit, reservation_id: int) -> bool:
    return (await visit.store.reservations.get(reservation_id)).accompanied_by == visit.me.id
