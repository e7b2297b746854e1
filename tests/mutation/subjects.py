"""What is changed, and the tests that should notice: nearest first, as the first to fail ends a try."""

from pathlib import Path

ROOT = Path(__file__).parents[2]

DOMAIN = {
    "absences": "absences",
    "attendance": "attendance",
    "calendar": "calendar",
    "calls": "calls",
    "changes": "changes",
    "deciding": "deciding",
    "digests": "digests",
    "guests": "guests",
    "hand": "hand",
    "offers": "offers",
    "pairing": "changes",
    "people": "people",
    "refusals": "refusals",
    "reminders": "reminders",
    "reservations": "reservations",
    "standing": "standing",
    "waiting": "waiting",
    "waking": "waking",
}
"""Module of the domain → its own tests; then those of all the domain."""

SUBJECTS: dict[str, list[str]] = {
    **{f"bot/domain/{name}.py": [f"tests/domain/test_{tests}.py", "tests/domain"] for name, tests in DOMAIN.items()},
    "storage/inbox.py": ["tests/storage/test_updates_in_hands.py", "tests/storage/test_inbox.py"],
    "storage/letters.py": [
        *(f"tests/storage/test_{it}.py" for it in ("letters", "attempts", "letters_in_hands")),
    ],
    "handlers/screens.py": ["tests/whole/test_screens.py"],
}
