"""When and where one can come and talk: the hours of each organisation, and the days that differ."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0072_the_day_itself"}

TABLES = {
    "permanences": """
        id IDENTITY,
        organisation_id BIGINT NOT NULL REFERENCES organisations (id),
        venue_id BIGINT REFERENCES venues (id),
        welcomer_id BIGINT REFERENCES people (id),
        welcomer TEXT NOT NULL DEFAULT '',
        weekday BIGINT NOT NULL,
        opens BIGINT NOT NULL,
        closes BIGINT NOT NULL,
        rhythm TEXT NOT NULL,
        first_day TEXT NOT NULL,
        zone TEXT NOT NULL,
        ended_at BIGINT,
        CHECK (weekday BETWEEN 0 AND 6),
        CHECK (0 <= opens AND opens < closes AND closes < 1440)
    """,
    "permanence_days": """
        permanence_id BIGINT NOT NULL REFERENCES permanences (id),
        day TEXT NOT NULL,
        opens BIGINT,
        closes BIGINT,
        PRIMARY KEY (permanence_id, day),
        CHECK ((opens IS NULL) = (closes IS NULL)),
        CHECK (opens IS NULL OR (0 <= opens AND opens < closes AND closes < 1440))
    """,
}

steps = [
    *(step(told(f"CREATE TABLE {name} ({columns})"), f"DROP TABLE {name}") for name, columns in TABLES.items()),
    step(
        "CREATE INDEX permanences_of_a_house ON permanences (organisation_id) WHERE ended_at IS NULL",
        "DROP INDEX permanences_of_a_house",
    ),
]
