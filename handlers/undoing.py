"""What was done, until when it can be undone, and « Défaire »."""

from markupsafe import Markup

from bot import undoing
from bot.domain.changes import UNDO_WITHIN, Edit, EditKind
from bot.domain.people import Role
from bot.domain.refusals import Gone
from handlers.screens import Button, View, Visit, act, link, look, way_home
from handlers.text import Translator
from handlers.words import lines

COORDINATOR = Role.COORDINATOR


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
