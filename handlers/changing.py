"""« Modifier »: another date, other words, calling an outing off. What will be told is read before it is done."""

from datetime import UTC, datetime

from markupsafe import Markup

from bot import changing, drafting, typed, undoing
from bot.domain.changes import UNDO_WITHIN, Consequence, Edit, EditKind, Words, ensure_may_change, may_still_change
from bot.domain.offers import Missing, Publication, Session, missing
from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.feeds.values import LONGEST_TEXT, LONGEST_TITLE
from handlers.changed import before_and_now
from handlers.screens import Button, View, Visit, act, find, link, look, way_home
from handlers.text import Translator
from handlers.words import lines, outing

COORDINATOR = Role.COORDINATOR
LONGEST = {Words.TITLE: LONGEST_TITLE, Words.SUMMARY: LONGEST_TEXT, Words.ENTRY: LONGEST_TEXT}


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
            [choose_words.button(t("Changer les textes ou le lieu"), it.id)],
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


def told(it: Consequence, t: Translator, reminders: Markup | None = None) -> Markup:
    """Who will be told, and what becomes of the reminders: whole sentences, true at this moment."""
    if not it.people:
        return t("Personne n'est à prévenir.")
    said = [t.plural("{n} personne sera prévenue.", "{n} personnes seront prévenues.", it.people)]
    if it.referents:
        said.append(t.plural("{n} référent sera prévenu.", "{n} référents seront prévenus.", it.referents))
    again = t.plural("{n} rappel sera replanifié.", "{n} rappels seront replanifiés.", it.reminders)
    return lines(*said, reminders if reminders is not None else again)


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


# The words and the venue


@look("choose_words", COORDINATOR)
async def choose_words(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await visit.store.offers.session(session_id)
    rows = [
        [ask_words.button(t("Changer le titre"), it.id, Words.TITLE)],
        [ask_words.button(t("Changer le résumé"), it.id, Words.SUMMARY)],
        [ask_words.button(t("Changer « Pour entrer »"), it.id, Words.ENTRY)],
        [link(t("Changer le lieu"), "ask_venue", it.id)],
        [_back(it, t)],
    ]
    return View(lines(outing(it, t), "", t("Ces textes valent pour toutes les dates de cette sortie.")), rows)


@act("ask_words", COORDINATOR, back="sheet")
async def ask_words(visit: Visit, session_id: int, what: Words) -> View:
    t = visit.t
    it = await visit.store.offers.session(session_id)
    ensure_may_change(it, visit.now)
    if what is Words.VENUE:
        raise Gone
    await visit.store.people.expect(visit.me.id, typed_words.data(session_id, what))
    question = {
        Words.TITLE: t("Écrivez le titre."),
        Words.SUMMARY: t("Écrivez le résumé."),
        Words.ENTRY: t("Écrivez comment on entre, par exemple : liste à l'accueil."),
    }[what]
    return View(lines(outing(it, t), "", question), [[_back(it, t)]])


@act("typed_words", COORDINATOR, back="sheet", typed=True)
async def typed_words(visit: Visit, session_id: int, what: Words) -> View:
    value = typed.words(visit.text, LONGEST[what])
    return await wish(visit, session_id, what, value)


async def wish(visit: Visit, session_id: int, what: Words, value: str) -> View:
    """Put in place at once where it concerns nobody; else it is shown first who will be told."""
    wished = await changing.wish(visit.store, visit.me, session_id, what, value, visit.now)
    _, plan = await changing.weigh_wish(visit.store, visit.me, wished.id, visit.now)
    if plan.consequence.people:
        return await wished_words(visit, wished.id)
    await changing.grant(visit.store, visit.me, wished.id, 0, visit.now)
    return await next_step(visit, session_id)


@look("wished", COORDINATOR)
async def wished_words(visit: Visit, wish_id: int) -> View:
    t = visit.t
    wished, plan = await changing.weigh_wish(visit.store, visit.me, wish_id, visit.now)
    was, it = plan.old[0], plan.new[0]
    said = lines(outing(was, t), "", *before_and_now(was, it, t), "", told(plan.consequence, t))
    yes = grant.button(t("Oui, changer"), wish_id, plan.consequence.people)
    return View(said, [[link(t("Non, ne rien changer"), "sheet", wished.before.sessions[0].id)], [yes]])


@act("grant", COORDINATOR, back="wished")
async def grant(visit: Visit, wish_id: int, seen: int) -> View:
    done = await changing.grant(visit.store, visit.me, wish_id, seen, visit.now)
    return (await edit(visit, done.id)).saying(visit.t("C'est changé."))


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
    weighed = await changing.weigh_cancel(visit.store, session_id, visit.now)
    reminders = t.plural("{n} rappel sera retiré.", "{n} rappels seront retirés.", weighed.reminders)
    said = lines(outing(it, t), "", t("Voulez-vous annuler cette sortie ?"), told(weighed, t, reminders))
    yes = call_off_yes.button(t("Oui, annuler la sortie"), session_id, weighed.people)
    return View(said, [[link(t("Non, garder la sortie"), "sheet", session_id)], [yes]])


@act("call_off_yes", COORDINATOR, back="sheet")
async def call_off_yes(visit: Visit, session_id: int, seen: int) -> View:
    done = await changing.cancel(visit.store, visit.me, session_id, seen, visit.now)
    return (await edit(visit, done.id)).saying(visit.t("La sortie est annulée."))


# What was done, and undoing it


@look("edit", COORDINATOR)
async def edit(visit: Visit, edit_id: int) -> View:
    """What was done, until when it can be undone."""
    t = visit.t
    it = await visit.store.edits.get(edit_id)
    if it.kind is EditKind.WISH:
        raise Gone
    rows: list[list[Button]] = []
    said: list[str] = [_done(it, t)]
    if it.undone_at is None and await undoing.may_undo(visit.store, it, visit.now):
        until = t.hour(it.at + UNDO_WITHIN, visit.town.zone)
        said.append(t("Vous pouvez défaire jusqu'à {hour}, tant que personne n'est prévenu.", hour=until))
        rows.append([undo.button(t("Défaire"), it.id)])
    return View(lines(*said), [*rows, *await _ways_back(it, visit)])


def _done(it: Edit, t: Translator) -> Markup:
    if it.undone_at is not None:
        return t("Ce changement est défait. Tout est comme avant.")
    return {
        EditKind.MOVE: t("La date est changée."),
        EditKind.PLACES: t("Le nombre de places est changé."),
        EditKind.WORDS: t("Les textes sont changés."),
        EditKind.CANCEL: t("La sortie est annulée."),
        EditKind.IMPORT: t("Le fichier est importé."),
    }[it.kind]


async def _ways_back(it: Edit, visit: Visit) -> list[list[Button]]:
    t = visit.t
    if it.kind is EditKind.IMPORT or not it.before.sessions:
        return [[link(t("Toutes les sorties"), "desk"), way_home(t)]]
    return [[link(t("Retour à la sortie"), "sheet", it.before.sessions[0].id), way_home(t)]]


@act("undo", COORDINATOR, back="edit")
async def undo(visit: Visit, edit_id: int) -> View:
    await undoing.undo(visit.store, visit.me, edit_id, visit.now)
    return (await edit(visit, edit_id)).saying(visit.t("C'est défait."))
