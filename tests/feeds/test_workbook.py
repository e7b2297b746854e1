"""Hostile workbooks are refused before they are opened. Each of these would fill the memory or end the process."""

import io
import time
import zipfile

import pytest

from bot.domain.drafts import Fault, Reading, Trouble
from bot.feeds.workbook import MOST_PARTS
from tests.feeds.files import CONCERT, HEADINGS, as_xlsx, reading, rewritten

SHEET = "xl/worksheets/sheet1.xml"
HONEST = as_xlsx([HEADINGS, CONCERT])


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def refused(fault: Fault) -> Reading:
    return Reading(rows=0, troubles=(Trouble(fault),))


def test_a_zip_bomb_is_refused_quickly() -> None:
    bomb = packed({SHEET: b" " * 60_000_000})
    begun = time.process_time()
    assert reading(bomb, "x.xlsx") == refused(Fault.TOO_LARGE)
    assert time.process_time() - begun < 0.1


def test_a_small_part_that_swells_too_much_is_refused() -> None:
    assert reading(packed({SHEET: b" " * 5_000_000}), "x.xlsx") == refused(Fault.TOO_LARGE)


def test_a_package_of_too_many_parts_is_refused() -> None:
    parts = {f"xl/{n}.xml": b"<a/>" for n in range(MOST_PARTS + 1)}
    assert reading(packed(parts), "x.xlsx") == refused(Fault.TOO_LARGE)


@pytest.mark.parametrize(
    "reference", [b"XFD1048576", b"xfd1048576", b"&#88;FD1048576", b"ZZZZZZZZZZ2", b"A99999999999"]
)
def test_a_cell_at_the_far_corner_is_refused(reference: bytes) -> None:
    far = rewritten(HONEST, SHEET, b'r="A2"', b'r="' + reference + b'"')
    assert reading(far, "x.xlsx") == refused(Fault.TOO_LARGE)


def test_a_count_of_what_is_not_there_is_refused() -> None:
    lying = rewritten(HONEST, "xl/styles.xml", b'<cellXfs count="', b'<cellXfs count="99999999999')
    assert reading(lying, "x.xlsx") == refused(Fault.TOO_LARGE)


def test_a_document_type_is_refused() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
    assert reading(rewritten(HONEST, SHEET, b"<worksheet", entities), "x.xlsx") == refused(Fault.UNREADABLE)


def test_a_sheet_of_another_family_is_not_opened() -> None:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    repeated = b'<table:table-row table:number-rows-repeated="1048576"/>'
    found = reading(packed({"mimetype": mimetype, "content.xml": repeated}), "x.xlsx")
    assert found == refused(Fault.UNREADABLE)


@pytest.mark.parametrize(
    "length",
    [4, 100, pytest.param(len(HONEST) // 2, id="half"), pytest.param(len(HONEST) - 1, id="all but a byte")],
)
def test_a_truncated_workbook_is_unreadable(length: int) -> None:
    assert reading(HONEST[:length], "x.xlsx") == refused(Fault.UNREADABLE)


def test_cells_and_rows_without_a_reference_are_read() -> None:
    bare = rewritten(HONEST, SHEET, b'<row r="2">', b"<row>")
    assert len(reading(bare, "x.xlsx").offers) == 1
