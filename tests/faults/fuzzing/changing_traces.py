"""Who may erase whom, and what an erasure may touch: rows of the person, rows that name them, and nothing else."""

from tests.faults.fuzzing.changing_people import may_vet
from tests.faults.fuzzing.gesture import Before
from tests.faults.fuzzing.ledger import Change

NAMING = ("person_id", "to_id", "decided_by", "made_by", "attended_by", "actor_id", "by_id", "referent_id", "backup_id",
    "given_by", "companion_id", "approved_by", "confirmed_by", "colleague_id", "taken_by", "shared_with", "invited_by", "vetted_by", "welcomer_id")  # fmt: skip
"""The columns that say who."""


def erasure(it: Before, change: Change) -> bool:
    """Oneself; somebody without the app, or whom messages do not reach, by who answers for them; a volunteer to whom nobody
    has said yes yet, by who may say no, or the house."""
    if it.gesture.time:
        return change.columns == {"wiped_at"}
    number = change.row["person_id"]
    person = it.person(number)
    without = person is not None and (person["telegram_id"] is None or not person["reachable"])
    volunteer = it.who.row("volunteers", number)
    awaits = volunteer is not None and volunteer["vetted_at"] is None
    may = (without and it.answers_for(number)) or (awaits and (may_vet(it, number) or it.heads(number)))
    return change.old is None and (it.is_me(number) or may)


def tally(it: Before) -> bool:
    """What is still counted of who was erased, and of what has been kept long enough."""
    return it.gesture.time or any(each.table == "erasures" and erasure(it, each) for each in it.all)


def is_trace(it: Before, change: Change) -> bool:
    """Of somebody who was erased in this gesture, by someone entitled to."""
    erased = {each.row["person_id"] for each in it.all if each.table == "erasures" and erasure(it, each)}
    if not erased:
        return False
    before = change.old or change.row
    if change.table == "people":
        return (
            before["id"] in erased or before["id"] < 0 or {before["referent_id"], before["backup_id"]} & erased != set()
        )
    if (
        change.table == "letters"
        or (before.get("person_id") or 0) < 0
        or any(before.get(column) in erased for column in NAMING)
    ):
        return True
    return before.get("reservation_id") in {row["id"] for who in erased for row in it.who.reservations_of(who)}
