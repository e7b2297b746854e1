"""« Modifier »: another date, other words, calling an outing off. What will be told is read before it is done."""

from datetime import UTC, datetime

from markupsafe import Markup

from bot import calling_off, changing, drafting, typed, undoing
from bot.domain.changes import ensure_may_change, may_still_change
from bot.domain.offers import Missing, Publication, Session, missing
from bot.domain.people import Role
from bot.domain.refusals import Gone
from handlers.changed import before_and_now, told
from handlers.screens import Button, View, Visit, act, find, link, look
from handlers.text import Translator
from handlers.undoing import edit, undo
from handlers.words import lines, outing

COORDINATOR = Role.COORDINATOR


@look("change", COORDINATOR)
async def change(visit: Visit, session_id: int) -> View:
    """Everything that can be changed, one gesture each."""
    t = visit.t
    it = await visit.store.offers.session(session_id)
    rows: list[list[Button]] = []
    if last := await undoing.undoable(visit.store, session_id, visit.now):
        rows.append([undo.button(t("Défaire le dernier changement"), last.id)])
    if may_still_change(it, visit.now):
        rows += [
            [ask_date.button(t("Changer la date"), it.id)],
            [link(t("Changer les textes ou le lieu"), "choose_words", it.id)],
        ]
        rows += _for_a_draft(it, t) if it.publication is Publication.DRAFT else _for_a_published_one(it, t)
    if it.has_date:
        rows.append([link(t("Copier ou répéter"), "again", it.id)])
    rows.append([_back(it, t)])
    return View(lines(outing(it, t), "", _question(it, visit)), rows)


def _question(it: Session, visit: Visit) -> Markup:
    t = visit.t
    if it.publication is Publication.CANCELLED:
        return t("Cette sortie est annulée.")
    if not may_still_change(it, visit.now):
        return t("Cette sortie a déjà commencé.")
    return t("Que voulez-vous changer ?")


def _for_a_draft(it: Session, t: Translator) -> list[list[Button]]:
    return [[link(t("Supprimer le brouillon"), "drop", it.id)]]


def _for_a_published_one(it: Session, t: Translator) -> list[list[Button]]:
    return [
        [link(t("Écrire aux participants"), "write_note", it.id)],
        [call_off.button(t("Annuler la sortie"), it.id)],
    ]


def _back(it: Session, t: Translator) -> Button:
    return link(t("Retour à la sortie"), "sheet", it.id)


# The date


@act("ask_date", COORDINATOR, back="sheet")
async def ask_date(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await visit.store.offers.session(session_id)
    ensure_may_change(it, visit.now)
    await visit.store.people.expect(visit.me.id, typed_date.data(session_id))
    return View(lines(outing(it, t), "", how_to_write_a_date(t)), [[_back(it, t)]])


def how_to_write_a_date(t: Translator) -> Markup:
    return t("Écrivez la date et l'heure, par exemple 14/03/2027 20h00.")


@act("typed_date", COORDINATOR, back="sheet", typed=True)
async def typed_date(visit: Visit, session_id: int) -> View:
    """A draft takes it at once; of a published outing it is shown first who will be told."""
    it = await visit.store.offers.session(session_id)
    at = typed.moment(visit.text, it.zone, it.starts_at if it.has_date else None)
    if it.publication is Publication.DRAFT:
        await drafting.date_draft(visit.store, session_id, at, visit.now)
        return await next_step(visit, session_id)
    return await move(visit, session_id, int(at.timestamp()))


@look("move", COORDINATOR)
async def move(visit: Visit, session_id: int, at: int) -> View:
    t = visit.t
    plan = await changing.weigh_move(visit.store, session_id, _instant(at), visit.now)
    was, it = plan.old[0], plan.new[0]
    said = lines(outing(was, t), "", *before_and_now(was, it, t), "", told(plan.consequence, t))
    yes = move_yes.button(t("Oui, changer la date"), session_id, at, plan.consequence.people)
    return View(said, [[link(t("Non, garder la date"), "sheet", session_id)], [yes]])


def _instant(at: int) -> datetime:
    try:
        return datetime.fromtimestamp(at, UTC)
    except (OverflowError, ValueError, OSError):
        raise Gone from None


@act("move_yes", COORDINATOR, back="sheet")
async def move_yes(visit: Visit, session_id: int, at: int, seen: int) -> View:
    done = await changing.move(visit.store, visit.me, session_id, _instant(at), seen, visit.now)
    return (await edit(visit, done.id)).saying(visit.t("La date est changée."))


async def next_step(visit: Visit, session_id: int) -> View:
    """Of a draft the next question; of anything else its sheet."""
    it = await visit.store.offers.session(session_id)
    lacks = missing(it, visit.now) if it.publication is Publication.DRAFT else []
    asks = {Missing.VENUE: "ask_venue", Missing.DATE: "ask_date", Missing.PLACES: "choose_places"}
    first = next((screen for lack, screen in asks.items() if lack in lacks), "sheet")
    screen, args = find(f"{first}:{session_id}")
    return await screen(visit, *args)


# Calling off


@look("call_off", COORDINATOR)
async def call_off(visit: Visit, session_id: int) -> View:
    """The question, with the safe answer first."""
    t = visit.t
    it = await visit.store.offers.session(session_id)
    weighed = await calling_off.weigh(visit.store, session_id, visit.now)
    reminders = t.plural("{n} rappel sera retiré.", "{n} rappels seront retirés.", weighed.reminders)
    said = lines(outing(it, t), "", t("Voulez-vous annuler cette sortie ?"), told(weighed, t, reminders))
    yes = call_off_yes.button(t("Oui, annuler la sortie"), session_id, weighed.people)
    return View(said, [[link(t("Non, garder la sortie"), "sheet", session_id)], [yes]])


@act("call_off_yes", COORDINATOR, back="sheet")
async def call_off_yes(visit: Visit, session_id: int, seen: int) -> View:
    done = await calling_off.cancel(visit.store, visit.me, session_id, seen, visit.now)
    return (await edit(visit, done.id)).saying(visit.t("La sortie est annulée."))
