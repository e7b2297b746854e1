"""What a person would like to try, the small steps there, and until when none is proposed."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0073_permanences"}

PROJECTS = """
    CREATE TABLE small_projects (
        id IDENTITY,
        person_id BIGINT NOT NULL REFERENCES people (id),
        words TEXT NOT NULL,
        by_id BIGINT NOT NULL REFERENCES people (id),
        said_at BIGINT NOT NULL,
        person_yes_at BIGINT,
        referent_yes_at BIGINT,
        shared_with BIGINT REFERENCES people (id),
        CHECK (person_yes_at IS NOT NULL OR shared_with IS NOT NULL),
        CHECK (referent_yes_at IS NULL OR shared_with IS NOT NULL)
    )
"""
ONE_OF_THEIRS = "CREATE UNIQUE INDEX one_small_project ON small_projects (person_id) WHERE person_yes_at IS NOT NULL"
ONE_PROPOSAL = "CREATE UNIQUE INDEX one_proposed_project ON small_projects (person_id) WHERE person_yes_at IS NULL"
STEPS = """
    CREATE TABLE small_steps (
        reservation_id BIGINT PRIMARY KEY REFERENCES reservations (id),
        stride TEXT NOT NULL
    )
"""
PAUSES = """
    CREATE TABLE step_pauses (
        person_id BIGINT PRIMARY KEY REFERENCES people (id),
        until_at BIGINT NOT NULL
    )
"""

steps = [
    step(told(PROJECTS), "DROP TABLE small_projects"),
    step(ONE_OF_THEIRS, "DROP INDEX one_small_project"),
    step(ONE_PROPOSAL, "DROP INDEX one_proposed_project"),
    step(told(STEPS), "DROP TABLE small_steps"),
    step(told(PAUSES), "DROP TABLE step_pauses"),
]
