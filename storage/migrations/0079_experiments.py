"""What an organisation asks of its reminders: one question at a time, and what chance drew for each session."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0081_easy_words"}

TABLES = {
    "experiments": """
        id IDENTITY,
        organisation_id BIGINT NOT NULL REFERENCES organisations (id),
        question TEXT NOT NULL,
        planned BIGINT NOT NULL,
        started_at BIGINT NOT NULL,
        course TEXT NOT NULL DEFAULT 'running',
        ended_at BIGINT,
        CHECK (planned > 0),
        CHECK ((course = 'running') = (ended_at IS NULL))
    """,
    "arms": """
        id IDENTITY,
        experiment_id BIGINT NOT NULL REFERENCES experiments (id),
        session_id BIGINT REFERENCES sessions (id),
        arm TEXT NOT NULL,
        places BIGINT,
        well BIGINT,
        UNIQUE (experiment_id, session_id),
        CHECK ((places IS NULL) = (well IS NULL)),
        CHECK (places IS NULL OR (0 <= well AND well <= places))
    """,
}

INDEXES = {
    "one_experiment_at_a_time": "UNIQUE INDEX {} ON experiments (organisation_id) WHERE course = 'running'",
    "arms_of_a_session": "INDEX {} ON arms (session_id)",
}

steps = [
    *(step(told(f"CREATE TABLE {name} ({columns})"), f"DROP TABLE {name}") for name, columns in TABLES.items()),
    *(step(f"CREATE {what.format(name)}", f"DROP INDEX {name}") for name, what in INDEXES.items()),
]
