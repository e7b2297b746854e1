"""A bilan in four sentences: what was used, what was asked for, what was given back, who came."""

from markupsafe import Markup

from bot.domain.bilan import Bilan, What
from handlers.bilan_words import number
from handlers.text import Translator


def sentences(it: Bilan, t: Translator) -> list[Markup]:
    """And why a number is not shown, where one is not."""
    said = [_used(it, t), _requested(it, t), _given_back(it, t), _people(it, t)]
    if None in it.whole.values():
        said.append(t("Un nombre inférieur à 5 n'est pas montré, ni un nombre qui le ferait retrouver."))
    return said


def _used(it: Bilan, t: Translator) -> Markup:
    used, offered = it.whole.get(What.USED), it.whole.get(What.OFFERED)
    if used is None:
        return t("Le nombre de places utilisées n'est pas montré.")
    n, of = number(used, t), number(offered, t)
    if offered is None:
        return t.plural("{n} place a été utilisée.", "{n} places ont été utilisées.", used, n=n)
    return t.plural(
        "{n} place a été utilisée, sur {offered} proposées.",
        "{n} places ont été utilisées, sur {offered} proposées.",
        used,
        n=n,
        offered=of,
    )


def _requested(it: Bilan, t: Translator) -> Markup:
    requested = it.whole.get(What.REQUESTED)
    if requested is None:
        return t("Le nombre de places demandées n'est pas montré.")
    n, approved = number(requested, t), number(it.whole.get(What.APPROVED), t)
    return t.plural(
        "{n} place a été demandée, et {approved} accordées.",
        "{n} places ont été demandées, et {approved} accordées.",
        requested,
        n=n,
        approved=approved,
    )


def _given_back(it: Bilan, t: Translator) -> Markup:
    freed, lost = it.whole.get(What.FREED), it.whole.get(What.LOST)
    if freed is None:
        return t("Le nombre de places rendues à temps n'est pas montré.")
    n, besides = number(freed, t), number(lost, t)
    if lost is None:
        return t.plural("{n} place a été rendue à temps.", "{n} places ont été rendues à temps.", freed, n=n)
    return t.plural(
        "{n} place a été rendue à temps, et {lost} perdues.",
        "{n} places ont été rendues à temps, et {lost} perdues.",
        freed,
        n=n,
        lost=besides,
    )


def _people(it: Bilan, t: Translator) -> Markup:
    """First outings are told of a year."""
    people, first = it.whole.get(What.PEOPLE), it.whole.get(What.FIRST)
    if people is None:
        return t("Le nombre de personnes venues n'est pas montré.")
    n, new = number(people, t), number(first, t)
    if first is None:
        return t.plural("{n} personne est venue.", "{n} personnes sont venues.", people, n=n)
    return t.plural(
        "{n} personne est venue, dont {first} pour la première fois.",
        "{n} personnes sont venues, dont {first} pour la première fois.",
        people,
        n=n,
        first=new,
    )
