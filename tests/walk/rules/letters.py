"""Letters: every event is told, once, to those it concerns and to nobody else (R1, L1 to L5, L9)."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.walk.cast import ZONE
from tests.walk.picture import Row
from tests.walk.step import Move, Step

EVENTS = ("request", "decision", "outcome", "approved_ahead", "turn", "passed_on")
URGENT = 48 * 3600
CLOCK = ("nudge", "backup_asked", "coordinator_asked")


def events_are_told_once(step: Step) -> None:
    """R1: the letters that this step wrote about reservations are those that what happened asks for."""
    due = Counter[tuple[str, int, int]]()
    for n, move in enumerate(step.moves):
        following = next((it.to for it in step.moves[n + 1 :] if it.it.id == move.it.id), None)
        due.update((kind, to, move.it.id) for kind, to in _expected(step, move, following))
    due.update(_asked_late(step))
    found = Counter(
        (row.kind, row.to_id, int(row.args.split(":")[0]))
        for row in step.written
        if row.kind in EVENTS and row.args and not _taken_back(row)
    )
    assert found == due, f"told too much: {list(found - due)}; told too little: {list(due - found)}"


def _asked_late(step: Step) -> Iterator[tuple[str, int, int]]:
    """What was to wait for a digest is asked alone when its outing comes nearer."""
    asked = {int(row.args) for row in step.before.letters.values() if row.kind == "request"}
    for it in step.after.live:
        was, referent = step.before.reservations.get(it.id), step.after.people[it.person_id].referent_id
        moved = was and was.state == it.state == "requested" and was.expires_at != it.expires_at
        if moved and referent and it.id not in asked and _has_its_letter(step, it):
            yield "request", referent, it.id


def _taken_back(row: Row) -> bool:
    """Written and withdrawn in one gesture: a request that is its own answer."""
    return bool(row.fate == "overtaken" and row.attempts == 0)


def _expected(step: Step, move: Move, following: str | None) -> list[tuple[str, int]]:
    """Kind and addressee, on both sides."""
    it, person = move.it, move.it.person_id
    referent = step.before.people[person].referent_id
    to_person, to_referent = [("decision", person)], [("outcome", referent)] if referent else []
    match move.was, move.to:
        case ((None | "offered"), "requested"):
            asked = referent and following != "approved" and _is_asked_alone(step, it)
            return [("request", referent)] if asked else []
        case None, "offered":
            return [] if step.name == "takes now" else [("turn", person)]
        case (("offered" | "requested"), "approved") if it.reason == "ahead" or move.was == "offered":
            giver = referent if move.by != it.made_by else None
            return [*to_person, ("approved_ahead", giver)] if giver else to_person
        case ("requested", "approved" | "refused") | ("approved", "cancelled") if move.by != person:
            return [*to_person, *(to_referent if move.by != referent else [])]
        case "requested", "expired":
            return [*to_person, *to_referent]
        case _, "called_off":
            return to_person
        case "offered", "lapsed":
            return [("passed_on", person)]
        case _, "withdrawn" | "cancelled":
            return to_referent
    return []


def _is_asked_alone(step: Step, it: Row) -> bool:
    """Not in a digest, which an outing so near does not wait for."""
    digest = step.after.people[step.before.people[it.person_id].referent_id].digest_hour
    is_near = step.after.sessions[it.session_id].starts_at - step.now <= URGENT
    return digest is None or is_near or _has_its_letter(step, it)


def _has_its_letter(step: Step, it: Row) -> bool:
    return any(row.kind == "request" and int(row.args) == it.id for row in step.after.letters.values())


def the_last_word_is_not_withdrawn(step: Step) -> None:
    """What a person must know of how it ended leaves, or says why it could not."""
    for row in step.closed:
        if row.fate == "overtaken" and row.kind in ("decision", "passed_on"):
            it = step.after.reservations[int(row.args)]
            told = row.key.split(":")
            since = told[-1] if row.kind == "decision" and told[0] == "decision" else it.state
            assert it.state != since or row.why == "undone" or _left_the_list(step, row), f"{row.key}: {row.why}"


def _left_the_list(step: Step, row: Row) -> bool:
    """« passed on » is of no use to who waits no more."""
    return bool(row.kind == "passed_on")


def nothing_is_overdue(step: Step) -> None:
    """L1: after a round, what waits waits for its moment, or for another try."""
    for row in step.after.post:
        assert max(row.due_at, row.leased_until or 0, row.not_before or 0) > step.now, f"{row.key} is overdue"


def nothing_leaves_early(step: Step) -> None:
    """L9, L5: nothing before it is due, nothing once it is useless."""
    for row in step.closed:
        if row.fate == "sent":
            assert row.due_at <= step.now < row.late_at, f"{row.key} left at the wrong time"
        if row.fate == "late":
            assert step.now >= row.late_at, f"{row.key} was not late"


def every_end_has_a_reason(step: Step) -> None:
    for row in step.closed:
        assert row.fate in ("sent", "late", "unreachable") or row.why, f"{row.key} is {row.fate} and nobody knows why"
        assert row.fate != "failed", f"{row.key} failed: {row.why}"


def attempts_before_copies(step: Step) -> None:
    """L3."""
    tried = 0
    for number, row in step.after.letters.items():
        was = step.before.letters.get(number)
        tried += max(0, row.attempts - (was.attempts if was else 0))
        assert row.attempts <= 2, f"{row.key} was tried {row.attempts} times"
    assert len(step.said) <= tried, f"{len(step.said)} copies of {tried} attempts"


def the_clock_stops(step: Step) -> None:
    """R2: who still waits for an answer has a clock, and nobody is urged about what has ended."""
    ticking = Counter(int(row.args) for row in step.after.post if row.kind in CLOCK)
    for it in step.after.reservations.values():
        if it.state == "requested":
            assert it.decide_by is not None, f"{it.id} has no clock"
        else:
            assert not ticking[it.id], f"somebody will be urged about {it.id}, which is {it.state}"


def nights_are_quiet(step: Step) -> None:
    """Between 20:00 and 08:00 what rings is a reminder of an outing that is hours away."""
    hour = datetime.fromtimestamp(step.now, UTC).astimezone(ZoneInfo(ZONE)).hour
    reminded = sum(row.fate == "sent" and row.priority == "2" for row in step.closed)
    if not 8 <= hour < 20:
        ringing = [it for it in step.said if not it.silent]
        assert len(ringing) <= reminded + _tried(step), f"{len(ringing)} messages ring at night"


def _tried(step: Step) -> int:
    return sum(row.priority == "2" and row.attempts > 0 for row in step.after.post)


LETTERS = (
    events_are_told_once,
    the_last_word_is_not_withdrawn,
    nothing_is_overdue,
    nothing_leaves_early,
    every_end_has_a_reason,
    attempts_before_copies,
    the_clock_stops,
    nights_are_quiet,
)
