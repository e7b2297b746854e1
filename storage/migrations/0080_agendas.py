"""Agendas of the web that an organisation follows."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0077_tallies", "0081_easy_words"}

TABLE = """
    CREATE TABLE agendas (
        id IDENTITY,
        organisation_id BIGINT NOT NULL REFERENCES organisations (id),
        url TEXT NOT NULL,
        hour BIGINT NOT NULL,
        day TEXT NOT NULL DEFAULT '',
        read_at BIGINT,
        failures BIGINT NOT NULL DEFAULT 0,
        why TEXT NOT NULL DEFAULT '',
        shown TEXT NOT NULL DEFAULT '',
        UNIQUE (organisation_id, url),
        CHECK (hour BETWEEN 0 AND 23)
    )
"""

steps = [step(told(TABLE), "DROP TABLE agendas")]
