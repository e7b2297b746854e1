"""Other words for an outing, another venue: put in place at once where they concern nobody, else shown first."""

from bot import changing, typed
from bot.domain.changes import Words, ensure_may_change
from bot.domain.people import Role
from bot.domain.refusals import Gone
from bot.feeds.values import LONGEST_TEXT, LONGEST_TITLE
from handlers.changed import before_and_now, told
from handlers.changing import next_step
from handlers.easy_words import LONGEST, easy
from handlers.screens import View, Visit, act, link, look
from handlers.undoing import edit
from handlers.words import lines, outing

COORDINATOR = Role.COORDINATOR
LONGEST_OF = {Words.TITLE: LONGEST_TITLE, Words.SUMMARY: LONGEST_TEXT, Words.EASY: LONGEST, Words.ENTRY: LONGEST_TEXT}


@look("choose_words", COORDINATOR)
async def choose_words(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await visit.store.offers.session(session_id)
    rows = [
        [ask_words.button(t("Changer le titre"), it.id, Words.TITLE)],
        [ask_words.button(t("Changer le résumé"), it.id, Words.SUMMARY)],
        [link(t("Version facile à lire"), "easy", it.id)],
        [ask_words.button(t("Changer « Pour entrer »"), it.id, Words.ENTRY)],
        [link(t("Changer le lieu"), "ask_venue", it.id)],
        [link(t("Retour à la sortie"), "sheet", it.id)],
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
        Words.EASY: t("Écrivez la version facile : des phrases courtes, une par ligne, avec des mots connus."),
        Words.ENTRY: t("Écrivez comment on entre, par exemple : liste à l'accueil."),
    }[what]
    return View(lines(outing(it, t), "", question), [[link(t("Retour à la sortie"), "sheet", it.id)]])


@act("typed_words", COORDINATOR, back="sheet", typed=True)
async def typed_words(visit: Visit, session_id: int, what: Words) -> View:
    if what is Words.EASY:
        await wish(visit, session_id, what, typed.paragraphs(visit.text, LONGEST_OF[what]))
        return await easy(visit, session_id)
    return await wish(visit, session_id, what, typed.words(visit.text, LONGEST_OF[what]))


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
