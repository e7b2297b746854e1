"""What several workers share: who has an update in hand, what has been handed to the queue, whose turn it is to speak;
and, on PostgreSQL, the queue itself: procrastinate's own tables."""

from typing import Any

from procrastinate.schema import SchemaManager
from yoyo import step

from storage.dialect import on_postgresql, told

__depends__ = {"0011_told_once", "0022_trail"}

COLUMNS = (("inbox", "leased_until"), ("inbox", "handed_until"), ("letters", "handed_until"))

TURNS = "CREATE TABLE turns (lane BIGINT PRIMARY KEY, free_at_ms BIGINT NOT NULL)"

# Its functions and types follow its tables; they have no other names in common with ours.
WITHOUT_THE_QUEUE = """
    DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers CASCADE;
    DO $$ DECLARE it record; BEGIN
        FOR it IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate%' LOOP
            EXECUTE 'DROP FUNCTION IF EXISTS ' || it.name || ' CASCADE';
        END LOOP;
        FOR it IN SELECT oid::regtype AS name FROM pg_type WHERE typname LIKE 'procrastinate%' AND typtype IN ('c', 'e') LOOP
            EXECUTE 'DROP TYPE IF EXISTS ' || it.name || ' CASCADE';
        END LOOP;
    END $$
"""


def with_the_queue(connection: Any) -> None:
    if on_postgresql(connection):
        connection.cursor().execute(SchemaManager.get_schema(), prepare=False)


def without_the_queue(connection: Any) -> None:
    if on_postgresql(connection):
        connection.cursor().execute(WITHOUT_THE_QUEUE, prepare=False)


steps = [
    *(step(f"ALTER TABLE {t} ADD COLUMN {c} BIGINT", f"ALTER TABLE {t} DROP COLUMN {c}") for t, c in COLUMNS),
    step(told(TURNS), told("DROP TABLE turns")),
    step(with_the_queue, without_the_queue),
]
