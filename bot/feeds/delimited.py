"""The cells of a .csv file, whatever wrote it: comma, semicolon or tab; UTF-8, UTF-16 or the old Windows letters."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterable, Iterator

from bot.domain.drafts import Fault
from bot.feeds.columns import recognised
from bot.feeds.faults import Unfit
from bot.feeds.measuring import MOST_CELLS

DELIMITERS = ";,\t"
PIECE = 1_000_000
_FIRST_LINES, _FIRST_LETTERS = 10, 50_000
"""Among which the headings are looked for, to know the delimiter."""


def cells(content: bytes, most_rows: int) -> list[list[str]]:
    """Every row, blank ones too; a file with more than `most_rows` is refused before all of it is read."""
    encoding = _encoding(content)
    try:
        delimiter = _delimiter(content, encoding)
        if sum(piece.count(delimiter) for piece in _pieces(content, encoding)) > MOST_CELLS:
            raise Unfit(Fault.TOO_LARGE)
        rows = list(itertools.islice(_rows(_text(content, encoding), delimiter), most_rows + 1))
    except csv.Error:
        raise Unfit(Fault.UNREADABLE) from None
    if len(rows) > most_rows:
        raise Unfit(Fault.TOO_LARGE)
    return rows


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            if not any("\0" in piece for piece in _pieces(content, encoding)):
                return encoding
        except UnicodeDecodeError:
            continue
    raise Unfit(Fault.UNREADABLE)


def _pieces(content: bytes, encoding: str) -> Iterator[str]:
    """Decoded piece by piece: the whole as text would take four times as much memory."""
    whole = _text(content, encoding)
    return iter(lambda: whole.read(PIECE), "")


def _text(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter)


def _delimiter(content: bytes, encoding: str) -> str:
    """The one with which a heading row has the most columns that we know."""
    top = _text(content, encoding).read(_FIRST_LETTERS)

    def known(delimiter: str) -> int:
        first = itertools.islice(_rows(io.StringIO(top, newline=""), delimiter), _FIRST_LINES)
        return max((len(recognised(row)) for row in first), default=0)

    return max(DELIMITERS, key=known)
