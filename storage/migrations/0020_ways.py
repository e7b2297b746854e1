"""Timetables of operators, where people set out from, and when they mean to leave."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0010_erasing"}

TABLES = {
    "timetables": """
        name TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        read_at BIGINT NOT NULL,
        content TEXT NOT NULL
    """,
    "starts": """
        person_id BIGINT PRIMARY KEY REFERENCES people (id),
        stop BIGINT,
        stop_name TEXT NOT NULL DEFAULT '',
        means TEXT NOT NULL DEFAULT ''
    """,
    "leavings": """
        reservation_id BIGINT PRIMARY KEY REFERENCES reservations (id),
        revision BIGINT NOT NULL,
        leaves_at BIGINT NOT NULL
    """,
}

steps = [step(told(f"CREATE TABLE {name} ({columns})"), f"DROP TABLE {name}") for name, columns in TABLES.items()]
