"""Roll call: came, excused or absent, on one screen; the letter that asks once; the kind word after an absence."""

from markupsafe import Markup

from bot import attendance
from bot import reservations as places
from bot.attendance import Begun
from bot.domain.attendance import NEXT_TICK, Attendance, may_call_the_roll
from bot.domain.offers import Session
from bot.domain.people import Role
from bot.domain.refusals import Overtaken
from bot.domain.reservations import Reservation
from handlers import permanence_words, ticks
from handlers.screens import Button, Rows, View, Visit, act, link, look, way_home
from handlers.text import Translator, shorten, strong
from handlers.words import lines, outing

WHO = (Role.REFERENT, Role.COORDINATOR)
ROLLING = (*WHO, Role.VOLUNTEER)
"""Whoever leads a group notes who of it came."""

PEOPLE, OUTINGS = 6, 6
"""A page: with the way on and the way back, eight buttons."""

LATELY = 3


@look("roll_calls", *WHO)
async def roll_calls(visit: Visit) -> View:
    """The outings of the last days, the latest first."""
    t = visit.t
    found = (await attendance.begun(visit.store, visit.me, visit.now))[:OUTINGS]
    said: list[str] = [strong(t("Noter les présences"))]
    for it in found:
        said += ["", strong(t.isolate(it.session.offer.title)), t.moment(it.session.starts_at, it.session.zone)]
        said.append(_missing(it, t))
    if not found:
        said += ["", t("Aucune sortie n'a eu lieu ces sept derniers jours.")]
    rows = [[roll_call.button(_outing(it.session, t), it.session.id)] for it in found]
    return View(lines(*said), [*rows, [ticks.doors.button(t("Compter les personnes"))], [way_home(t)]], private=True)


def _outing(it: Session, t: Translator) -> Markup:
    return t("{title}, {day}", title=shorten(it.offer.title), day=t.short_day(it.starts_at, it.zone))


def _missing(it: Begun, t: Translator) -> Markup:
    if not it.missing:
        return t("Toutes les présences sont notées.")
    return t.plural("{n} présence à noter", "{n} présences à noter", it.missing)


@look("roll_call", *ROLLING)
async def roll_call(visit: Visit, session_id: int, page: int = 1) -> View:
    """One outing: a line and a button a person."""
    t = visit.t
    everyone = await attendance.roll(visit.store, visit.me, session_id, visit.now)
    session = everyone[0].session
    pages = -(-len(everyone) // PEOPLE)
    number = min(max(1, page), pages)
    shown = everyone[(number - 1) * PEOPLE : number * PEOPLE]
    said: list[str] = [strong(t("Noter les présences")), "", outing(session, t), ""]
    said += [_line(it, visit) for it in shown]
    if pages > 1:
        said += ["", t("Page {page} sur {pages}", page=number, pages=pages)]
    rows: list[list[Button]] = []
    if may_call_the_roll(session, visit.now):
        said += ["", t("Appuyez sur un prénom pour changer la réponse.")]
        rows = [[_button(it, number, visit)] for it in shown]
    return View(lines(*said), [*rows, *_around(session, number, pages, t)], private=True)


def _line(it: Reservation, visit: Visit) -> Markup:
    t = visit.t
    so_many = t.plural("{n} place", "{n} places", it.places)
    name = attendance.name_for(visit.me, it)
    return t("{name}, {places} : {standing}", name=name, places=so_many, standing=standing(it.attendance, t))


def standing(it: Attendance | None, t: Translator) -> Markup:
    if it is None:
        return t("à noter")
    return {
        Attendance.CAME: t("présence"),
        Attendance.EXCUSED: t("absence avec excuse"),
        Attendance.ABSENT: t("absence"),
    }[it]


def _button(it: Reservation, page: int, visit: Visit) -> Button:
    """Says what is, and carries what comes next: a tap that arrives twice changes nothing."""
    t = visit.t
    label = t("{name} : {standing}", name=attendance.name_for(visit.me, it), standing=standing(it.attendance, t))
    return tick.button(label, it.session.id, it.id, NEXT_TICK[it.attendance], page)


def _around(it: Session, number: int, pages: int, t: Translator) -> Rows:
    turn = []
    if number > 1:
        turn.append(roll_call.button(t("Page précédente"), it.id, number - 1))
    if number < pages:
        turn.append(roll_call.button(t("Page suivante"), it.id, number + 1))
    return [turn] if len(turn) == 2 else [[*turn, way_home(t)]]


@act("tick", *ROLLING, back="roll_call")
async def tick(visit: Visit, session_id: int, reservation_id: int, to: Attendance, page: int = 1) -> View:
    await attendance.tick(visit.store, visit.me, reservation_id, to, visit.now)
    return await roll_call(visit, session_id, page)


@look("roll_call_due", *WHO)
async def roll_call_due(visit: Visit, session_id: int) -> View:
    """The letter of the next working day. Raises Overtaken when every tick is there, or the outing was moved."""
    everyone = await attendance.roll(visit.store, visit.me, session_id, visit.now)
    if not may_call_the_roll(everyone[0].session, visit.now):
        raise Overtaken("the outing was moved")
    if all(it.attendance is not None for it in everyone):
        raise Overtaken("every tick is there")
    return await roll_call(visit, session_id)


async def lately(visit: Visit, person_id: int) -> list[Markup | str]:
    """Who came to their last outings, for the card of the person: to talk about it."""
    t = visit.t
    past = [it for it in await visit.store.roll.past(person_id, visit.now, LATELY) if it.attendance is not None]
    said: list[Markup | str] = ["", strong(t("Dernières sorties"))] if past else []
    for it in past:
        known = {"title": shorten(it.session.offer.title), "day": t.day(it.session.starts_at, it.session.zone)}
        said.append(t("{title}, {day} : {standing}", standing=standing(it.attendance, t), **known))
    return said


def given_up(it: Reservation, t: Translator) -> Markup:
    """Thanks in any case; what else is true depends on whether it came in time for somebody else."""
    if not it.is_coming:
        return t("C'est annulé. Merci de l'avoir dit.")
    late = t("La sortie a déjà commencé. La place ne peut plus aller à une autre personne.")
    thanks = t("Merci de l'avoir dit.")
    if it.attendance is not Attendance.EXCUSED:
        return Markup(" ").join((late, thanks))
    return Markup(" ").join((late, thanks, t("Votre référent le verra.")))


@look("missed", Role.BENEFICIARY)
async def missed(visit: Visit, reservation_id: int) -> View:
    """The letter after an absence: kind, and nothing follows from it."""
    it = await places.of_mine(visit.store, visit.me, reservation_id)
    if it.attendance is not Attendance.ABSENT:
        raise Overtaken("the tick was put right")
    t = visit.t
    day = t.day(it.session.starts_at, it.session.zone)
    said = lines(
        t("Vous n'étiez pas à cette sortie : {title}, {day}.", title=it.session.offer.title, day=day),
        t("Ce n'est pas grave. Cela ne change rien pour vous."),
        t("Vous étiez là ? Dites-le à votre référent."),
        "",
        t("D'autres sorties vous attendent."),
    )
    rows = [
        [link(t("Proposer une autre sortie"), "offers")],
        [link(t("Parler à mon référent"), "call_me")],
        [permanence_words.button(t)],
        [way_home(t)],
    ]
    return View(said, rows)
