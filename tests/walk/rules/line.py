"""The waiting list: strict, in order of arrival, with the exceptions that are said openly (R3)."""

from tests.walk.picture import LIVE, Picture, Row
from tests.walk.step import Memory, Move, Step

DAY, HOUR = 86400, 3600


def the_list_never_inverts(step: Step) -> None:
    """Each new held offer, and each new request, against who was waiting before it. The steps of one chain are
    replayed in the order of the history."""
    _forget_where_places_came(step)
    live = {(it.person_id, it.session_id): it.places for it in step.before.live}
    for move in step.moves:
        session, who = move.it.session_id, (move.it.person_id, move.it.session_id)
        free = _free(step.after, session, live)
        if move.was is None and step.name != "takes now":
            _ensure_in_turn(step, move, free, live)
        _pass(step.memory, move)
        live.pop(who, None)
        if move.to in LIVE:
            live[who] = move.it.places


def nothing_is_left_over(step: Step) -> None:
    """P6: as long as there is time, a free place that fits the head of the list is held for them."""
    held = {(it.person_id, it.session_id) for it in step.after.live}
    for session in {row.session_id for row in step.after.waiting.values() if row.left_at is None}:
        starts = step.after.sessions[session].starts_at
        closes = step.after.closes_at(session)
        if not step.after.is_open(session, step.now) or closes - step.now < 2 * HOUR or starts - step.now <= DAY:
            continue
        passed = step.memory.passed.get(session, set())
        free = step.after.free(session)
        for row in _in_order(step.after, step.after, step.after.line(session)):
            if (row.person_id, session) in held or row.person_id in passed or not _fits(step.after, row):
                continue
            assert row.places > free, f"{step.after.name(row.person_id)} waits beside {free} free places"
            if not _lets_pass(step.after, row):
                break


def _in_order(then: Picture, now: Picture, line: list[Row]) -> list[Row]:
    """Whom a coordinator let pass, then as they came."""
    return sorted(line, key=lambda row: _overridden_at(then, now, row) or (1, row.ranked_at, row.id))


def _overridden_at(then: Picture, now: Picture, row: Row) -> tuple[int, int, int] | None:
    """A reason that was given since they came, until `now`, and of no use yet `then`."""
    who = row.session_id, row.person_id
    given = [v for v in now.overrides.values() if (v.session_id, v.person_id) == who]
    asked = [r.requested_at for r in then.reservations.values() if (r.session_id, r.person_id) == who]
    unused = [(0, v.at, v.id) for v in given if v.at >= row.ranked_at and all(at < v.at for at in asked)]
    return min(unused, default=None)


def _ensure_in_turn(step: Step, move: Move, free: int, live: dict[tuple[int, int], int]) -> None:
    session = move.it.session_id
    last_hours = step.after.sessions[session].starts_at - step.now <= DAY
    hurried = step.after.closes_at(session) - step.now < 2 * HOUR
    if hurried or (last_hours and move.to == "requested"):
        return
    known = step.before.line(session)
    numbers = {row.id for row in known}
    came = [row for row in step.after.line(session) if row.id not in numbers]
    for row in _in_order(step.before, step.after, [*known, *came]):
        if row.person_id == move.it.person_id:
            return
        if row in came:
            continue
        let_pass = _overridden_at(step.before, step.after, row)
        gone = (row.person_id, session) in live or step.after.waiting[row.id].left_at is not None
        passed = row.person_id in step.memory.passed.get(session, ()) and not let_pass
        if gone or passed or not _fits(step.after, row) or (last_hours and not let_pass):
            continue
        smaller = _lets_pass(step.before, row) or _lets_pass(step.after, row)
        name, first = step.after.name(move.it.person_id), step.after.name(row.person_id)
        assert row.places > free, f"{name} came before {first}: the list was inverted"
        assert smaller, f"{name} came before {first}: their organisation lets no smaller group pass"


def _free(it: Picture, session: int, live: dict[tuple[int, int], int]) -> int:
    """At that point of the step."""
    row = it.sessions[session]
    if row.open_admission:
        return 4
    return (row.capacity or 0) - sum(places for (_, where), places in live.items() if where == session)


def _fits(it: Picture, row: Row) -> bool:
    session = it.sessions[row.session_id]
    return bool(session.open_admission or row.places <= (session.capacity or 0))


def _lets_pass(it: Picture, row: Row) -> bool:
    """The rule of the house of whoever waits."""
    return bool(it.organisations[it.people[row.person_id].organisation_id].smaller_first)


def _forget_where_places_came(step: Step) -> None:
    """More places, or another date after the last hours had begun: everybody is a candidate again."""
    for number, row in step.after.sessions.items():
        if (was := step.before.sessions.get(number)) and step.who and row.publication == "published":
            more = (row.capacity or 0) > (was.capacity or 0) and not was.open_admission
            later = was.starts_at - step.now <= DAY < row.starts_at - step.now
            if more or later or row.open_admission > was.open_admission:
                step.memory.passed.pop(number, None)


def _pass(memory: Memory, move: Move) -> None:
    """A no, or silence, is passing until the next place is freed."""
    passed = memory.passed.setdefault(move.it.session_id, set())
    if move.was in ("requested", "approved") and move.to not in (*LIVE, "called_off"):
        passed.clear()
    if move.was == "offered" and move.to in ("declined", "lapsed"):
        passed.add(move.it.person_id)


LINE = (the_list_never_inverts, nothing_is_left_over)
