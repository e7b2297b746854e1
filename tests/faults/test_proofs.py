"""Every proof in its short form: it holds, and without its safeguard it would not. `make prove` runs the long forms."""

import pytest

from tests.faults import accidents, random_walk, workers_killed
from tests.faults.figures import SHORT, Proof, counted, name_of
from tests.faults.proofs import PROOFS

SEED = 1

# The control of the workers loses something only after more kills than the suite has time for; accidents last minutes; the
# walks are tests of their own (`tests/walk`).
SHORT_ENOUGH = [it for it in PROOFS if it not in (workers_killed, accidents, random_walk)]


@pytest.mark.parametrize("proof", SHORT_ENOUGH, ids=name_of)
def test_it_holds_and_its_control_does_not(proof: Proof) -> None:
    figure = proof.prove(SHORT, SEED, print)
    assert figure.holds, f"{counted(figure.found)}; control: {counted(figure.control)}"
