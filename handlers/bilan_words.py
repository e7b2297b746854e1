"""What the figures of a bilan are called and what each means: the same words in the chat, on paper and in the sheet."""

from datetime import date
from typing import NamedTuple

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from bot.domain.bilan import By, Period, Span, What
from handlers.text import Translator

HIDDEN = "–"
"""Stands in a cell for a hidden number; `why_hidden` explains it."""


class Figure(NamedTuple):
    """A name for a row or a column, and a sentence that says what was counted."""

    name: Markup
    meaning: Markup


def figures(t: Translator) -> dict[What, Figure]:
    """In the order of `What`."""
    return {
        What.OFFERED: Figure(
            t("Places proposées"),
            t("Places des sorties de la période, sans les entrées libres ni les sorties annulées."),
        ),
        What.REQUESTED: Figure(
            t("Places demandées"), t("Places que des personnes ont demandées pour les sorties de la période.")
        ),
        What.APPROVED: Figure(t("Places accordées"), t("Places demandées pour lesquelles la réponse a été oui.")),
        What.USED: Figure(t("Places utilisées"), t("Places accordées aux personnes qui sont venues, d'après l'appel.")),
        What.FREED: Figure(
            t("Places rendues à temps"),
            t("Places accordées puis rendues quand une autre personne pouvait encore les demander."),
        ),
        What.LOST: Figure(
            t("Places perdues"), t("Places accordées, rendues trop tard, ou dont la personne n'est pas venue.")
        ),
        What.UNTICKED: Figure(
            t("Places sans appel"), t("Places accordées pour lesquelles personne n'a dit si la personne est venue.")
        ),
        What.EMPTY: Figure(t("Places restées vides"), t("Places proposées que personne n'a utilisées.")),
        **_people(t),
        **_reminders(t),
    }


def _people(t: Translator) -> dict[What, Figure]:
    return {
        What.PEOPLE: Figure(
            t("Personnes venues"), t("Personnes venues au moins une fois, comptées une seule fois chacune.")
        ),
        What.FIRST: Figure(
            t("Venues pour la première fois"), t("Personnes dont la toute première sortie est dans la période.")
        ),
        What.AGAIN: Figure(t("Venues une deuxième fois"), t("Personnes dont la deuxième sortie est dans la période.")),
        What.ACCOMPANIED: Figure(
            t("Venues accompagnées"), t("Sorties qu'une personne a faites avec quelqu'un, pour ne pas y aller seule.")
        ),
    }


def _reminders(t: Translator) -> dict[What, Figure]:
    return {
        What.REMINDERS: Figure(t("Rappels arrivés"), t("Rappels arrivés avant les sorties de la période.")),
        What.ANSWERED: Figure(t("Rappels avec réponse"), t("Rappels auxquels la personne a répondu d'un geste.")),
    }


def answering(t: Translator) -> dict[str, Figure]:
    """By the fields of `Answering`, whose values are hours."""
    return {
        "middle_h": Figure(
            t("Délai de réponse, une demande sur deux"),
            t("La moitié des demandes ont eu une réponse en moins de temps."),
        ),
        "nine_in_ten_h": Figure(
            t("Délai de réponse, neuf demandes sur dix"),
            t("Neuf demandes sur dix ont eu une réponse en moins de temps."),
        ),
    }


def load(t: Translator) -> dict[str, Figure]:
    """By the fields of `Load`."""
    return {
        "referents": Figure(
            t("Référents qui ont répondu"),
            t("Référents qui ont répondu à au moins une demande pour les sorties de la période."),
        ),
        "middle": Figure(
            t("Demandes pour un référent, au milieu"),
            t("La moitié des référents ont eu plus de demandes, la moitié moins."),
        ),
        "most": Figure(t("Demandes pour un référent, au plus"), t("Aucun référent n'a répondu à plus de demandes.")),
    }


def welcomed(t: Translator) -> dict[str, Figure]:
    """By the kinds of `Bilan.welcomed`."""
    return {
        "open": Figure(
            t("Accueils en entrée libre"), t("Personnes comptées à la porte des sorties en entrée libre, sans nom.")
        ),
        "permanence": Figure(
            t("Accueils aux permanences"), t("Personnes comptées à la porte des permanences, sans nom.")
        ),
    }


def tables(t: Translator) -> dict[By, Figure]:
    """The heading of a breakdown, and what it tells apart."""
    return {
        By.MONTH: Figure(t("Par mois"), t("Le mois est le mois de la sortie.")),
        By.GENRE: Figure(t("Par genre"), t("Le genre est écrit dans l'annonce de la sortie.")),
        By.AUDIENCE: Figure(t("Par public"), t("Le public est écrit dans l'annonce de la sortie.")),
        By.VENUE: Figure(t("Par lieu"), t("Le lieu est le lieu de la sortie.")),
        By.DISTRICT: Figure(
            t("Par code postal"),
            t("Le code postal est celui du lieu. L'adresse des personnes n'est pas connue."),
        ),
        By.ORGANISATION: Figure(t("Par structure"), t("La structure est celle des personnes.")),
    }


def row(by: By, name: str, t: Translator) -> Markup:
    """A line of a breakdown; a month stands in the tables as "2026-03"."""
    if by is By.MONTH:
        return period(Period(Span.MONTH, date.fromisoformat(f"{name}-01")), t)
    return t.isolate(name) if name else t("Non précisé")


def whose(house: str, t: Translator) -> Markup:
    """Of whom a bilan speaks."""
    return t.isolate(house) if house else t("Toutes les structures ensemble")


def period(it: Period, t: Translator) -> Markup:
    """« mars 2026 », « 1er trimestre 2026 », « année 2026 »."""
    if it.span is Span.MONTH:
        return t.isolate(format_date(it.first, "MMMM y", locale=t.locale))
    if it.span is Span.YEAR:
        return t("année {year}", year=it.first.year)
    quarters = (
        t("1er trimestre {year}", year=it.first.year),
        t("2e trimestre {year}", year=it.first.year),
        t("3e trimestre {year}", year=it.first.year),
        t("4e trimestre {year}", year=it.first.year),
    )
    return quarters[it.first.month // 3]


def number(n: int | None, t: Translator) -> Markup:
    """« 1 204 », or the sign for a hidden one."""
    return t.isolate(HIDDEN if n is None else format_decimal(n, locale=t.locale))


def hours(h: float | None, t: Translator) -> Markup:
    """« 14 heures », or the sign for a hidden one."""
    return t.isolate(HIDDEN) if h is None else t.plural("{n} heure", "{n} heures", round(h))


def why_hidden(t: Translator) -> Markup:
    """What the sign means; said once wherever it stands. A hidden number is not always a small one."""
    return t("Le signe {sign} remplace un nombre inférieur à 5, ou un nombre qui le ferait retrouver.", sign=HIDDEN)
