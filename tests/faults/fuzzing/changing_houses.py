"""Who may change what a house says of itself: its permanences, where they are, how many it welcomed, what it asks."""

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


def counted(it: Before, change: Change) -> bool:
    """In the name of the house, by its team; of volunteers, by who welcomes or comes along there. Time counts nobody."""
    here, number = change.row["organisation_id"], change.row["number"]
    if it.me is None or here != it.me["organisation_id"] or change.new is None:
        return False
    return works(it) or (it.who.has(it.me, "volunteer") and _welcomes(it, change.row["kind"], here, number))


def _welcomes(it: Before, kind: str, house: int, number: int) -> bool:
    if kind == "permanence":
        of = it.who.row("permanences", number)
        return of is not None and it.is_me(of["welcomer_id"])
    groups = {
        each["id"]
        for each in it.who.rows("accompanied_outings")
        if (each["session_id"], each["organisation_id"]) == (number, house)
    }
    return any(each["outing_id"] in groups and it.is_me(each["person_id"]) for each in it.who.rows("companions"))


def experiment(it: Before, change: Change) -> bool:
    """The coordinators' of that house, to begin and to end; time ends it too."""
    ends = change.old is None or (change.new is not None and change.columns <= {"course", "ended_at"})
    return ends and (it.gesture.time or _coordinates(it, change.row["organisation_id"]))


def arm(it: Before, change: Change) -> bool:
    """Drawn with a yes, or when a coordinator moves the outing; gone when one of the house stops asking. Time counts."""
    if it.gesture.time:
        return True
    if change.old is None:
        yes = [each.row for each in it.all if each.table == "reservations" and each.row["state"] == "approved"]
        return it.coordinator() or change.row["session_id"] in {row["session_id"] for row in yes}
    of = it.who.row("experiments", change.row["experiment_id"]) or {}
    return change.new is None and _coordinates(it, of.get("organisation_id"))


def _coordinates(it: Before, house: object) -> bool:
    return it.coordinator() and it.me is not None and bool(it.me["organisation_id"] == house)
