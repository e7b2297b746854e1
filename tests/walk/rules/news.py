"""Changes by the organiser: whoever counts on an outing hears what it is now, once, and undone nobody does (L4)."""

from tests.walk.picture import Picture, Row
from tests.walk.step import News, Step

SHOWN = ("decision", "turn", "changed", "reminder", "passed_on", "last_minute", "list_changed")
"""Letters that say what, when and where."""

ARRIVED = ("sent", "unknown", "unreachable", "no_account")
"""Or somebody else was told that it did not."""

ON_A_LIST = ("last_minute", "list_changed")


def who_counts_on_it_knows(step: Step) -> None:
    """Everybody who has, asked for or waits for a place knows the outing as it is, or a letter will say it."""
    _remember_gestures(step)
    _remember_letters(step)
    coming = {_pair(step.after, row) for row in step.after.post if row.kind in SHOWN}
    for person, session in _counting(step.after):
        now = _as_it_is(step.after, session)
        if step.after.sessions[session].starts_at > step.now and (person, session) not in coming:
            known = step.memory.knows.setdefault((person, session), now)
            assert known == now, f"{step.after.name(person)} knows {known}, it is {now}, and nothing will say so"


def _counting(it: Picture) -> set[tuple[int, int]]:
    waiting = [row for row in it.waiting.values() if row.left_at is None]
    return {(row.person_id, row.session_id) for row in (*it.live, *waiting)}


def _as_it_is(it: Picture, session: int) -> News:
    row = it.sessions[session]
    offer = it.offers[row.offer_id]
    return row.starts_at, offer.title, offer.entry


def _remember_gestures(step: Step) -> None:
    """What a person did about an outing was done in front of it; also what was done with them, face to face."""
    touched = {(move.it.person_id, move.it.session_id) for move in step.moves if move.by is not None}
    joined = [row for number, row in step.after.waiting.items() if number not in step.before.waiting]
    for person, session in touched | {(row.person_id, row.session_id) for row in joined}:
        if step.name not in ("calls off", "undoes"):
            step.memory.knows[person, session] = _as_it_is(step.after, session)


def _remember_letters(step: Step) -> None:
    for row in step.closed:
        if row.kind in SHOWN and row.fate in ARRIVED:
            person, session = _pair(step.after, row)
            step.memory.knows[person, session] = _as_it_is(step.after, session)


def _pair(it: Picture, row: Row) -> tuple[int, int]:
    number = int(row.args.split(":")[0])
    about = it.waiting[number] if row.kind in ON_A_LIST else it.reservations[number]
    return about.person_id, about.session_id


def undone_is_as_it_was(step: Step) -> None:
    """Everything that the calling off ended lives again, and everybody is on the list again."""
    for number, row in step.after.edits.items():
        was = step.before.edits.get(number)
        if was is None and row.kind == "cancel":
            step.memory.called_off[number] = step.before
        if was and row.undone_at != was.undone_at and (once := step.memory.called_off.get(number)):
            session = next(n for n in once.sessions if _comes_back(step, n))
            known = step.after.reservations
            lived = {(it.id, it.state) for it in once.live if it.session_id == session and it.id in known}
            assert {(it.it.id, it.to) for it in step.moves if it.was == "called_off"} == lived, "not all live again"
            waited = {it.id for it in once.line(session) if it.id in step.after.waiting}
            assert waited <= {it.id for it in step.after.line(session)}, "somebody is not on the list any more"


def _comes_back(step: Step, session: int) -> bool:
    was, it = step.before.sessions[session], step.after.sessions[session]
    return bool(was.publication == "cancelled" != it.publication)


def an_absence_changes_no_right(step: Step) -> None:
    """R7: a tick writes the tick, and a kind word; nothing else."""
    if step.name != "ticks" or step.refused:
        return
    for move in step.moves:
        assert move.by is None, f"a tick: {move.was} → {move.to}"
    assert _changed(step) <= {"reachable"} or step.said, "a tick changed somebody"
    assert step.before.standing_yes == step.after.standing_yes
    here = {n: row for n, row in step.after.letters.items() if n not in step.before.letters}
    assert {row.kind for row in here.values() if row.about.startswith("reservation")} <= {"missed", *BY_TIME}


def _changed(step: Step) -> set[str]:
    """What is remembered otherwise of anybody. Who taps can be reached again, which is not the tick's doing."""
    was, now = step.before.people, step.after.people
    assert was.keys() == now.keys(), "a tick made or unmade somebody"
    return {name for n, row in now.items() for name in row._fields if getattr(row, name) != getattr(was[n], name)}


BY_TIME = ("decision", "outcome", "passed_on", "turn")
"""What time itself may have said in the round after it."""

NEWS = (who_counts_on_it_knows, undone_is_as_it_was, an_absence_changes_no_right)
