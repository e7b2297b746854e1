"""The tables of a zip file that may be hostile: measured before anything is unpacked, read line by line (D9)."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from bot.transit.faults import BadFeed, Ill, Ledger, Why

LARGEST = 200_000_000
"""Bytes of the zip. All of Île-de-France is near 100 MB."""
MOST_FILES = 200
MOST_UNPACKED = 2_000_000_000
MOST_RATIO = 100
"""Unpacked to packed. A table of times is near 15; a bomb is near 1,000."""

Line = tuple[int, Sequence[str]]


def _as_windows_wrote_it(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are the accents of an older Windows."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows", _as_windows_wrote_it)


class Package:
    """The files of a feed, wherever in the zip they lie."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        """Raises BadFeed; OSError when the file itself cannot be opened."""
        self._ledger = ledger
        size = path.stat().st_size
        if size > LARGEST:
            raise BadFeed(Ill.TOO_LARGE)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise BadFeed(Ill.UNREADABLE) from None
        self._infos = self._measured(size)

    def _measured(self, size: int) -> dict[str, zipfile.ZipInfo]:
        """By their plain names. `zipfile` stops at the size that the directory tells, whatever the bytes would give."""
        infos = self._zip.infolist()
        unpacked = sum(it.file_size for it in infos)
        if len(infos) > MOST_FILES or unpacked > min(MOST_UNPACKED, MOST_RATIO * size):
            raise BadFeed(Ill.TOO_LARGE)
        return {PurePosixPath(it.filename).name.lower(): it for it in infos if not it.is_dir()}

    def close(self) -> None:
        self._zip.close()

    def has(self, name: str) -> bool:
        return name in self._infos

    def rows(self, name: str, needed: Sequence[str], more: Sequence[str] = ()) -> Iterator[Line]:
        """The line and the cells of these columns, in this order; a column of `more` that is not there is empty.
        Raises BadFeed when the file, or a needed column, is missing."""
        if name not in self._infos:
            raise BadFeed(Ill.INCOMPLETE, name)
        try:
            with self._zip.open(self._infos[name]) as raw:
                yield from self._cells(name, io.TextIOWrapper(raw, "utf-8-sig", "windows", newline=""), needed, more)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
            # A damaged or encrypted part, a way of packing that nobody here knows.
            raise BadFeed(Ill.UNREADABLE, name) from None

    def _cells(self, name: str, text: io.TextIOWrapper, needed: Sequence[str], more: Sequence[str]) -> Iterator[Line]:
        reader = csv.reader(text, skipinitialspace=True)
        headings = {heading.strip().lower(): rank for rank, heading in enumerate(next(reader, []))}
        if missing := [it for it in needed if it not in headings]:
            raise BadFeed(Ill.INCOMPLETE, f"{name} ({missing[0]})")
        at = [headings.get(it, len(headings)) for it in (*needed, *more)]
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                self._ledger.note(name, reader.line_num, Why.VALUE)
                continue
            if len(row) == len(headings):
                row.append("")
                yield reader.line_num, [row[rank].strip() for rank in at]
            elif any(row):
                self._ledger.note(name, reader.line_num, Why.CUT)
