"""What a button can carry: what was drawn for somebody, every shape ever shipped with other numbers in it, and junk."""

import inspect
import random
from pathlib import Path

from handlers import visits
from handlers.screens import SCREENS
from tests.faults.fuzzing.hostile import JUNK, NUMBERS, WORDS_OF_DATA
from tests.faults.fuzzing.ledger import Ledger

assert visits, "importing it registers every screen"

SHIPPED = (Path(__file__).parents[2] / "whole" / "shipped_buttons.txt").read_text("utf-8").splitlines()[1:]
BUTTONS = (*SHIPPED, *(f"{name}:1:1" for name, screen in SCREENS.items() if screen.typed))
SLOW = {"guest_files", "paper_card", "my_data_file", "upload", "upload_details", "publish_upload", "keep_upload"}
"""They draw a page or read a file: pressed more rarely, or the run would be about little else."""

OF_TABLE = {"session_id": "sessions", "reservation_id": "reservations", "entry_id": "waiting", "edit_id": "edits",
    "wish_id": "edits", "note_id": "notes", "upload_id": "uploads", "letter_id": "letters", "venue_id": "venues",
    "absence_id": "absences", "offer_id": "offers", "yes_id": "standing_yes",
    "permanence_id": "permanences", "experiment_id": "experiments", "project_id": "small_projects",
    "agenda_id": "agendas"}  # fmt: skip
"""What a number of a button counts; any other that ends in `_id` is a person's."""

NUMBERED = {name: list(inspect.signature(it.draw).parameters)[1:] for name, it in SCREENS.items()}


class Buttons:
    """`drawn`: account → the data of the buttons it was shown."""

    def __init__(self, rng: random.Random, ledger: Ledger, drawn: dict[int, list[str]]) -> None:
        self._rng, self._ledger, self._drawn = rng, ledger, drawn

    def data(self, account: int) -> str:
        rng = self._rng
        choice, seen = rng.random(), self._drawn.get(account)
        if choice < 0.35 and seen:
            data = rng.choice(seen[-12:] if rng.random() < 0.7 else seen)
        elif choice < 0.47 and self._drawn:
            data = rng.choice(rng.choice(list(self._drawn.values())) or [""])
        elif choice < 0.97:
            data = self._filled(rng.choice(self._open_to(account) if rng.random() < 0.6 else BUTTONS))
        else:
            data = rng.choice(JUNK)
        return "home" if data.partition(":")[0] in SLOW and rng.random() < 0.9 else data

    def _open_to(self, account: int) -> list[str]:
        """Behind a door that is theirs stands what is another's."""
        tables = self._ledger.tables
        person = next((it["id"] for it in tables["people"].values() if it["telegram_id"] == account), 0)
        roles = {role for number, role in tables["roles"] if number == person} or {"stranger"}
        return [it for it in BUTTONS if (name := it.partition(":")[0]) in SCREENS and SCREENS[name].doors & roles]

    def _filled(self, button: str) -> str:
        """Its numbers become those of things that exist, mostly somebody else's, or of nothing at all."""
        name, *words = button.split(":")
        if self._rng.random() < 0.04:
            words = words[:-1] if self._rng.random() < 0.5 else [*words, "1"]
        numbers = NUMBERED.get(name, [])
        return ":".join((name, *(self._word(word, numbers[n : n + 1]) for n, word in enumerate(words))))

    def _word(self, word: str, counts: list[str]) -> str:
        rng, what = self._rng, "".join(counts)
        if rng.random() < 0.06:
            return rng.choice((*NUMBERS, *WORDS_OF_DATA))
        if not what.endswith("_id"):
            return word
        table = (
            OF_TABLE.get(what, "people") if rng.random() < 0.9 else rng.choice(("reservations", "people", "sessions"))
        )
        known = self._ledger.tables[table]
        ripe = [number for number, row in known.items() if row.get("state") in ("requested", "offered")]
        return str(rng.choice(ripe if ripe and rng.random() < 0.5 else list(known)) if known else 1)
