"""What a bilan must still count when the rows that it was counted from are gone; whether a reminder was answered; and how
many of a person's outings became nobody's."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0078_ticks"}

TABLE = """
    CREATE TABLE tallies (
        organisation_id BIGINT NOT NULL REFERENCES organisations (id),
        period TEXT NOT NULL,
        apart TEXT NOT NULL,
        name TEXT NOT NULL,
        what TEXT NOT NULL,
        n BIGINT NOT NULL CHECK (n > 0),
        PRIMARY KEY (organisation_id, period, apart, name, what)
    )
"""

COLUMNS = {"letters": "answered", "people": "past_outings"}

steps = [
    step(told(TABLE), "DROP TABLE tallies"),
    *(
        step(
            f"ALTER TABLE {table} ADD COLUMN {name} BIGINT NOT NULL DEFAULT 0",
            f"ALTER TABLE {table} DROP COLUMN {name}",
        )
        for table, name in COLUMNS.items()
    ),
]
