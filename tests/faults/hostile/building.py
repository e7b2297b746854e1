"""What a hostile file is, and the honest ones that it is made from."""

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.feeds.files import CONCERT, HEADINGS, as_xlsx

TITLE = CONCERT[0]
SECRET = "what is in another file of this machine"  # noqa: S105 - not one
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LONG = 2_000_000
"""Bytes: what a coordinator may send by chat."""


@dataclass(frozen=True)
class Hostile:
    filename: str
    content: bytes
    titles: frozenset[str] = frozenset()
    """What may be read from it, truthfully; empty: nothing may, and the file must be refused."""


Builder = Callable[[random.Random], Hostile]
BUILDERS: dict[str, Builder] = {}


def hostile(build: Builder) -> Builder:
    """Put it among the others."""
    BUILDERS[build.__name__.replace("_", " ")] = build
    return build


def honest(rng: random.Random) -> bytes:
    """A workbook of a few concerts."""
    return as_xlsx([HEADINGS, *([CONCERT] * rng.randrange(1, 5))])


def parts_of(xlsx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], stored: bool = False) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def with_sheet(rng: random.Random, sheet: bytes) -> bytes:
    return packed(parts_of(honest(rng)) | {SHEET: sheet})


def rows_of(cells: bytes) -> bytes:
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + cells
        + b"</sheetData></worksheet>"
    )
