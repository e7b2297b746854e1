"""Towns of a chosen size, written straight into the tables: a million rows in seconds."""

import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.schema import upgrade

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""A Monday morning."""

FIRST_ACCOUNT = 1_000_000
"""The Telegram account of the person n is so much higher."""

REFERENTS = 50
STAFF = 1 + REFERENTS
"""The first person is the coordinator; then the referents, then those whom they follow, in the four languages."""


@dataclass(frozen=True)
class Size:
    people: int = 500
    sessions: int = 1000
    reservations: int = 0
    """The first of each session is alive."""
    letters: int = 0
    """Reminders that wait for their hour."""
    due: int = 0
    """Reminders that were due an hour ago, one a person."""


# Each is said for every i from 0 on, as often as the number after its name says.
ROWS = {
    "staff": """
        INSERT INTO people (organisation_id, name, telegram_id, language, seen_at, created_at)
        SELECT 1, 'Paul ' || i, :account + i + 1, 'fr', :start, 0""",
    "people": """
        INSERT INTO people (organisation_id, name, telegram_id, language, seen_at, created_at, referent_id, agreed_at,
            confirmed_at)
        SELECT 1, 'Amina ' || i, :account + :staff + i + 1,
            CASE i % 4 WHEN 0 THEN 'fr' WHEN 1 THEN 'fr@falc' WHEN 2 THEN 'en' ELSE 'ar' END,
            :start, 0, 2 + i % (:staff - 1), 1, 1""",
    "offers": """
        INSERT INTO offers (source_key, venue_id, title, summary, genre, organiser, audience, entry)
        SELECT 'bench:' || i, 1, 'Concert du soir ' || i, 'Une voix, une guitare.', 'concert', '', '', ''""",
    "sessions": """
        INSERT INTO sessions (offer_id, starts_at, zone, publication, capacity, open_admission, places_a_person)
        SELECT 1 + i / 50, :start + 864000 + i * 60, 'Europe/Paris', 'published', 1000000, 0, 4""",
    "reservations": """
        INSERT INTO reservations (session_id, person_id, places, state, requested_at, expires_at, decided_at, decided_by)
        SELECT 1 + i % :sessions, :staff + 1 + i % :people, 1,
            CASE WHEN i < :sessions THEN 'approved' ELSE 'cancelled' END, 0, :start + 86400, 1, 2 + i % (:staff - 1)""",
    "letters": """
        INSERT INTO letters (to_id, kind, args, due_at, late_at, key, about, priority)
        SELECT :staff + 1 + i % :people, 'reminder', (1 + i) || ':j3', :start + 3600 + i, :start + 900000000,
            'waiting:' || i, 'reservation:' || (1 + i), '2'""",
    "due": """
        INSERT INTO letters (to_id, kind, args, due_at, late_at, key, about, priority)
        SELECT :staff + 1 + i % :people, 'reminder', (1 + i) || ':j3', :start - 3600, :start + 900000000,
            'due:' || i, 'reservation:' || (1 + i), '2'""",
}
BEFORE = (
    "INSERT INTO organisations (name, created_at) VALUES ('CCAS', 0)",
    """
    INSERT INTO venues (name, street, postcode, city, latitude, longitude, transit)
    VALUES ('Le Silo', '35 quai du Lazaret', '13002', 'Marseille', 43.313, 5.366, 'M2 Joliette')""",
)
AFTER = (
    """
    INSERT INTO roles (person_id, role) SELECT id,
        CASE WHEN id = 1 THEN 'coordinator' WHEN referent_id IS NULL THEN 'referent' ELSE 'beneficiary' END FROM people""",
    "INSERT INTO history (reservation_id, at, actor_id, state) SELECT id, 0, person_id, state FROM reservations",
    "UPDATE sessions SET taken = 1 WHERE id <= :reservations",
)


def build(path: Path, size: Size) -> str:
    """The URL of a town of that size; one that stands there already is not built again."""
    url = f"sqlite:///{path}"
    if path.exists():
        return url
    upgrade(url)
    start = int(NOW.timestamp())
    numbers = asdict(size) | {
        "staff": STAFF,
        "offers": 1 + size.sessions // 50,
        "start": start,
        "account": FIRST_ACCOUNT,
    }
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA cache_size=-200000")
        db.execute("BEGIN")
        for sql in (*BEFORE, *(_repeated(insert, numbers[name]) for name, insert in ROWS.items()), *AFTER):
            db.execute(sql, numbers)
        db.execute("COMMIT")
    return url


def _repeated(insert: str, times: int) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) {insert} FROM n LIMIT {times}"


def account(person_id: int) -> int:
    return FIRST_ACCOUNT + person_id


def beneficiary(number: int) -> int:
    """The account of one of those who look for outings; they count from 0."""
    return account(STAFF + 1 + number)
