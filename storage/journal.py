"""The erasure journal beside a SQLite file: numbers of records that are gone, and when. It outlives the database: should
that be lost, an older backup is restored, and nobody who was erased comes back."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from storage.clock import moment, seconds

Erased = dict[int, datetime]
"""Number of the record → when."""


def beside(database: Path) -> Path:
    return database.with_name(database.name + ".erased")


def read(database: Path) -> Erased:
    """Nothing where there is none; a line that was cut by a power cut is left out."""
    try:
        lines = beside(database).read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return {}
    found = [line.split() for line in lines]
    return {int(it[0]): moment(int(it[1])) for it in found if len(it) == 2}


def write(database: Path, entries: Iterable[tuple[int, datetime]]) -> None:
    """Whole or not at all."""
    part = beside(database).with_suffix(".part")
    said = "".join(f"{number} {seconds(at)}\n" for number, at in entries)
    with part.open("w", encoding="ascii") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())
    part.rename(beside(database))
