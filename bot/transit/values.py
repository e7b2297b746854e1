"""Cells of a feed. What cannot be read raises ValueError; an empty cell that may be empty is None."""

from datetime import date

LATEST = 100 * 3600
"""Seconds: a night train that leaves on Monday may arrive on Thursday; nothing else is so long under way."""


def seconds(cell: str) -> int | None:
    """ "25:10:00": ten past one in the night after."""
    if not cell:
        return None
    hours, minutes, rest = (int(it) for it in cell.split(":"))
    if not (0 <= minutes < 60 and 0 <= rest < 60 and hours >= 0):
        raise ValueError(cell)
    if (total := hours * 3600 + minutes * 60 + rest) > LATEST:
        raise ValueError(cell)
    return total


def day(cell: str) -> date:
    """ "20270301", of this century."""
    if len(cell) != 8 or not cell.startswith("20"):
        raise ValueError(cell)
    return date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))


def number(cell: str, most: int, usual: int = 0) -> int:
    value = int(cell) if cell else usual
    if not 0 <= value <= most:
        raise ValueError(cell)
    return value


def place(latitude: str, longitude: str) -> tuple[float, float]:
    """Degrees; 0, 0 is where software puts what it does not know."""
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180) or (north, east) == (0, 0):
        raise ValueError(latitude)
    return north, east


def yes_or_no(cell: str) -> bool | None:
    """1 yes, 2 no; empty, 0 or anything else: not said."""
    return {"1": True, "2": False}.get(cell)
