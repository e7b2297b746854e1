"""What a button can carry: what was drawn for somebody, every shape ever shipped with other numbers in it, and junk."""

import random
from pathlib import Path

from handlers import visits
from handlers.screens import SCREENS
from tests.faults.fuzzing.hostile import JUNK, NUMBERS, WORDS_OF_DATA
from tests.faults.fuzzing.ledger import Ledger

assert visits, "importing it registers every screen"

SHIPPED = (Path(__file__).parents[2] / "whole" / "shipped_buttons.txt").read_text("utf-8").splitlines()[1:]
BUTTONS = (*SHIPPED, *(f"{name}:1:1" for name, screen in SCREENS.items() if screen.typed))
SLOW = {"guest_files", "paper_card", "upload", "upload_details", "publish_upload", "keep_upload"}
"""They draw a page or read a file: pressed more rarely, or the run would be about little else."""


class Buttons:
    """`drawn`: account → the data of the buttons it was shown."""

    def __init__(self, rng: random.Random, ledger: Ledger, drawn: dict[int, list[str]]) -> None:
        self._rng, self._ledger, self._drawn = rng, ledger, drawn

    def data(self, account: int) -> str:
        rng = self._rng
        choice = rng.random()
        seen = self._drawn.get(account)
        if choice < 0.45 and seen:
            data = rng.choice(seen[-12:] if rng.random() < 0.7 else seen)
        elif choice < 0.6 and self._drawn:
            data = rng.choice(rng.choice(list(self._drawn.values())) or [""])
        elif choice < 0.97:
            data = self._filled(rng.choice(BUTTONS))
        else:
            data = rng.choice(JUNK)
        if data.partition(":")[0] in SLOW and rng.random() < 0.9:
            return self._filled(rng.choice(BUTTONS[:60]))
        return data

    def _filled(self, button: str) -> str:
        """Its numbers become those of things that exist, mostly somebody else's, or of nothing at all."""
        name, *words = button.split(":")
        if self._rng.random() < 0.04:
            words = words[:-1] if self._rng.random() < 0.5 else [*words, "1"]
        return ":".join((name, *(self._word(word) for word in words)))

    def _word(self, word: str) -> str:
        rng = self._rng
        if rng.random() < 0.08:
            return rng.choice((*NUMBERS, *WORDS_OF_DATA))
        if not word.isdigit() or len(word) > 3 or rng.random() < 0.1:
            return word
        table = rng.choice(
            ("reservations", "reservations", "people", "sessions", "waiting", "edits", "notes", "letters")
        )
        known = self._ledger.tables[table]
        return str(rng.choice(list(known)) if known else 1)
