"""The empty spreadsheet that a coordinator fills in. Its second row, in French, explains each column."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bot.feeds.columns import Column

HELP: dict[Column, str] = {
    Column.TITLE: "Le nom de la sortie. Obligatoire.",
    Column.DATE: "Exemple : 14/03/2027. Une ligne par date. Obligatoire.",
    Column.HOUR: "L’heure du début. Exemple : 20h00. Obligatoire.",
    Column.END: "L’heure de la fin, si vous la savez. Exemple : 22h15.",
    Column.VENUE: "Le nom de la salle ou du musée. Obligatoire.",
    Column.STREET: "Le numéro et la rue.",
    Column.POSTCODE: "Exemple : 13007.",
    Column.CITY: "Exemple : Marseille.",
    Column.TRANSIT: "L’arrêt le plus proche. Exemple : métro 1, Vieux-Port.",
    Column.PLACES: "Un nombre, ou « libre » si tout le monde peut entrer.",
    Column.PLACES_A_PERSON: "Le nombre de places qu’une personne peut demander. Exemple : 2.",
    Column.DEADLINE: "Le dernier jour pour demander une place. Exemple : 10/03/2027.",
    Column.SUMMARY: "Deux ou trois phrases simples, avec des mots que tout le monde connaît.",
    Column.EASY: "La même chose en deux à quatre phrases courtes, pour qui lit difficilement.",
    Column.GENRE: "Exemple : théâtre, musique, danse, musée, cinéma, sport.",
    Column.ORGANISER: "Qui propose la sortie.",
    Column.AUDIENCE: "Pour qui. Exemple : adultes, familles, tout public.",
    Column.MIN_AGE: "Un nombre d’années. Exemple : 6.",
    Column.STEP_FREE: "oui ou non : peut-on entrer sans monter de marche ?",
    Column.HEARING_LOOP: "oui ou non : la salle a-t-elle une boucle magnétique ?",
    Column.FRENCH_NOT_NEEDED: "oui ou non : peut-on suivre sans parler français ?",
    Column.FAMILIES: "oui ou non : la sortie convient-elle aux enfants ?",
    Column.ACCOMPANIED: "oui ou non : quelqu’un accompagne-t-il le groupe ?",
    Column.ENTRY: "Comment on entre. Exemple : liste à l’accueil, au nom de la structure.",
    Column.ID: "Votre propre numéro, si vous en avez un : il permet de corriger une sortie plus tard.",
}
"""The columns of the template, in their order, and one line of help for each."""

_NARROWEST, _WIDEST = 14, 34
"""Widths of columns, in characters."""


def template() -> bytes:
    """An .xlsx with the headings, frozen, and a row of help that the reader recognises and leaves out."""
    book = Workbook()
    sheet = book.create_sheet("Sorties", 0)
    del book["Sheet"]
    sheet.append([column.value for column in HELP])
    sheet.append(list(HELP.values()))
    for rank, words in enumerate(HELP.values(), start=1):
        sheet.column_dimensions[get_column_letter(rank)].width = min(max(_NARROWEST, len(words) // 2), _WIDEST)
        sheet.cell(1, rank).font = Font(bold=True)
        sheet.cell(2, rank).font = Font(italic=True, color="666666")
        sheet.cell(2, rank).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
