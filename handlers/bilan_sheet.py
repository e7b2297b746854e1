"""The bilan as a spreadsheet: a sheet for the whole and one a table, and beside each figure what it counts."""

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.bilan import Bilan, Table, What
from handlers import bilan_words as words
from handlers.bilan_facts import answers, load, numbers, welcomes
from handlers.bilan_plots import begun, counted, in_order
from handlers.bilan_words import HIDDEN, Figure
from handlers.sheet import A4, content, row, write
from handlers.text import Translator

HEADED = 5
"""The rank of the row of headings; what is above says of whom, of when, and what the sign for a hidden number means."""
NAMES, NUMBERS, MEANINGS = 48, 17, 95
"""Widths of columns, in letters."""
WHOLE, HOURS = "#,##0", '#,##0" h"'
SMALL = Font(size=9, italic=True, color="5F6573")
LEADING = 12
"""Points, of a line in small letters."""


def spreadsheet(bilan: Bilan, t: Translator) -> bytes:
    """An .xlsx."""
    book = Workbook()
    del book["Sheet"]
    book.properties.title, book.properties.creator = t("Bilan des sorties").unescape(), "Passerelle"
    _whole(_sheet(book, Figure(t("Bilan des sorties"), words.why_hidden(t)), bilan, t), bilan, t)
    for table in bilan.tables:
        _table(_sheet(book, words.tables(t)[table.by], bilan, t), table, t)
    return content(book)


def _sheet(book: Workbook, figure: Figure, bilan: Bilan, t: Translator) -> Worksheet:
    """With its heading, and as it is printed."""
    sheet: Worksheet = book.create_sheet(figure.name.unescape())
    title = f"{figure.name.unescape()} · {begun(words.period(bilan.period, t))}"
    said = (words.whose(bilan.house, t), title, figure.meaning, words.why_hidden(t))
    for rank, line in enumerate(dict.fromkeys(said), start=1):
        cell = sheet.cell(rank, 1)
        write(cell, line)
        cell.alignment = Alignment(wrap_text=False)
        cell.font = Font(bold=True, size=16 if rank == 1 else 12) if rank < 3 else SMALL
    sheet.sheet_view.rightToLeft = t.right_to_left
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.column_dimensions["A"].width = NAMES
    return sheet


def _whole(sheet: Worksheet, bilan: Bilan, t: Translator) -> None:
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = NUMBERS, MEANINGS
    row(sheet, HEADED, [t("Chiffre"), t("Nombre"), t("Ce qui est compté")], bold=True)
    facts = [*numbers(bilan, What, t), *answers(bilan, t), *load(bilan, t), *welcomes(bilan, t)]
    for rank, fact in enumerate(facts, HEADED + 1):
        row(sheet, rank, [fact.figure.name, _shown(fact.n), fact.figure.meaning])
        _number(sheet.cell(rank, 2))
    _kept(sheet, HEADED)


def _table(sheet: Worksheet, table: Table, t: Translator) -> None:
    figures = [(what, words.figures(t)[what]) for what in counted(table.lines, tuple(What))]
    row(sheet, HEADED, [words.tables(t)[table.by].name, *(figure.name for _, figure in figures)], bold=True)
    row(sheet, HEADED + 1, ["", *(figure.meaning for _, figure in figures)])
    longest = max((len(figure.meaning) for _, figure in figures), default=0)
    sheet.row_dimensions[HEADED + 1].height = LEADING * (2 + longest // NUMBERS)
    for column, _ in enumerate(figures, start=2):
        sheet.column_dimensions[get_column_letter(column)].width = NUMBERS
        sheet.cell(HEADED + 1, column).font = SMALL
    for rank, line in enumerate(in_order(table), HEADED + 2):
        row(
            sheet,
            rank,
            [words.row(table.by, line.name, t), *(_shown(line.numbers.get(what, 0)) for what, _ in figures)],
        )
        for column, _ in enumerate(figures, start=2):
            _number(sheet.cell(rank, column))
    _kept(sheet, HEADED + 1)


def _shown(n: int | float | None) -> int | float | str:
    return HIDDEN if n is None else n


def _number(cell: Cell | MergedCell) -> None:
    cell.alignment = Alignment(horizontal="right", vertical="center", indent=1)
    if cell.data_type == "n":
        cell.number_format = HOURS if isinstance(cell.value, float) else WHOLE


def _kept(sheet: Worksheet, rank: int) -> None:
    """In sight, and on every page: the headings down to this row, and the names."""
    sheet.freeze_panes = f"B{rank + 1}"
    sheet.print_title_rows = f"{HEADED}:{rank}"
