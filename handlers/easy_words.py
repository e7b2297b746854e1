"""The easy version of an outing: asked for before it is published, with advice and never a condition."""

from markupsafe import Markup

from bot.domain.changes import Words, may_still_change
from bot.domain.offers import Offer, Publication, missing
from bot.domain.people import Role
from bot.domain.plain import FEWEST, MOST, Advice, Trouble, advice, sentences
from handlers.screens import Rows, View, Visit, link, look
from handlers.text import Translator, shorten, strong
from handlers.words import lines, outing

LONGEST_SENTENCE, LONGEST = 200, 600
"""Letters: of one sentence of a card, of all that a card says of an outing."""

ADVICE_SHOWN = 3
"""More is not read."""


@look("easy", Role.COORDINATOR)
async def easy(visit: Visit, session_id: int) -> View:
    """What is written, what would make it easier; and on to publishing."""
    t = visit.t
    it = await visit.store.offers.session(session_id)
    write = link(
        t("Écrire à nouveau") if it.offer.easy else t("Écrire la version facile"), "ask_words", it.id, Words.EASY
    )
    rows: Rows = [[write]] if may_still_change(it, visit.now) else []
    if it.publication is Publication.DRAFT and not missing(it, visit.now):
        go_on = link(t("Publier") if it.offer.easy else t("Publier sans version facile"), "publish", it.id)
        rows = [[go_on], *rows] if it.offer.easy else [*rows, [go_on]]
    said = _as_written(it.offer, t) if it.offer.easy else [_question(t)]
    return View(lines(outing(it, t), "", *said), [*rows, [link(t("Retour à la sortie"), "sheet", it.id)]])


def _question(t: Translator) -> Markup:
    return t(
        "Il manque une version facile à lire. Écrivez de {fewest} à {most} phrases courtes : ce qu'on voit, pour qui, et "
        "comment c'est.",
        fewest=FEWEST,
        most=MOST,
    )


def _as_written(offer: Offer, t: Translator) -> list[Markup | str]:
    said: list[Markup | str] = [strong(t("Version facile à lire")), *in_lines(offer.easy, t), ""]
    found = advice(offer.easy)
    if not found:
        return [*said, t("Ce texte est facile à lire.")]
    return [*said, strong(t("Conseils")), *(_advice(it, t) for it in found[:ADVICE_SHOWN])]


def _advice(it: Advice, t: Translator) -> Markup:
    about = shorten(it.about, 60)
    match it.trouble:
        case Trouble.LONG:
            return t("« {sentence} » : {n} mots. Douze mots suffisent.", sentence=about, n=it.n)
        case Trouble.SHORTHAND:
            return t("« {what} » : écrivez le mot en entier.", what=about)
        case Trouble.ASIDE:
            return t("« {what} » : faites une autre phrase.", what=about)
        case Trouble.FAMILIAR:
            return t("« {what} » : dites « vous ».", what=about)
        case Trouble.TOO_FEW:
            return t("Une phrase de plus aidera : ce qu'on voit, pour qui, comment c'est.")
        case Trouble.TOO_MANY:
            return t("{n} phrases. {most} suffisent.", n=it.n, most=MOST)


def in_lines(text: str, t: Translator) -> list[Markup]:
    """One sentence a line."""
    return [t.isolate(shorten(it, LONGEST_SENTENCE)) for it in sentences(shorten(text, LONGEST))]


def about(offer: Offer, t: Translator) -> list[Markup]:
    """What a card says of an outing. The organiser writes French: whoever reads it with ease has the summary, everybody
    else the easy version, where there is one."""
    if offer.easy and (t.language != "fr" or not offer.summary):
        return in_lines(offer.easy, t)
    return [t.isolate(shorten(offer.summary, LONGEST))] if offer.summary else []
