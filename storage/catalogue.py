"""What tables there are: a question that each database answers in its own words."""

from dataclasses import dataclass
from graphlib import TopologicalSorter

from storage.engine import Connection, is_postgresql

OTHERS = "name NOT LIKE '%yoyo%' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'procrastinate%'"
"""The tables of the tools are not the town's."""


@dataclass(frozen=True)
class Words:
    columns: str
    references: str
    counters: str
    """The last number that was given, which may belong to a row that is gone."""
    set_counter: tuple[str, ...]
    take_time: tuple[str, ...] = ()


SQLITE = Words(
    columns="SELECT m.name, c.name AS its FROM sqlite_master m, pragma_table_info(m.name) c"
    f" WHERE m.type = 'table' AND m.{OTHERS.replace('AND name', 'AND m.name')} ORDER BY m.name, c.cid",
    references='SELECT m.name, f."from" AS its, f."table" AS target'
    " FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
    counters="SELECT name, seq AS last FROM sqlite_sequence",
    set_counter=(
        "DELETE FROM sqlite_sequence WHERE name = :name",
        "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)",
    ),
)
POSTGRESQL = Words(
    columns="SELECT name, its FROM (SELECT table_name AS name, column_name AS its, ordinal_position AS n"
    f" FROM information_schema.columns WHERE table_schema = current_schema()) made WHERE {OTHERS} ORDER BY name, n",
    references="SELECT r.relname AS name, a.attname AS its, t.relname AS target FROM pg_constraint k"
    " JOIN pg_class r ON r.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid"
    " JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]"
    " WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace",
    counters="SELECT r.relname AS name, s.last_value AS last FROM pg_sequences s"
    " JOIN pg_class q ON q.relname = s.sequencename JOIN pg_depend d ON d.objid = q.oid AND d.deptype = 'i'"
    " JOIN pg_class r ON r.oid = d.refobjid"
    " WHERE s.schemaname = current_schema() AND q.relnamespace = current_schema()::regnamespace"
    " AND s.last_value IS NOT NULL",
    set_counter=("SELECT setval(CAST(pg_get_serial_sequence(:name, 'id') AS regclass), :last)",),
    take_time=("SET LOCAL idle_in_transaction_session_timeout = 0", "SET LOCAL statement_timeout = 0"),
)


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[str, ...]
    own: tuple[str, ...]
    """Columns that name another row of the same table, perhaps a later one."""


class Catalogue:
    def __init__(self, connection: Connection, url: str) -> None:
        self.db = connection
        self._words = POSTGRESQL if is_postgresql(url) else SQLITE

    async def tables(self) -> list[Table]:
        """Each stands after those that it refers to."""
        columns: dict[str, list[str]] = {}
        for row in await self.db.rows(self._words.columns):
            columns.setdefault(row["name"], []).append(row["its"])
        own: dict[str, list[str]] = {name: [] for name in columns}
        after: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(sorted(columns), ()))
        for row in await self.db.rows(self._words.references):
            if row["target"] == row["name"]:
                own[row["name"]].append(row["its"])
            elif row["name"] in columns:
                after.add(row["name"], row["target"])
        return [Table(name, tuple(columns[name]), tuple(own[name])) for name in after.static_order()]

    async def counters(self) -> dict[str, int]:
        """Table → the last number that was given in it."""
        return {row["name"]: row["last"] for row in await self.db.rows(self._words.counters)}

    async def take_time(self) -> None:
        """This transaction may be long, and wait while another is busy."""
        for words in self._words.take_time:
            await self.db.rows(words)

    async def set_counter(self, name: str, last: int) -> None:
        for words in self._words.set_counter:
            await self.db.rows(words, name=name, last=last)
