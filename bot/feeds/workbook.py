"""The cells of an .xlsx file, after a look inside it: a hostile one can be small and still fill the memory.

The reader is calamine, which is quick and expands no entity of XML. It believes what a file says of its own size,
however: two cells at opposite corners of a sheet of 5 kB ask for 500 GB (tafia/calamine#693), a count of strings in
an attribute for 100 GB, and that *ends the process*, which no `except` sees. So every part is unpacked and measured
here first, and calamine opens a package that holds nothing but what was measured.
"""

import functools
import io
import zipfile
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from bot.domain.drafts import Fault
from bot.feeds.faults import Unfit
from bot.feeds.values import Cell

MOST_PARTS = 200
MOST_UNPACKED = 50_000_000
"""Bytes, all parts together."""
MOST_RATIO = 200
"""Unpacked to packed. A sheet of 10,000 ordinary rows is near 20; a bomb is near 1,000."""
MOST_CELLS = 2_000_000
"""Rows × columns of the rectangle that holds a sheet: 64 MB in memory."""

_COUNTS = {"count", "uniqueCount"}
"""Attributes that announce how many elements follow; none is shorter than a byte."""

SIGNATURE = b"PK\x03\x04"


def cells(content: bytes) -> list[list[Cell]]:
    """Every row of the first visible sheet, from the first line, each as wide as the sheet."""
    try:
        return _first_sheet(_repacked(_measured_parts(content)))
    except Unfit:
        raise
    except BaseException as failure:
        # A panic of Rust arrives as a BaseException that cannot be imported; what else is not an Exception passes.
        if isinstance(failure, Exception) or type(failure).__name__ == "PanicException":
            raise Unfit(Fault.UNREADABLE) from None
        raise


def _measured_parts(content: bytes) -> dict[str, bytes]:
    """The XML of a package; pictures and macros stay out. Sizes are read from the directory before any unpacking."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, MOST_RATIO * len(content)):
            raise Unfit(Fault.TOO_LARGE)
        # `zipfile` stops at the size that the directory tells, whatever the packed bytes would give.
        kept = {part.filename: package.read(part) for part in parts if _is_read(part.filename)}
    for part in kept.values():
        _Extent(len(part)).measure(part)
    return kept


def _is_read(name: str) -> bool:
    # Nothing else: a package may hold a sheet of another family (.ods, .xlsb) under other names.
    return name.endswith((".xml", ".rels")) and name.startswith(("xl/", "_rels/", "[Content_Types]"))


class _Extent:
    """Walks one part of a package; refuses a document type (entities), a lying count, a sheet too wide and long."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.row = self.column = self.bottom = self.right = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
        self.parser.StartDoctypeDeclHandler = self._document_type

    def measure(self, part: bytes) -> None:
        self.parser.Parse(part, True)

    def _document_type(self, *_: object) -> None:
        raise Unfit(Fault.UNREADABLE)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._cell(attributes.get("r", ""))
        elif tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        if any(int(attributes[count]) > self.size for count in _COUNTS & attributes.keys()):
            raise Unfit(Fault.TOO_LARGE)

    def _cell(self, reference: str) -> None:
        """A cell without a reference comes right of the one before; "AB12" is row 12, column 28."""
        letters = reference.rstrip("0123456789")
        self.column = _rank(letters) if letters else self.column + 1
        self.row = int(reference[len(letters) :] or self.row)
        if self.row > self.bottom or self.column > self.right:
            self.bottom, self.right = max(self.bottom, self.row), max(self.right, self.column)
            if self.bottom * self.right > MOST_CELLS:
                raise Unfit(Fault.TOO_LARGE)


@functools.lru_cache(256)
def _rank(letters: str) -> int:
    rank = 0
    for letter in letters.upper()[:8]:
        rank = rank * 26 + ord(letter) - ord("A") + 1
    return rank


def _repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts and no other, so that nobody reads the package another way than we did."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    file.seek(0)
    return file


def _first_sheet(file: io.BytesIO) -> list[list[Cell]]:
    with CalamineWorkbook.from_filelike(file) as book:
        for sheet in book.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
                return list(book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))
    raise Unfit(Fault.EMPTY)
