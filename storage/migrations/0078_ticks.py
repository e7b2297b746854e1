"""How many came where nobody is on a list: a number a door, a day and an organisation."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0076_rehearsals"}

TABLE = """
    CREATE TABLE ticks (
        kind TEXT NOT NULL,
        number BIGINT NOT NULL,
        day TEXT NOT NULL,
        organisation_id BIGINT NOT NULL REFERENCES organisations (id),
        n BIGINT NOT NULL,
        PRIMARY KEY (kind, number, day, organisation_id),
        CHECK (n >= 0)
    )
"""

steps = [
    step(told(TABLE), "DROP TABLE ticks"),
    step("CREATE INDEX ticks_of_a_day ON ticks (day)", "DROP INDEX ticks_of_a_day"),
]
