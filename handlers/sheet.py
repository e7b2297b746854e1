"""Cells of a spreadsheet. A number is a number; a name is text: whatever it begins with, no formula comes of it (D9)."""

import io
from collections.abc import Sequence

from markupsafe import Markup
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from handlers.text import clean

TRICKY = ("=", "+", "-", "@", "|", "%")
"""A programme that guesses takes what begins so for a formula: there the text is marked as such."""

HAIR = Border(bottom=Side(style="thin", color="CDD1DA"))
HEAD = PatternFill("solid", fgColor="E9EEF3")
A4 = 9


def row(sheet: Worksheet, rank: int, values: Sequence[str | int | float], bold: bool = False) -> None:
    """With a line under it; a heading in `bold`, on a ground of its own."""
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(rank, column)
        write(cell, value)
        cell.font = Font(bold=bold, size=12)
        cell.border = HAIR
        if bold:
            cell.fill = HEAD


def write(cell: Cell | MergedCell, value: str | int | float) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean(value.unescape() if isinstance(value, Markup) else value)
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(TRICKY)


def content(book: Workbook) -> bytes:
    """The .xlsx."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
