"""The rows of the table, in its order."""

from tests.faults import (
    accidents,
    crash_points,
    fuzzed_updates,
    hostile_files,
    last_places,
    letters_killed,
    random_walk,
    simulated_years,
    updates_killed,
    workers_killed,
)
from tests.faults.figures import Proof

PROOFS: tuple[Proof, ...] = (
    last_places,
    updates_killed,
    letters_killed,
    workers_killed,
    crash_points,
    random_walk,
    fuzzed_updates,
    simulated_years,
    hostile_files,
    accidents,
)
