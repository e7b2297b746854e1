"""« Arrivé », « Rentré », and what went wrong on the way: kept for days, in tables of their own."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0071_accompanied_outings"}

ARRIVALS = """
    CREATE TABLE arrivals (
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        revision BIGINT NOT NULL,
        person_id BIGINT NOT NULL REFERENCES people (id),
        step TEXT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (session_id, revision, person_id, step)
    )
"""

PROBLEMS = """
    CREATE TABLE problems (
        id IDENTITY,
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        organisation_id BIGINT NOT NULL REFERENCES organisations (id),
        person_id BIGINT NOT NULL REFERENCES people (id),
        what TEXT NOT NULL,
        words TEXT NOT NULL DEFAULT '',
        at BIGINT NOT NULL,
        taken_by BIGINT REFERENCES people (id)
    )
"""

steps = [
    step(told(ARRIVALS), "DROP TABLE arrivals"),
    step("CREATE INDEX arrivals_person ON arrivals (person_id)", "DROP INDEX arrivals_person"),
    step(told(PROBLEMS), "DROP TABLE problems"),
    step("CREATE INDEX problems_person ON problems (person_id)", "DROP INDEX problems_person"),
    step("CREATE INDEX problems_session ON problems (session_id)", "DROP INDEX problems_session"),
]
