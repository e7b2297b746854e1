"""The tables of a first outing. Instants are whole seconds of UTC."""

from yoyo import step

from storage.dialect import told

__depends__: set[str] = set()

TABLES = {
    "organisations": """
        id IDENTITY,
        name TEXT NOT NULL UNIQUE,
        created_at BIGINT NOT NULL
    """,
    "people": """
        id IDENTITY,
        organisation_id BIGINT NOT NULL REFERENCES organisations (id),
        name TEXT NOT NULL,
        telegram_id BIGINT UNIQUE,
        language TEXT,
        referent_id BIGINT REFERENCES people (id),
        agreed_at BIGINT,
        confirmed_at BIGINT,
        number BIGINT,
        expects TEXT,
        reachable BIGINT NOT NULL DEFAULT 1,
        seen_at BIGINT,
        created_at BIGINT NOT NULL,
        CHECK (referent_id <> id)
    """,
    "roles": """
        person_id BIGINT NOT NULL REFERENCES people (id),
        role TEXT NOT NULL,
        PRIMARY KEY (person_id, role)
    """,
    "stopped_stages": """
        person_id BIGINT NOT NULL REFERENCES people (id),
        stage TEXT NOT NULL,
        PRIMARY KEY (person_id, stage)
    """,
    "invitations": """
        id IDENTITY,
        person_id BIGINT NOT NULL REFERENCES people (id),
        role TEXT NOT NULL,
        long_hash TEXT NOT NULL UNIQUE,
        short_hash TEXT UNIQUE,
        expires_at BIGINT NOT NULL,
        used_at BIGINT
    """,
    "wrong_codes": """
        telegram_id BIGINT NOT NULL,
        at BIGINT NOT NULL
    """,
    "venues": """
        id IDENTITY,
        name TEXT NOT NULL,
        street TEXT NOT NULL,
        postcode TEXT NOT NULL,
        city TEXT NOT NULL,
        latitude DOUBLE PRECISION,
        longitude DOUBLE PRECISION,
        transit TEXT NOT NULL,
        UNIQUE (name, street, postcode)
    """,
    "offers": """
        id IDENTITY,
        source_key TEXT NOT NULL UNIQUE,
        venue_id BIGINT NOT NULL REFERENCES venues (id),
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        genre TEXT NOT NULL,
        organiser TEXT NOT NULL,
        audience TEXT NOT NULL,
        min_age BIGINT,
        step_free BIGINT,
        hearing_loop BIGINT,
        french_not_needed BIGINT,
        families BIGINT,
        accompanied BIGINT,
        entry TEXT NOT NULL
    """,
    "sessions": """
        id IDENTITY,
        offer_id BIGINT NOT NULL REFERENCES offers (id),
        starts_at BIGINT NOT NULL,
        ends_at BIGINT,
        doors_at BIGINT,
        zone TEXT NOT NULL,
        publication TEXT NOT NULL CHECK (publication IN ('draft', 'published', 'cancelled')),
        capacity BIGINT CHECK (capacity > 0),
        open_admission BIGINT NOT NULL,
        taken BIGINT NOT NULL DEFAULT 0 CHECK (taken >= 0),
        places_a_person BIGINT NOT NULL CHECK (places_a_person BETWEEN 1 AND 4),
        booking_deadline_at BIGINT,
        revision BIGINT NOT NULL DEFAULT 1,
        UNIQUE (offer_id, starts_at),
        CHECK (open_admission = 1 OR taken <= coalesce(capacity, 0))
    """,
    "reservations": """
        id IDENTITY,
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        person_id BIGINT NOT NULL REFERENCES people (id),
        places BIGINT NOT NULL CHECK (places BETWEEN 1 AND 4),
        state TEXT NOT NULL,
        requested_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        decided_at BIGINT,
        decided_by BIGINT REFERENCES people (id),
        reason TEXT NOT NULL DEFAULT '',
        coming_at BIGINT,
        word TEXT
    """,
    "history": """
        id IDENTITY,
        reservation_id BIGINT NOT NULL REFERENCES reservations (id),
        at BIGINT NOT NULL,
        actor_id BIGINT REFERENCES people (id),
        state TEXT NOT NULL
    """,
    "letters": """
        id IDENTITY,
        to_id BIGINT NOT NULL REFERENCES people (id),
        kind TEXT NOT NULL,
        args TEXT NOT NULL,
        due_at BIGINT NOT NULL,
        late_at BIGINT NOT NULL,
        key TEXT NOT NULL UNIQUE,
        about TEXT NOT NULL,
        priority TEXT NOT NULL,
        fate TEXT NOT NULL DEFAULT 'waiting',
        attempts BIGINT NOT NULL DEFAULT 0,
        leased_until BIGINT,
        closed_at BIGINT,
        why TEXT NOT NULL DEFAULT ''
    """,
    "inbox": """
        update_id BIGINT PRIMARY KEY,
        chat_id BIGINT NOT NULL,
        received_at BIGINT NOT NULL,
        state TEXT NOT NULL,
        attempts BIGINT NOT NULL,
        payload TEXT
    """,
}

INDEXES = {
    "people_of_referent": "people (referent_id, name)",
    "people_of_organisation": "people (organisation_id)",
    "wrong_codes_of": "wrong_codes (telegram_id, at)",
    "sessions_ahead": "sessions (publication, starts_at, id)",
    "reservations_of_person": "reservations (person_id, state)",
    "reservations_to_expire": "reservations (expires_at) WHERE state = 'requested'",
    "reservations_of_session": "reservations (session_id, state)",
    "history_of": "history (reservation_id)",
    "letters_due": "letters (priority, due_at, id) WHERE fate = 'waiting'",
    "letters_next": "letters (due_at) WHERE fate = 'waiting'",
    "letters_about": "letters (about) WHERE fate = 'waiting'",
    "inbox_waiting": "inbox (update_id) WHERE state <> 'done'",
    "inbox_received": "inbox (received_at)",
}


steps = [
    *(step(told(f"CREATE TABLE {name} ({columns})"), f"DROP TABLE {name}") for name, columns in TABLES.items()),
    *(step(f"CREATE INDEX {name} ON {on}", f"DROP INDEX {name}") for name, on in INDEXES.items()),
    step(
        "CREATE UNIQUE INDEX one_live_reservation ON reservations (person_id, session_id)"
        " WHERE state IN ('requested', 'approved')",
        "DROP INDEX one_live_reservation",
    ),
]
