"""« Écrire aux participants »: typed, shown with its number of readers, sent; and the letter they read."""

from markupsafe import Markup

from bot import noting
from bot.domain.changes import ensure_may_change
from bot.domain.desk import Note
from bot.domain.people import Role
from bot.domain.refusals import NobodyThere, Overtaken
from handlers.screens import View, Visit, act, link, look, way_home
from handlers.text import Translator, clean, strong
from handlers.words import lines, outing

COORDINATOR = Role.COORDINATOR


@act("write_note", COORDINATOR, back="sheet")
async def write_note(visit: Visit, session_id: int) -> View:
    t = visit.t
    it = await visit.store.offers.session(session_id)
    ensure_may_change(it, visit.now)
    if not await noting.readers(visit.store, session_id):
        raise NobodyThere
    await visit.store.people.expect(visit.me.id, typed_note.data(session_id))
    said = lines(outing(it, t), "", t("Écrivez votre message. Vous le relirez avant l'envoi."))
    return View(said, [[link(t("Retour à la sortie"), "sheet", session_id)]])


@act("typed_note", COORDINATOR, back="sheet", typed=True)
async def typed_note(visit: Visit, session_id: int) -> View:
    written = await noting.write(visit.store, visit.me, session_id, visit.text, visit.now)
    return await noted(visit, written.id)


@look("noted", COORDINATOR)
async def noted(visit: Visit, note_id: int) -> View:
    """As its readers will see it."""
    t = visit.t
    it = await noting.of_mine(visit.store, visit.me, note_id)
    sheet = link(t("Retour à la sortie"), "sheet", it.session_id)
    if it.sent_at is not None:
        return View(lines(t("Ce message est envoyé."), "", *_letter(it, t)), [[sheet, way_home(t)]])
    readers = len(await noting.readers(visit.store, it.session_id))
    count = t.plural("{n} personne lira ce message.", "{n} personnes liront ce message.", readers)
    yes = t.plural("Envoyer à {n} personne", "Envoyer à {n} personnes", readers)
    rows = [
        [send_note.button(yes, it.id, readers)],
        [link(t("Écrire de nouveau"), "write_note", it.session_id)],
        [link(t("Ne pas envoyer"), "sheet", it.session_id)],
    ]
    return View(lines(count, "", *_letter(it, t)), rows)


def _letter(it: Note, t: Translator) -> list[Markup]:
    words = [t.isolate(clean(line, 1000)) for line in it.words.split("\n")]
    return [strong(t("Message de l'organisation")), *words]


@act("send_note", COORDINATOR, back="noted")
async def send_note(visit: Visit, note_id: int, seen: int) -> View:
    await noting.send(visit.store, visit.me, note_id, seen, visit.now)
    return (await noted(visit, note_id)).saying(visit.t("Le message est envoyé."))


@look("note", Role.BENEFICIARY)
async def note(visit: Visit, note_id: int) -> View:
    """The letter. Raises Overtaken for who does not come any more."""
    t = visit.t
    it = await visit.store.notes.get(note_id)
    mine = await visit.store.reservations.live(visit.me.id, it.session_id)
    if mine is None or it.sent_at is None:
        raise Overtaken("no place there")
    rows = [[link(t("Voir ma sortie"), "place", mine.id)], [way_home(t)]]
    return View(lines(*_letter(it, t), "", outing(mine.session, t)), rows)
