"""Whatever is asked at every gesture and every round of the post is found by an index, in the largest town too."""

from yoyo import step

__depends__ = {"0040_many_workers"}

ASKS_AT = (
    "(CASE WHEN leased_until > due_at AND leased_until >= coalesce(not_before, 0) THEN leased_until"
    " WHEN not_before > due_at THEN not_before ELSE due_at END)"
)

GONE = {
    "letters_due": "letters (priority, due_at, id) WHERE fate = 'waiting'",
    "letters_next": "letters (due_at) WHERE fate = 'waiting'",
    "letters_about": "letters (about) WHERE fate = 'waiting'",
    "sessions_ahead": "sessions (publication, starts_at, id)",
    "inbox_waiting": "inbox (update_id) WHERE state <> 'done'",
}
NEW = {
    "letters_asking": f"letters (priority, {ASKS_AT}, id) WHERE fate = 'waiting'",
    "letters_of": "letters (about)",
    "letters_leased": "letters (id) WHERE leased_until IS NOT NULL",
    "letters_handed": "letters (handed_until) WHERE fate = 'waiting' AND handed_until IS NOT NULL",
    "letters_doubtful": "letters (id) WHERE fate = 'waiting' AND attempts >= 2",
    "letters_overtaken": "letters (why) WHERE fate = 'overtaken'",
    "sessions_open": "sessions (publication, starts_at, id, booking_deadline_at)",
    "inbox_left": "inbox (chat_id, received_at, update_id) WHERE state NOT IN ('done', 'poison')",
    "roles_held": "roles (role, person_id)",
    "reservations_late": "reservations (decide_by) WHERE state = 'requested'",
    "waiting_still": "waiting (id) WHERE left_at IS NULL",
}

steps = [
    *(step(f"DROP INDEX {name}", f"CREATE INDEX {name} ON {on}") for name, on in GONE.items()),
    *(step(f"CREATE INDEX {name} ON {on}", f"DROP INDEX {name}") for name, on in NEW.items()),
]
