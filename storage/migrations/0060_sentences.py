"""The sentence that a person keeps about an outing, for themselves."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0050_indexes"}

TABLE = """
    CREATE TABLE sentences (
        reservation_id BIGINT PRIMARY KEY REFERENCES reservations (id),
        words TEXT NOT NULL,
        at BIGINT NOT NULL
    )
"""

steps = [step(told(TABLE), "DROP TABLE sentences")]
