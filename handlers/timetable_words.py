"""What a timetable's file says, in words, for whoever keeps it."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.ports import KeptTimetable
from bot.transit import Reading
from bot.transit.faults import Broken, Ill, Why
from handlers.text import Translator


def details(it: Reading, t: Translator) -> Iterator[Markup]:
    """The feed in a line or two, then what is wrong with it."""
    if it.ended is not None:
        yield t("Ces horaires se sont arrêtés le {day}. Ils ne sont pas utilisés.", day=t.day(it.ended))
    if it.ill is not None:
        yield _ill(it.ill, it.what, t)
    if it.feed is not None:
        trips = sum(pattern.trips for pattern in it.feed.patterns)
        yield t("Compagnie : {name}.", name=it.name)
        yield t("Arrêts : {stops}. Trajets : {trips}.", stops=len(it.feed.stops), trips=trips)
    if it.broken_count:
        yield t.plural("{n} ligne n'a pas pu être lue :", "{n} lignes n'ont pas pu être lues :", it.broken_count)
    for broken in it.broken:
        yield _broken(broken, t)
    if it.broken_count > len(it.broken):
        yield t("et d'autres.")


def listed(kept: list[KeptTimetable], t: Translator) -> Iterator[Markup]:
    for it in kept:
        yield t("Horaires gardés : {name}, jusqu'au {day}.", name=it.name, day=t.day(it.last_day))
    if not kept:
        yield t("Aucun horaire n'est gardé.")


def _ill(ill: Ill, what: str, t: Translator) -> Markup:
    return {
        Ill.UNREADABLE: t("Ce fichier ne peut pas être lu. Téléchargez de nouveau le fichier de la compagnie."),
        Ill.TOO_LARGE: t("Ce fichier est trop gros."),
        Ill.INCOMPLETE: t("Il manque dans ce fichier : {what}.", what=what),
        Ill.EMPTY: t("Ce fichier n'a pas de trajet dans les mois à venir."),
    }[ill]


def _broken(it: Broken, t: Translator) -> Markup:
    why = {
        Why.VALUE: t("Ligne {line} de {file} : une valeur n'est pas comprise.", line=it.line, file=it.file),
        Why.UNKNOWN: t("Ligne {line} de {file} : le fichier parle d'une chose inconnue.", line=it.line, file=it.file),
        Why.ORDER: t("Ligne {line} de {file} : les heures ne se suivent pas.", line=it.line, file=it.file),
        Why.CUT: t("Ligne {line} de {file} : la ligne est incomplète.", line=it.line, file=it.file),
    }
    return why[it.why]
