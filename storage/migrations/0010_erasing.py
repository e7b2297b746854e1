"""A person is erased, and their past places stay as numbers about nobody: « nobody » is a record with a negative number,
one an organisation, that may have any number of places. The journal keeps the numbers of the records that are gone."""

from yoyo import step

__depends__ = {"0003_waits_of_letters"}

LIVE = (
    "CREATE UNIQUE INDEX one_live_reservation ON reservations (person_id, session_id)"
    " WHERE state IN ('requested', 'approved', 'offered'){somebody}"
)

steps = [
    step(
        "CREATE TABLE erasures (person_id BIGINT PRIMARY KEY, at BIGINT NOT NULL, wiped_at BIGINT)",
        "DROP TABLE erasures",
    ),
    step("DROP INDEX one_live_reservation", LIVE.format(somebody="")),
    step(LIVE.format(somebody=" AND person_id > 0"), "DROP INDEX one_live_reservation"),
]
