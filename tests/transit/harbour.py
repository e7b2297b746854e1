"""The harbour town of `data/harbour`, and a person who sets out there."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.domain.calendar import instant, wall
from bot.domain.journeys import Journey
from bot.domain.network import Network
from bot.transit import read
from tests.transit.files import DATA, of_folder

ZONE = "Europe/Paris"
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SATURDAY, SUNDAY, FIRST_OF_MAY = date(2027, 3, 13), date(2027, 3, 14), date(2027, 5, 1)
CITY, ISLAND, HEIGHTS = (43.2922, 5.3765), (43.2752, 5.3402), (43.3032, 5.3952)
"""A theatre on the quay, a fort on the island, a garden on the hill."""


def harbour(folder: Path) -> Network:
    reading = read(of_folder(DATA / "harbour", folder), NOW, ZONE)
    assert reading.feed is not None
    return Network([reading.feed])


def rank(network: Network, name: str) -> int:
    return next(number for number, it in enumerate(network.stops) if it.name == name)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return instant(day + timedelta(days=hour // 24), time(hour % 24, minute), ZONE)


def told(way: Journey | None) -> list[str]:
    """One line a leg, in hours of the wall."""
    if way is None:
        return []
    said = [f"{wall(way.leaves_at, ZONE):%H:%M}"]
    for it in way.rides:
        hours = f"{wall(it.leaves_at, ZONE):%H:%M}-{wall(it.arrives_at, ZONE):%H:%M}"
        said.append(f"{it.mode} {it.line} → {it.heading}: {it.origin} – {it.to} {hours}")
    return [*said, f"{wall(way.arrives_at, ZONE):%H:%M}"]
