"""Outside formats → offers: bytes in, drafts and troubles out. No clock, no database, no words for people.

    read(content, filename, now, zone)      .json (OpenAgenda)   openagenda
                                            .csv  .xlsx          spreadsheet ← delimited, workbook
                                            .ics                 icalendar_file ← recurrence
    template()                              an empty .xlsx to fill in

A large file takes a second or two of computing: call from a thread.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import PurePath
from zoneinfo import ZoneInfo

from bot.domain.drafts import Fault, Reading
from bot.feeds import icalendar_file, openagenda, spreadsheet, workbook
from bot.feeds.faults import Unfit
from bot.feeds.template import template

__all__ = ["LARGEST", "read", "template"]

LARGEST = 20_000_000
"""Bytes of a file. What arrives by chat is held to less, elsewhere."""

Reader = Callable[[bytes, datetime, ZoneInfo], Reading]

_READERS: dict[str, Reader] = {
    ".json": openagenda.read,
    ".csv": spreadsheet.read_csv,
    ".xlsx": spreadsheet.read_xlsx,
    ".ics": icalendar_file.read,
}
_OTHER_SIGNATURES = (workbook.SIGNATURE, b"\xd0\xcf\x11\xe0", b"%PDF-")
"""Of .xlsx and .ods, of the old .xls, of .pdf: a .csv or an .ics that begins so was only renamed."""


def read(content: bytes, filename: str, now: datetime, zone: str) -> Reading:
    """What a file says, or why it says nothing. Never raises, whatever the bytes.

    `now` is aware; hours without a zone are on the wall of `zone` ("Europe/Paris").
    """
    extension = PurePath(filename).suffix.lower()
    try:
        _ensure_plausible(content, extension)
        return _READERS[extension](content, now, ZoneInfo(zone))
    except Unfit as unfit:
        return unfit.of_file()


def _ensure_plausible(content: bytes, extension: str) -> None:
    if extension not in _READERS:
        raise Unfit(Fault.UNKNOWN_FORMAT, value=extension)
    if not content.strip():
        raise Unfit(Fault.EMPTY)
    if len(content) > LARGEST:
        raise Unfit(Fault.TOO_LARGE)
    if not _looks_like(content, extension):
        raise Unfit(Fault.UNREADABLE, value=extension)


def _looks_like(content: bytes, extension: str) -> bool:
    if extension == ".xlsx":
        return content.startswith(workbook.SIGNATURE)
    if extension == ".ics":
        return b"BEGIN:VCALENDAR" in content.upper()
    return not content.startswith(_OTHER_SIGNATURES)
