"""The audit trail (M5): a row for every decision, chained to the row before, that nobody can change or take away."""

from typing import Any

from yoyo import step

from storage.dialect import told

__depends__ = {"0021_nights"}

SEALED = ("history", "overrides", "edits")

TRAIL = """
    CREATE TABLE trail (
        id IDENTITY,
        at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        ref BIGINT NOT NULL,
        seal TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE
    )
"""
REFUSAL = "the trail only grows"
ON_SQLITE = tuple(
    f"CREATE TRIGGER no_{what.lower()}_of_trail BEFORE {what} ON trail BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for what in ("UPDATE", "DELETE")
)
REFUSING = f"""
    CREATE FUNCTION trail_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""
ASKING = """
    CREATE TRIGGER trail_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION trail_only_grows()
"""


def _on_sqlite(connection: Any) -> bool:
    return type(connection).__module__.startswith("sqlite3")


def guard(connection: Any) -> None:
    for words in ON_SQLITE if _on_sqlite(connection) else (REFUSING, ASKING):
        connection.cursor().execute(words)


def unguard(connection: Any) -> None:
    """SQLite's go with their table."""
    if not _on_sqlite(connection):
        connection.cursor().execute("DROP FUNCTION trail_only_grows CASCADE")


steps = [
    *(
        step(
            told(f"ALTER TABLE {table} ADD COLUMN salt TEXT NOT NULL DEFAULT ''"),
            f"ALTER TABLE {table} DROP COLUMN salt",
        )
        for table in SEALED
    ),
    step(told(TRAIL), "DROP TABLE trail"),
    step(guard, unguard),
    step("CREATE INDEX trail_of ON trail (kind, ref)", "DROP INDEX trail_of"),
]
