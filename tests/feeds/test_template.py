"""The empty spreadsheet for coordinators."""

import io

from openpyxl import load_workbook

from bot.domain.drafts import Fault, Trouble
from bot.feeds import template
from tests.feeds.files import CONCERT, HEADINGS, reading


def filled(*rows: tuple[str, ...], at: int = 3) -> bytes:
    """The template, with lines typed under its help from line `at`."""
    book = load_workbook(io.BytesIO(template()))
    sheet = book["Sorties"]
    headings = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=at):
        for name, value in zip(HEADINGS, row, strict=True):
            sheet.cell(number, headings.index(name) + 1, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_empty_template_has_no_outing() -> None:
    assert reading(template(), "modele.xlsx").troubles == (Trouble(Fault.EMPTY),)


def test_the_filled_template_is_read_without_its_help() -> None:
    found = reading(filled(CONCERT, (*CONCERT[:-1], "dix")), "modele.xlsx")
    assert (found.rows, [offer.rows for offer in found.offers]) == (2, [(1,)])
    assert found.troubles == (Trouble(Fault.BAD_NUMBER, row=2, column="places", value="dix", line=4),)


def test_an_outing_typed_over_the_help_is_read() -> None:
    found = reading(filled(CONCERT, at=2), "modele.xlsx")
    assert (found.rows, found.troubles) == (1, ())
    assert found.offers[0].summary == ""


def test_the_headings_stay_in_sight() -> None:
    sheet = load_workbook(io.BytesIO(template()))["Sorties"]
    assert sheet.freeze_panes == "A2"
    assert {cell.value for cell in sheet[1]} >= set(HEADINGS)
