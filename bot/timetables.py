"""Keeping an operator's timetable: in one transaction, in the place of the former one of that name."""

from datetime import datetime
from pathlib import Path

from bot.ports import Store
from bot.transit import Reading, packed
from bot.transit import read as _read


def read(file: Path, now: datetime, zone: str, name: str = "") -> Reading:
    """What is in the file. Raises OSError when it cannot be opened."""
    return _read(file, now, zone, name)


async def keep(store: Store, it: Reading, now: datetime) -> None:
    """Only what can be used."""
    if it.feed is None:
        raise ValueError("a feed that is not used is not kept")
    await store.timetables.put(it.name, it.feed.first_day, it.feed.last_day, packed(it.feed), now)
