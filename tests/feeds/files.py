"""Files as people and machines make them, and the reading of one in Paris in the autumn of 2026."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

from bot.domain.drafts import Reading
from bot.feeds import read

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADINGS = ("titre", "date", "heure", "lieu", "adresse", "code postal", "ville", "places")
CONCERT = ("Concert", "14/03/2027", "20h00", "La Criée", "30 quai de Rive Neuve", "13007", "Marseille", "4")

Table = Sequence[Sequence[object]]


def reading(content: bytes, filename: str, now: datetime = NOW) -> Reading:
    return read(content, filename, now, "Europe/Paris")


def as_csv(table: Table, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(table)
    return file.getvalue().encode(encoding)


def as_xlsx(table: Table) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(xlsx: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same package, one part of which says something else."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            words = package.read(name)
            assert name != part or old in words
            copy.writestr(name, words.replace(old, new) if name == part else words)
    return file.getvalue()


def one_line(**cells: object) -> Reading:
    """A concert whose named columns say something else; a space in a name is written `_`."""
    line = dict(zip(HEADINGS, CONCERT, strict=True)) | {name.replace("_", " "): cell for name, cell in cells.items()}
    return reading(as_csv([list(line), list(line.values())]), "sorties.csv")
