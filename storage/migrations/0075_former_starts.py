"""Where a person set out from before somebody else chose for them, so that they can put it back."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0074_small_project"}

TABLE = """
    CREATE TABLE former_starts (
        person_id BIGINT PRIMARY KEY REFERENCES people (id),
        by_id BIGINT NOT NULL REFERENCES people (id),
        stop BIGINT,
        stop_name TEXT NOT NULL DEFAULT '',
        means TEXT NOT NULL DEFAULT '',
        at BIGINT NOT NULL
    )
"""

steps = [step(told(TABLE), "DROP TABLE former_starts")]
