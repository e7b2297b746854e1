"""One organisation's group at one session: where and when it meets, and who of the team comes along."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0070_volunteers"}

GROUPS = """
    CREATE TABLE accompanied_outings (
        id IDENTITY,
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        organisation_id BIGINT NOT NULL REFERENCES organisations (id),
        meeting_point TEXT NOT NULL DEFAULT '',
        minutes_before BIGINT,
        minimum BIGINT NOT NULL DEFAULT 1 CHECK (minimum >= 1),
        women_only BIGINT NOT NULL DEFAULT 0,
        most BIGINT CHECK (most >= 1),
        leader_id BIGINT REFERENCES people (id),
        made_by BIGINT REFERENCES people (id),
        sign TEXT NOT NULL,
        UNIQUE (session_id, organisation_id)
    )
"""

COMPANIONS = """
    CREATE TABLE companions (
        outing_id BIGINT NOT NULL REFERENCES accompanied_outings (id),
        person_id BIGINT NOT NULL REFERENCES people (id),
        taken_at BIGINT NOT NULL,
        offered_at BIGINT,
        PRIMARY KEY (outing_id, person_id)
    )
"""

steps = [
    step(told(GROUPS), "DROP TABLE accompanied_outings"),
    step(told(COMPANIONS), "DROP TABLE companions"),
    step("CREATE INDEX companions_person ON companions (person_id)", "DROP INDEX companions_person"),
]
