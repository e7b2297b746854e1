"""Documents that a phone was sent, read as their readers would: the cells of a spreadsheet, the text of a page."""

import io
import re
import zlib
from typing import Any

from openpyxl import load_workbook

from tests.phone import Phone


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
    """The types of cells there are: "f" would be a formula."""
    (sheet,) = load_workbook(io.BytesIO(xlsx)).worksheets
    return {it.data_type for row in sheet.iter_rows() for it in row if it.value is not None}


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


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)  # what follows it is the page's own
    except zlib.error:
        return b""
