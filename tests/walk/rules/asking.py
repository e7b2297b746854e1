"""A request with a clock: somebody who may answer was asked, will be reminded, and is not alone (R2)."""

from tests.walk import authority
from tests.walk.picture import Picture, Row
from tests.walk.step import Step

ASKING = ("request", "nudge", "backup_asked", "coordinator_asked")


def the_backup_comes_when_promised(step: Step) -> None:
    """At the moment that the person was told, as long as nobody has answered."""
    for it in step.after.live:
        if it.state == "requested" and step.now < it.decide_by and it.decide_by < it.expires_at:
            planned = [row for row in step.after.post if row.kind == "backup_asked" and row.args == str(it.id)]
            due = [row.due_at for row in planned if row.due_at > step.now]
            alone = step.after.people[it.person_id].referent_id is None
            assert due == [it.decide_by] or alone, f"{it.id}: the backup is asked at {due}, not {it.decide_by}"


def somebody_was_asked(step: Step) -> None:
    """A letter about it has left, or waits for a digest, or is told again to who follows them now."""
    asked = {int(row.args) for row in step.after.letters.values() if row.kind in ASKING and _reached(row)}
    for it in step.after.live:
        if it.state == "requested" and it.id not in asked and _somebody_can_be(step.after, it.person_id, step.now):
            assert _is_in_a_list(step.after, it), f"nobody was asked about {it.id} of {step.after.name(it.person_id)}"


def _somebody_can_be(it: Picture, person: int, now: int) -> bool:
    """Until the backup is due, that is who answers for them, and the coordinator when messages reach none of these."""
    asked = authority.for_person(it, person, now) | authority.coordinators(it, person)
    return any(it.people[each].reachable for each in asked)


def _reached(row: Row) -> bool:
    """Or is about to."""
    return row.fate in ("sent", "unknown") or (row.fate == "waiting" and row.not_before is not None)


def _is_in_a_list(it: Picture, asked: Row) -> bool:
    """A digest that comes before its answer is due, or has come since it was made."""
    return any(
        row.kind in ("digest", "handed_over")
        and (row.due_at >= asked.requested_at or row.kind == "handed_over")
        and row.due_at < asked.expires_at
        and row.fate in ("waiting", "sent", "unknown")
        for row in it.letters.values()
    )


def the_later_speaks_alone(step: Step) -> None:
    """Late, the first reminder is of no use once the second is due; nor the first asking of the coordinators, whom
    somebody without a referent comes to at once."""
    for row in step.closed:
        if row.kind in ("nudge", "coordinator_asked") and row.fate == "sent":
            same = [
                it
                for it in step.after.letters.values()
                if (it.kind, it.args, it.to_id) == (row.kind, row.args, row.to_id)
            ]
            later = [it.key for it in same if row.due_at < it.due_at <= step.now and it.fate != "overtaken"]
            assert not later, f"{row.key} was said beside {later}"


ASKED = (the_backup_comes_when_promised, somebody_was_asked, the_later_speaks_alone)
