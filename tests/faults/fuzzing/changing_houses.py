"""Who may change what a house says of itself: its permanences, and where they are."""

from tests.faults.fuzzing.gesture import Before
from tests.faults.fuzzing.ledger import Change


def works(it: Before) -> bool:
    """A referent or a coordinator, of whatever house."""
    return any(it.who.has(it.me, role) for role in ("referent", "coordinator"))


def permanence(it: Before, change: Change) -> bool:
    """The team's of that house; who leaves the team welcomes no more."""
    return it.me is not None and works(it) and bool(change.row["organisation_id"] == it.me["organisation_id"])


def day(it: Before, change: Change) -> bool:
    of = it.who.row("permanences", change.row["permanence_id"])
    return (
        it.me is not None and works(it) and of is not None and bool(of["organisation_id"] == it.me["organisation_id"])
    )
