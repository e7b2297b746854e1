"""How people wish to go to an outing, and who goes with them."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0060_sentences"}

COLUMNS = {
    "wish": "TEXT",
    "companion_id": "BIGINT REFERENCES people (id)",
    "company_turn": "BIGINT NOT NULL DEFAULT 0",
}

steps = [
    *(
        step(told(f"ALTER TABLE reservations ADD COLUMN {name} {kind}"), f"ALTER TABLE reservations DROP COLUMN {name}")
        for name, kind in COLUMNS.items()
    ),
    step(
        "CREATE INDEX reservations_accompanied ON reservations (companion_id) WHERE companion_id IS NOT NULL",
        "DROP INDEX reservations_accompanied",
    ),
]
