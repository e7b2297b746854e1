"""Whether somebody wishes to make the way once before an outing, and who makes it with them."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0075_former_starts"}

TABLE = """
    CREATE TABLE rehearsals (
        reservation_id BIGINT PRIMARY KEY REFERENCES reservations (id),
        answer TEXT NOT NULL,
        at BIGINT NOT NULL,
        companion_id BIGINT REFERENCES people (id)
    )
"""

steps = [step(told(TABLE), "DROP TABLE rehearsals")]
