"""The register (M3): every column of every table, why it is kept, about whom, how long, and what erasing does to it.

One source for the screen « Ce qui est gardé sur vous », for « Mes données », for the daily retention, for the erasure and
for the register of the impact assessment. A test reads the migrated database: a column that is not classified here fails
it, and so does one that is here and no longer there. The sentences are French: the data-protection officer reads them.
"""

from collections.abc import Iterator

from bot.register import engine, experiments, outings, path, people, permanences, places, proof, ways, work
from bot.register.kinds import Column, Kept, Purpose, Table, Whose

TABLES: tuple[Table, ...] = (
    *people.TABLES,
    *places.TABLES,
    *outings.TABLES,
    *ways.TABLES,
    *permanences.TABLES,
    *path.TABLES,
    *work.TABLES,
    *experiments.TABLES,
    *proof.TABLES,
    *engine.TABLES,
)


def columns() -> Iterator[tuple[str, str, Column]]:
    """Table, name, and all that is said of it."""
    for table in TABLES:
        for name, it in table.rows():
            yield table.name, name, it


def exported() -> dict[str, list[str]]:
    """What the person is given, table by table."""
    found: dict[str, list[str]] = {}
    for table, name, it in columns():
        if it.exported:
            found.setdefault(table, []).append(name)
    return found


def kept_about(whose: Whose) -> dict[Purpose, set[Kept]]:
    """Why something is kept about them, and for how long."""
    found: dict[Purpose, set[Kept]] = {}
    for _, _, it in columns():
        if it.whose is whose and it.kept is not None:
            found.setdefault(it.purpose, set()).add(it.kept)
    return found
