"""What was wrong in a file of outings, said to the coordinator who sent it: where, what, and what to do."""

from markupsafe import Markup

from bot.domain.drafts import Fault, Trouble
from bot.feeds.columns import Column, recognised
from handlers.text import Translator, clean

_LONGEST_QUOTE = 60
"""Characters of a refused value that are shown: enough to find it in the file."""


def trouble_sentence(trouble: Trouble, t: Translator) -> Markup:
    """One or two sentences for one trouble: « Ligne 12, colonne « places » : « dix » n'est pas un nombre. … »."""
    if not trouble.row:
        return _of_file(trouble, t)
    return t("{where} : {what}", where=_where(trouble, t), what=_what(trouble, t))


def _where(trouble: Trouble, t: Translator) -> Markup:
    column = clean(trouble.column, _LONGEST_QUOTE)
    line = trouble.row if trouble.line is None else trouble.line
    if not line and column:
        return t("Événement n° {rank}, champ « {field} »", rank=trouble.row, field=column)
    if not line:
        return t("Événement n° {rank}", rank=trouble.row)
    if column:
        return t("Ligne {line}, colonne « {column} »", line=line, column=column)
    return t("Ligne {line}", line=line)


def _what(trouble: Trouble, t: Translator) -> Markup:
    value = clean(trouble.value, _LONGEST_QUOTE)
    if trouble.fault in (Fault.PAST, Fault.CANCELLED, Fault.ONLINE):
        return _of_outing(trouble.fault, value, t)
    if trouble.fault is Fault.BAD_TIME or (trouble.fault is Fault.BAD_DATE and trouble.line != 0):
        return _of_moment(trouble.fault, value, t)
    if trouble.fault is Fault.BAD_NUMBER:
        return _of_number(trouble.column, value, t)
    if trouble.fault is Fault.MISSING_VALUE:
        return t("il n'y a rien d'écrit. Complétez, puis envoyez le fichier de nouveau.")
    if trouble.fault is Fault.TOO_LONG:
        return t("ce texte est trop long : « {value} ». Écrivez-le plus court.", value=value)
    # What a machine wrote as the dates of an event ("RRULE", "timings") is nothing that a person would correct.
    return t("ce passage du fichier est illisible. Vérifiez-le, puis envoyez le fichier de nouveau.")


def _of_moment(fault: Fault, value: str, t: Translator) -> Markup:
    if fault is Fault.BAD_DATE:
        return t("« {value} » n'est pas une date. Écrivez par exemple 14/03/2027.", value=value)
    if fault is Fault.BAD_TIME and not value:
        return t("il manque l'heure. Écrivez par exemple 20h00.")
    return t("« {value} » n'est pas une heure possible ce jour-là. Écrivez par exemple 20h00.", value=value)


def _of_number(column: str, value: str, t: Translator) -> Markup:
    """« 0 » and « 3,5 » are numbers: what is wrong with them is something else."""
    if value.lstrip("-+")[:1].isdecimal():
        return t("« {value} » ne convient pas. Écrivez un nombre entier, par exemple 4.", value=value)
    if Column.PLACES in recognised([column]):
        return t("« {value} » n'est pas un nombre. Écrivez par exemple 4, ou « libre ».", value=value)
    return t("« {value} » n'est pas un nombre. Écrivez par exemple 4.", value=value)


def _of_outing(fault: Fault, value: str, t: Translator) -> Markup:
    if fault is Fault.PAST and value:
        return t("cette date est passée ({date}). Elle est laissée de côté.", date=value)
    if fault is Fault.PAST:
        return t("cette date est passée. Elle est laissée de côté.")
    if fault is Fault.CANCELLED:
        return t("cette sortie est annulée ou reportée. Elle est laissée de côté.")
    return t("cette sortie a lieu en ligne. Elle est laissée de côté.")


def _of_file(trouble: Trouble, t: Translator) -> Markup:
    if trouble.fault is Fault.EMPTY:
        return t("Il n'y a aucune sortie dans ce fichier. Ajoutez au moins une ligne, puis envoyez-le de nouveau.")
    if trouble.fault is Fault.TOO_LARGE:
        return t("Ce fichier est trop gros. Envoyez-le en plusieurs fichiers plus petits.")
    if trouble.fault is Fault.UNKNOWN_FORMAT:
        return t("Je ne sais pas lire ce type de fichier. Envoyez un fichier .xlsx, .csv, .ics ou .json.")
    if trouble.fault is Fault.MISSING_COLUMN:
        column = clean(trouble.column, _LONGEST_QUOTE)
        return t("Il manque la colonne « {column} ». Ajoutez-la, puis envoyez le fichier de nouveau.", column=column)
    return t("Je n'arrive pas à ouvrir ce fichier. Enregistrez-le de nouveau, puis renvoyez-le.")
