"""Documents that a phone was sent, read as their readers would: the cells of a spreadsheet, the text of a page."""

import io
import re
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from pypdfium2 import PdfDocument, PdfTextObj

from tests.phone import Phone

POINT = 72 / 25.4
"""Points, a millimetre."""
TOUCH = 0.2
"""Millimetres."""


def documents(it: Phone) -> dict[str, bytes]:
    """Name → content, the newest of each name."""
    found = {}
    for message in it.from_bot:
        if message.kind == "document":
            media = message.media["document"]
            found[media["file_name"]] = it.world.files.find(media["file_id"]).content
    return found


def cells(xlsx: bytes) -> list[list[Any]]:
    """What each row holds, without its empty cells."""
    (sheet,) = load_workbook(io.BytesIO(xlsx)).worksheets
    return [[it.value for it in row if it.value is not None] for row in sheet.iter_rows()]


def kinds(xlsx: bytes) -> set[str]:
    """The types of cells there are, on any sheet: "f" would be a formula."""
    found = load_workbook(io.BytesIO(xlsx)).worksheets
    return {it.data_type for sheet in found for row in sheet.iter_rows() for it in row if it.value is not None}


def sheets(xlsx: bytes) -> dict[str, list[list[Any]]]:
    """The cells of every sheet, by its name, without the empty ones."""
    book = load_workbook(io.BytesIO(xlsx))
    return {
        it.title: [[c.value for c in row if c.value is not None] for row in it.iter_rows()] for it in book.worksheets
    }


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def words(pdf: bytes) -> str:
    """The text of the pages that were drawn with the plain fonts."""
    return "\n".join(paged(pdf))


def paged(pdf: bytes) -> list[str]:
    """The same, page by page."""
    drawn = map(_unpacked, re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL))
    said = (re.findall(rb"\((.*?)(?<!\\)\) Tj", it, re.DOTALL) for it in drawn)
    return ["\n".join(re.sub(rb"\\(.)", rb"\1", it).decode("latin-1") for it in each) for each in said if each]


def heights(pdf: bytes) -> dict[str, float]:
    """How far above the foot of the page each line stands, in points; of a page drawn with the plain fonts."""
    drawn = b"\n".join(map(_unpacked, re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)))
    placed = re.findall(rb"BT [\d.]+ ([\d.]+) Td [^(]*\((.*?)(?<!\\)\) Tj", drawn, re.DOTALL)
    return {text.decode("latin-1"): float(y) for y, text in placed}


def starts(pdf: bytes) -> list[float]:
    """How far from the left edge each line begins, in points."""
    drawn = b"\n".join(map(_unpacked, re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)))
    return [float(x) for x in re.findall(rb"BT ([\d.]+) [\d.]+ Td", drawn)]


@dataclass(frozen=True)
class Mark:
    """What stands on a page: a line of text, or a bar without any; its box in millimetres, from the left and the foot."""

    text: str
    left: float
    low: float
    right: float
    high: float

    def runs_into(self, other: "Mark") -> bool:
        """By more than two lines of a paragraph do."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.high, other.high) - max(self.low, other.low)
        return wide > TOUCH and high > TOUCH


def marks(pdf: bytes) -> list[Mark]:
    """All of them on the only page, drawn with any font."""
    with closing(PdfDocument(pdf)) as document:
        (page,) = document
        found = []
        for it in page.get_objects(textpage=page.get_textpage()):
            said = it.extract() if isinstance(it, PdfTextObj) else ""
            found.append(Mark(said.strip(), *(at / POINT for at in it.get_bounds())))
        return found


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)  # what follows it is the page's own
    except zlib.error:
        return b""
