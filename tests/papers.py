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
    """The text of a page that was drawn with the plain fonts."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    drawn = b"\n".join(map(_unpacked, streams))
    said = re.findall(rb"\((.*?)(?<!\\)\) Tj", drawn, re.DOTALL)
    return "\n".join(re.sub(rb"\\(.)", rb"\1", it).decode("latin-1") for it in said)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream.rstrip(b"\r\n"))
    except zlib.error:
        return b""
