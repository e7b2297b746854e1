"""The cells of an .xlsx file, after a look inside it.

The reader is calamine, which is quick and expands no entity of XML. It believes what a file says of its own size,
however: two cells at opposite corners of a sheet of 5 kB ask for 500 GB (tafia/calamine#693), a count of strings in
an attribute for 100 GB, a long word that many cells share for as much as there are cells; and that *ends the process*,
which no `except` sees. So every part is unpacked and measured first, and calamine opens a package that holds nothing
but what was measured. That package is a file, and nothing is held in memory twice.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from bot.domain.drafts import Fault
from bot.feeds.faults import Unfit
from bot.feeds.measuring import Measure
from bot.feeds.values import Cell

MOST_PARTS = 200
MOST_UNPACKED = 20_000_000
"""Bytes, all parts together. Ten thousand rows of eight columns are 5 MB."""
MOST_RATIO = 200
"""Unpacked to packed. A sheet of 10,000 ordinary rows is near 20; a bomb is near 1,000."""
PIECE = 2_000_000

SIGNATURE = b"PK\x03\x04"


def cells(content: bytes) -> list[list[Cell]]:
    """Every row of the first visible sheet, from the first line, each as wide as the sheet."""
    try:
        with TemporaryDirectory() as folder:
            measured = Path(folder) / "measured.xlsx"
            _repack(content, measured)
            return _first_sheet(measured)
    except Unfit:
        raise
    except BaseException as failure:
        # A panic of Rust arrives as a BaseException that cannot be imported; what else is not an Exception passes.
        if isinstance(failure, Exception) or type(failure).__name__ == "PanicException":
            raise Unfit(Fault.UNREADABLE) from None
        raise


def _repack(content: bytes, measured: Path) -> None:
    """The XML of a package, and no other part, so that nobody reads it another way than we did; pictures and macros stay
    out. Sizes are read from the directory before any unpacking."""
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(measured, "w", zipfile.ZIP_STORED) as copy:
        parts = package.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, MOST_RATIO * len(content)):
            raise Unfit(Fault.TOO_LARGE)
        measure = Measure()
        for part in {part.filename: part for part in parts if _is_read(part.filename)}.values():
            with copy.open(zipfile.ZipInfo(part.filename), "w") as copied:
                for piece in measure.part(part.file_size, _pieces(package, part)):
                    copied.write(piece)
        measure.ensure_speakable()


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """`zipfile` stops at the size that the directory tells, whatever the packed bytes would give."""
    with package.open(part) as unpacking:
        while piece := unpacking.read(PIECE):
            yield piece


def _is_read(name: str) -> bool:
    # Nothing else: a package may hold a sheet of another family (.ods, .xlsb) under other names.
    return name.endswith((".xml", ".rels")) and name.startswith(("xl/", "_rels/", "[Content_Types]"))


def _first_sheet(file: Path) -> list[list[Cell]]:
    with CalamineWorkbook.from_path(str(file)) as book:
        for sheet in book.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
                return list(book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))
    raise Unfit(Fault.EMPTY)
