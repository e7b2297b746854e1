"""The whole life of a place: a request with a clock, the waiting list, changes, colleagues, the person without the app."""

from yoyo import step

from storage.dialect import told

__depends__ = {"0001_first_outing"}

COLUMNS = {
    "organisations": {"smaller_first": "BIGINT NOT NULL DEFAULT 0"},
    "people": {"digest_hour": "BIGINT", "backup_id": "BIGINT REFERENCES people (id)"},
    "sessions": {
        "freed_at": "BIGINT",
        "confirmed_at": "BIGINT",
        "confirmed_by": "BIGINT REFERENCES people (id)",
    },
    "reservations": {
        "decide_by": "BIGINT",
        "freed_at": "BIGINT",
        "made_by": "BIGINT REFERENCES people (id)",
        "attendance": "TEXT",
        "attended_at": "BIGINT",
        "attended_by": "BIGINT REFERENCES people (id)",
    },
}

TABLES = {
    "absences": """
        id IDENTITY,
        referent_id BIGINT NOT NULL REFERENCES people (id),
        colleague_id BIGINT NOT NULL REFERENCES people (id),
        from_at BIGINT NOT NULL,
        until_at BIGINT NOT NULL,
        CHECK (referent_id <> colleague_id),
        CHECK (from_at < until_at)
    """,
    "standing_yes": """
        id IDENTITY,
        person_id BIGINT NOT NULL REFERENCES people (id),
        genre TEXT NOT NULL DEFAULT '',
        given_by BIGINT NOT NULL REFERENCES people (id),
        given_at BIGINT NOT NULL,
        revoked_at BIGINT
    """,
    "waiting": """
        id IDENTITY,
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        person_id BIGINT NOT NULL REFERENCES people (id),
        places BIGINT NOT NULL CHECK (places BETWEEN 1 AND 4),
        ranked_at BIGINT NOT NULL,
        last_minute BIGINT NOT NULL DEFAULT 0,
        approved_by BIGINT REFERENCES people (id),
        left_at BIGINT,
        why TEXT NOT NULL DEFAULT ''
    """,
    "overrides": """
        id IDENTITY,
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        person_id BIGINT NOT NULL REFERENCES people (id),
        by_id BIGINT NOT NULL REFERENCES people (id),
        at BIGINT NOT NULL,
        reason TEXT NOT NULL
    """,
    "edits": """
        id IDENTITY,
        by_id BIGINT NOT NULL REFERENCES people (id),
        at BIGINT NOT NULL,
        kind TEXT NOT NULL,
        before TEXT NOT NULL,
        undone_at BIGINT
    """,
    "uploads": """
        id IDENTITY,
        by_id BIGINT NOT NULL REFERENCES people (id),
        at BIGINT NOT NULL,
        filename TEXT NOT NULL,
        content TEXT NOT NULL,
        done_at BIGINT
    """,
    "notes": """
        id IDENTITY,
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        by_id BIGINT NOT NULL REFERENCES people (id),
        at BIGINT NOT NULL,
        words TEXT NOT NULL,
        sent_at BIGINT
    """,
    "calls": """
        reservation_id BIGINT NOT NULL REFERENCES reservations (id),
        by_id BIGINT NOT NULL REFERENCES people (id),
        at BIGINT NOT NULL
    """,
}

INDEXES = {
    "absences_of": "absences (colleague_id, until_at)",
    "absences_from": "absences (referent_id, until_at)",
    "standing_of": "standing_yes (person_id)",
    "waiting_of_session": "waiting (session_id, ranked_at, id) WHERE left_at IS NULL",
    "waiting_of_person": "waiting (person_id) WHERE left_at IS NULL",
    "sessions_at": "sessions (starts_at)",
    "letters_to": "letters (to_id) WHERE fate = 'waiting'",
    "calls_of": "calls (reservation_id)",
    "offers_to_lapse": "reservations (expires_at) WHERE state = 'offered'",
    "overrides_of": "overrides (session_id)",
}

LIVE = (
    "CREATE UNIQUE INDEX one_live_reservation ON reservations (person_id, session_id)"
    " WHERE state IN ('requested', 'approved'{offered})"
)


steps = [
    *(
        step(told(f"ALTER TABLE {table} ADD COLUMN {name} {kind}"), f"ALTER TABLE {table} DROP COLUMN {name}")
        for table, columns in COLUMNS.items()
        for name, kind in columns.items()
    ),
    *(step(told(f"CREATE TABLE {name} ({columns})"), f"DROP TABLE {name}") for name, columns in TABLES.items()),
    *(step(f"CREATE INDEX {name} ON {on}", f"DROP INDEX {name}") for name, on in INDEXES.items()),
    step(
        "CREATE UNIQUE INDEX one_place_on_the_list ON waiting (person_id, session_id) WHERE left_at IS NULL",
        "DROP INDEX one_place_on_the_list",
    ),
    step("DROP INDEX one_live_reservation", LIVE.format(offered="")),
    step(LIVE.format(offered=", 'offered'"), "DROP INDEX one_live_reservation"),
]
