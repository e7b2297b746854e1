"""The cells of a .csv file, whatever wrote it: comma, semicolon or tab; UTF-8, UTF-16 or the old Windows letters."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterator

from bot.domain.drafts import Fault
from bot.feeds.columns import recognised
from bot.feeds.faults import Unfit

DELIMITERS = ";,\t"
_FIRST_LINES = 10
"""Among which the headings are looked for, to know the delimiter."""


def cells(content: bytes, most_rows: int) -> list[list[str]]:
    """Every row, blank ones too; a file with more than `most_rows` is refused before all of it is read."""
    words = _decoded(content)
    try:
        rows = list(itertools.islice(_rows(words, _delimiter(words)), most_rows + 1))
    except csv.Error:
        raise Unfit(Fault.UNREADABLE) from None
    if len(rows) > most_rows:
        raise Unfit(Fault.TOO_LARGE)
    return rows


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in words:
            return words
    raise Unfit(Fault.UNREADABLE)


def _rows(words: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)


def _delimiter(words: str) -> str:
    """The one with which a heading row has the most columns that we know."""

    def known(delimiter: str) -> int:
        first = itertools.islice(_rows(words, delimiter), _FIRST_LINES)
        return max((len(recognised(row)) for row in first), default=0)

    return max(DELIMITERS, key=known)
