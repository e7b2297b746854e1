"""« Mes données »: everything that is kept about a person, in sentences, as the register has them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.people import Person
from bot.ports import Store
from bot.register import TABLES
from bot.register.kinds import Column

SESSION, GROUP = "session_id", "outing_id"

Titles = dict[tuple[str, object], str]


@dataclass(frozen=True)
class Chapter:
    """A table: what it is, and its rows of (what, value)."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


async def of(store: Store, me: Person, zone: str) -> list[Chapter]:
    """Only what says something: empty columns are left out."""
    kept = await store.records.of(me.id)
    titles = await _titles(store, kept)
    return [
        Chapter(table.says, tuple(_told(row, dict(table.rows()), titles, ZoneInfo(zone)) for row in kept[table.name]))
        for table in TABLES
        if table.name in kept
    ]


async def _titles(store: Store, kept: dict[str, list[dict[str, object]]]) -> Titles:
    """The outings behind the numbers, by column and number."""
    found = {(name, row[name]) for rows in kept.values() for row in rows for name in (SESSION, GROUP) if name in row}
    return {(name, number): await _title(store, name, int(str(number))) for name, number in found}


async def _title(store: Store, name: str, number: int) -> str:
    if name == GROUP:
        return (await store.accompanied_outings.get(number)).session.offer.title
    return (await store.offers.session(number)).offer.title


def _told(
    row: dict[str, object], columns: dict[str, Column], titles: Titles, zone: ZoneInfo
) -> tuple[tuple[str, str], ...]:
    said = []
    for name, value in row.items():
        if (name, value) in titles:
            said.append(("Sortie", titles[name, value]))
        elif value not in (None, ""):
            said.append((columns[name].says.rstrip("."), _value(name, value, columns[name], zone)))
    return tuple(said)


def _value(name: str, value: object, column: Column, zone: ZoneInfo) -> str:
    if isinstance(value, int) and _is_an_instant(name):
        return f"{datetime.fromtimestamp(value, UTC).astimezone(zone):%d/%m/%Y %H:%M}"
    return column.codes.get(str(value), str(value))


def _is_an_instant(name: str) -> bool:
    return name in ("at", "decide_by") or name.endswith("_at")


def as_text(chapters: list[Chapter]) -> str:
    """A file that every phone opens: a title, then « quoi : valeur » a line, a blank line between rows."""
    parts = []
    for chapter in chapters:
        rows = ["\n".join(f"{what} : {value}" for what, value in row) for row in chapter.rows]
        parts.append("\n\n".join([chapter.title.upper(), *rows]))
    return "\n\n\n".join(parts) + "\n"
