"""The guest list as a spreadsheet."""

from collections.abc import Sequence

from markupsafe import Markup
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.guests import House, for_the_door
from bot.domain.offers import Session
from handlers.sheet import A4, content, row, write
from handlers.text import Translator
from handlers.words import when, where

WIDTHS = {"A": 44, "B": 34, "C": 10}


def spreadsheet(it: Session, houses: Sequence[House], t: Translator) -> bytes:
    """An .xlsx: what, when, where, how many; then a line a guest."""
    book = Workbook()
    sheet = book.create_sheet("Invités", 0)
    del book["Sheet"]
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    _heading(sheet, it, houses, t)
    rank = 6
    row(sheet, rank, [t("Structure"), t("Nom sur la liste"), t("Places")], bold=True)
    sheet.print_title_rows = f"{rank}:{rank}"
    sheet.freeze_panes = f"A{rank + 1}"
    for house in houses:
        for name, places in house.guests:
            rank += 1
            row(sheet, rank, [house.organisation, for_the_door(name), places])
    sheet.page_setup.paperSize = A4
    return content(book)


def _heading(sheet: Worksheet, it: Session, houses: Sequence[House], t: Translator) -> None:
    said = (it.offer.title, when(it, t).unescape(), where(it, t).unescape(), total(houses, t).unescape())
    for rank, line in enumerate(said, start=1):
        cell = sheet.cell(rank, 1)
        write(cell, line)
        cell.font = Font(bold=rank in (1, 4), size=16 if rank == 1 else 12)
        sheet.merge_cells(start_row=rank, end_row=rank, start_column=1, end_column=len(WIDTHS))
    sheet.row_dimensions[1].height = 44


def total(houses: Sequence[House], t: Translator) -> Markup:
    return t.plural("Total : {n} place", "Total : {n} places", sum(house.places for house in houses))
