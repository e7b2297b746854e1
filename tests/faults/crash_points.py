"""The stories of the suite, with the bot killed at every SQL statement and every call to Telegram: from each of these
instants it ends where the story does, has answered, and has said nothing more than twice (M1, U1, L3).

The short form tells the first outing and a story of each other kind. The control keeps each statement
by itself, without transactions.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handlers.screens import SCREENS
from tests.faults.crashing import RESULTS, WITHOUT_TRANSACTIONS
from tests.faults.figures import Figure, Say, Scale

STORIES = Path(__file__).parent.parent / "stories"
REPRESENTATIVE = (
    "test_first_outing.py",
    "test_drafting.py::test_an_outing_is_made_by_questions",
    "test_deciding.py::test_a_typed_reason_is_read_as_it_was_written",
    "test_deciding.py::test_a_no_of_one_tap_has_words_and_frees_the_places",
    "test_calls.py::test_a_tick_twice_is_one_call",
    "test_digest.py::test_one_by_one_again",
    "test_expired_to_the_list.py::test_the_first_asking_earned_the_rank_and_the_letter_says_so",
)
CONTROL = REPRESENTATIVE[3:4]
WRONG = ("ended elsewhere", "not answered", "said more than twice", "failed to start again", "broken stories")


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    everything = sorted(it.name for it in STORIES.glob("test_*.py"))
    share = random.Random(seed).sample(everything, scale.of(0, len(everything)))  # noqa: S311 - a seed
    found, acts = killed(share or REPRESENTATIVE, say)
    control, _ = killed(CONTROL, say, {WITHOUT_TRANSACTIONS: "1"})
    every_act = sum(it.writes for it in SCREENS.values())
    tried = f"{found['points']:,} instants of {found['stories']} stories, {len(acts)} of {every_act} acts"
    return Figure(
        f"{tried}; {found['images']:,} differ",
        {what: found[what] for what in WRONG},
        {f"ended elsewhere of {control['images']}": control["ended elsewhere"]},
    )


def killed(stories: Sequence[str], say: Say, more: dict[str, str] | None = None) -> tuple[Counter[str], set[str]]:
    """What was found in these stories, and the acts in them."""
    with TemporaryDirectory() as folder:
        results = Path(folder) / "results"
        results.touch()
        code = _told(stories, {RESULTS: str(results)} | (more or {}), results, say)
        lines = [json.loads(line) for line in results.read_text().splitlines()]
    for it in lines:
        if it["first wrong"] and not more:
            say(f"{it['story']}: {it['first wrong']}")
    found = sum((Counter(it["found"]) for it in lines), Counter(stories=len(lines)))
    return found + Counter({"broken stories": int(code != 0 and not more)}), {act for it in lines for act in it["acts"]}


def _told(stories: Sequence[str], more: dict[str, str], results: Path, say: Say) -> int:
    """In a run of its own, on SQLite: the bot's classes are watched there. Its exit code."""
    here = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    workers = ("-n", "2") if len(stories) > len(REPRESENTATIVE) else ("-n", "0")
    words = ("-q", *workers, "-p", "tests.faults.crashing", "-p", "no:cacheprovider", "-k", "sqlite")
    told: Any = subprocess.Popen(
        [sys.executable, "-m", "pytest", *words, *(str(STORIES / it) for it in stories)],
        env=here | more,
        cwd=STORIES.parent.parent,
        stdout=subprocess.DEVNULL,
    )
    begun = time.monotonic()
    while told.poll() is None:
        time.sleep(0.2)
        if time.monotonic() - begun > 30:
            begun = time.monotonic()
            say(f"{len(results.read_text().splitlines())} stories")
    return int(told.returncode)
