"""Volunteers: who invited them, who said yes to them, and when they read how to be there."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0061_company"}

TABLE = """
    CREATE TABLE volunteers (
        person_id BIGINT PRIMARY KEY REFERENCES people (id),
        invited_by BIGINT REFERENCES people (id),
        vetted_by BIGINT REFERENCES people (id),
        vetted_at BIGINT,
        briefed_at BIGINT
    )
"""

steps = [step(told(TABLE), "DROP TABLE volunteers")]
