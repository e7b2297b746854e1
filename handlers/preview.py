"""An import before it is done: what is new, changed (old → new), the same, perhaps told twice, refused."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from bot.domain.drafts import OfferDraft
from bot.importing import Change, Difference, Doubt, Preview
from handlers.imports import trouble_sentence
from handlers.text import Translator, shorten
from handlers.words import lines


def summary(preview: Preview, t: Translator) -> Markup:
    """The tally: every row of the file is counted once."""
    kept = t("Nombres de places laissés comme avant, car déjà promises : {n}", n=preview.promised)
    return lines(
        t.plural("{n} ligne lue", "{n} lignes lues", preview.rows),
        t("Nouvelles : {n}", n=_rows(preview.new)),
        t("Modifiées : {n}", n=_rows([it.draft for it in preview.changed])),
        t("Identiques : {n}", n=_rows(preview.same)),
        t("Peut-être en double : {n}", n=_rows([it.draft for it in preview.doubtful])),
        t("Refusées : {n}", n=preview.refused),
        kept if preview.promised else None,
    )


def _rows(drafts: list[OfferDraft]) -> int:
    return sum(len(draft.rows) for draft in drafts)


def details(preview: Preview, t: Translator) -> Iterator[Markup]:
    """A line each, in the order new, changed, doubtful, refused; what is the same is not told again."""
    for draft in preview.new:
        yield t("Nouvelle : {title}, {day}", title=shorten(draft.title, 80), day=t.day(draft.sessions[0].starts_at))
    for change in preview.changed:
        yield _changed(change, t)
    for doubt in preview.doubtful:
        yield _doubtful(doubt, t)
    for trouble in preview.troubles:
        yield t("Refusée : {sentence}", sentence=trouble_sentence(trouble, t))


def _changed(change: Change, t: Translator) -> Markup:
    told = Markup(" ; ").join(_difference(it, t) for it in change.differences)
    return t("Modifiée : {title} : {changes}", title=shorten(change.draft.title, 80), changes=told)


def _difference(it: Difference, t: Translator) -> Markup:
    names = {
        "title": t("titre"),
        "summary": t("résumé"),
        "easy": t("version facile"),
        "genre": t("genre"),
        "organiser": t("organisateur"),
        "min_age": t("âge"),
        "step_free": t("accessible"),
        "families": t("avec enfants"),
        "entry": t("pour entrer"),
        "venue": t("lieu"),
        "starts_at": t("date"),
        "ends_at": t("fin"),
        "capacity": t("places"),
        "open_admission": t("entrée libre"),
    }
    return t("{what} : {old} → {new}", what=names[it.what], old=_value(it.old, t), new=_value(it.new, t))


def _value(value: object, t: Translator) -> Markup:
    if value is None or value == "":
        return t("rien")
    if isinstance(value, bool):
        return t("oui") if value else t("non")
    return t.moment(value) if isinstance(value, datetime) else t.isolate(shorten(str(value), 60))


def _doubtful(doubt: Doubt, t: Translator) -> Markup:
    return t(
        "Peut-être en double : {title}, {moment}. Une sortie du même nom existe déjà à la même heure.",
        title=shorten(doubt.draft.title, 80),
        moment=t.moment(doubt.twin.starts_at, doubt.twin.zone),
    )
