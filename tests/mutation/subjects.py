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
    "leaving": "leaving",
    "offers": "offers",
    "pairing": "changes",
    "people": "people",
    "reminders": "reminders",
    "reservations": "reservations",
    "standing": "standing",
    "waiting": "waiting",
    "waking": "waking",
}
"""Module of the domain → its own tests; then those of all the domain."""


def _shelves(*names: str) -> list[str]:
    return [f"tests/storage/test_{name}.py" for name in names]


SUBJECTS: dict[str, list[str]] = {
    **{f"bot/domain/{name}.py": [f"tests/domain/test_{tests}.py", "tests/domain"] for name, tests in DOMAIN.items()},
    "bot/following.py": _shelves("following"),
    "storage/inbox.py": _shelves("updates_in_hands", "inbox"),
    "storage/letters.py": _shelves("letters", "attempts", "letters_in_hands"),
    "storage/reservations.py": _shelves("places_of_people", "reservations"),
    "storage/waiting.py": _shelves("lists_of_people", "waiting"),
    "handlers/screens.py": ["tests/whole/test_screens.py"],
}
