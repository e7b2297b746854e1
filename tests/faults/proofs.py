"""The rows of the table, in its order."""

from tests.faults import last_places
from tests.faults.figures import Proof

PROOFS: tuple[Proof, ...] = (last_places,)
