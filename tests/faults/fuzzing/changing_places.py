"""Who may change requests, places and lists: a rule a table, written by hand."""

from collections import defaultdict
from collections.abc import Callable

from tests.faults.fuzzing.gesture import Before
from tests.faults.fuzzing.ledger import Change, Row


def reservation(it: Before, change: Change) -> bool:
    if change.new is None:
        return False
    if change.old is None:
        return _made(it, change.new)
    moved = "state" in change.columns
    if moved and not _moved(it, change.old, change.new):
        return False
    return all(_RESERVATIONS[column](it, change) or (moved and column in _MOVING) for column in change.columns)


_MOVING = {"state", "reason", "decided_at", "decided_by", "decide_by", "expires_at"}
"""What a change of state brings along."""


def _clock(it: Before, change: Change) -> bool:
    """The moments of a request follow its person, the outing and the time."""
    return it.mine(change.row["person_id"]) or it.coordinator() or it.gesture.time


def _chain(it: Before, change: Change) -> bool:
    """Whoever frees a place starts a chain, for everybody who waits there."""
    return any(each.table == "sessions" and "freed_at" in each.columns for each in it.all)


def _ticks(it: Before, change: Change) -> bool:
    """The roll is called by who answers for them; whoever says in time that they cannot come is excused."""
    excused = change.row["attendance"] == "excused" and "attendance" in change.columns
    return (
        it.coordinator() or it.answers_for(change.row["person_id"]) or (excused and it.is_me(change.row["person_id"]))
    )


def _wish(it: Before, change: Change) -> bool:
    """One's own to say; who comes along answers it."""
    return it.is_me(change.row["person_id"]) or _company(it, change)


def _company(it: Before, change: Change) -> bool:
    """In one's own name, by who may answer for the person, or a coordinator of the house. It ends with whoever came
    along, with the person's wish, or when who came along leaves the team."""
    old, new = change.old or {}, change.new or {}
    if new.get("companion_id") is None:
        was = old.get("companion_id")
        return it.is_me(was) or it.is_me(change.row["person_id"]) or it.heads(was) or _leads(it, old)
    entitled = it.who.may_answer(it.me, old) or it.heads(change.row["person_id"])
    return new["wish"] == "company" and ((it.is_me(new["companion_id"]) and entitled) or _leads(it, new))


def _leads(it: Before, new: Row) -> bool:
    """Whoever leads the group of the person's house there: the group is joined by itself, whatever made room for them."""
    person = it.person(new["person_id"])
    groups = [
        *it.who.rows("accompanied_outings"),
        *(each.new for each in it.all if each.table == "accompanied_outings"),
    ]
    here = [row for row in groups if row and row["session_id"] == new["session_id"]]
    return person is not None and any(
        (row["organisation_id"], row["leader_id"]) == (person["organisation_id"], new["companion_id"]) for row in here
    )


def _never(*_: object) -> bool:
    return False


_RESERVATIONS: defaultdict[str, Callable[[Before, Change], bool]] = defaultdict(
    lambda: _never,
    {
        "coming_at": lambda it, change: it.is_me(change.row["person_id"]),
        "wish": _wish,
        "companion_id": _company,
        "company_turn": lambda _, change: bool({"wish", "companion_id"} & change.columns),
        "word": lambda it, change: it.is_me(change.row["person_id"]),
        "attendance": _ticks,
        "attended_at": lambda it, change: it.is_me(change.row["attended_by"]),
        "attended_by": lambda it, change: it.is_me(change.row["attended_by"]),
        "decide_by": _clock,
        "expires_at": _clock,
        "requested_at": _clock,
        "freed_at": _chain,
    },
)


def _made(it: Before, new: Row) -> bool:
    """Asked by the person, or in their stead; or a freed place that is held for who waits."""
    person = it.person(new["person_id"])
    if new["state"] == "offered":
        waits = [*it.who.rows("waiting"), *(each.row for each in it.all if each.table == "waiting")]
        return any((each["session_id"], each["person_id"]) == (new["session_id"], new["person_id"]) for each in waits)
    if not it.who.has(person, "beneficiary"):
        return False
    if new["made_by"] is None:
        return it.is_me(new["person_id"])
    return it.is_me(new["made_by"]) and it.answers_for(new["person_id"])


def _moved(it: Before, old: Row, new: Row) -> bool:
    own, way = it.is_me(new["person_id"]), (old["state"], new["state"])
    match way:
        case ("requested", "approved") if new["reason"] == "ahead":
            return it.mine(new["person_id"]) and _said_ahead(it, new)
        case ("requested", "approved" | "refused"):
            return it.is_me(new["decided_by"]) and it.who.may_answer(it.me, old)
        case ("offered", "approved"):
            return own and it.who.answers_for(it.person(new["decided_by"]), it.person(new["person_id"]))
        case ("offered", "requested" | "declined") | ("requested", "withdrawn"):
            return own
        case ("approved", "cancelled"):
            return it.mine(new["person_id"])
        case ("requested", "expired") | ("offered", "lapsed"):
            return it.gesture.time
        case (_, "called_off") | ("called_off", _):
            return it.coordinator()
    return False


def _said_ahead(it: Before, new: Row) -> bool:
    given = [yes for yes in it.who.rows("standing_yes") if yes["person_id"] == new["person_id"]]
    return any(yes["given_by"] == new["decided_by"] and yes["revoked_at"] is None for yes in given)


def history(it: Before, change: Change) -> bool:
    """Only ever added to, in the name of who did it: of nobody, or of a yes given before."""
    if change.old is not None:
        return False
    moved = [
        each.row for each in it.all if each.table == "reservations" and each.row["id"] == change.row["reservation_id"]
    ]
    actor = change.row["actor_id"]
    return bool(moved) and (actor is None or it.is_me(actor) or any(actor == row["decided_by"] for row in moved))


def session(it: Before, change: Change) -> bool:
    """The outing is a coordinator's; how many places are taken follows the requests."""
    counted = change.old is not None and change.new is not None and change.columns <= {"taken", "freed_at"}
    return it.coordinator() or (counted and (it.me is not None or it.gesture.time))


def group(it: Before, change: Change) -> bool:
    """A coordinator of the house settles it; whoever of the house may come along makes it, leads it, or leaves it."""
    if it.me is None or it.me["organisation_id"] != change.row["organisation_id"]:
        return False
    follows = change.old is None or change.new is None or change.columns <= {"leader_id"}
    return it.coordinator() or (follows and any(it.who.has(it.me, role) for role in ("volunteer", "referent")))


def companion(it: Before, change: Change) -> bool:
    """One's own to say, or a coordinator's of the house."""
    return it.is_me(change.row["person_id"]) or it.heads(change.row["person_id"])


def problem(it: Before, change: Change) -> bool:
    """Told by oneself; seen to by whoever answers for a person, or heads the house of it."""
    if change.columns == {"taken_by"}:
        return it.is_me(change.row["taken_by"]) and any(it.who.has(it.me, role) for role in ("coordinator", "referent"))
    return it.is_me(change.row["person_id"]) and (change.old is None or change.columns == {"words"})


def waiting(it: Before, change: Change) -> bool:
    person = change.row["person_id"]
    if change.new is None or it.gesture.time:
        return change.new is not None
    if change.old is None:
        return it.is_me(person)
    approved = it.answers_for(person)
    allowed = {"last_minute": it.is_me(person), "approved_by": approved}
    return all(allowed.get(column, it.mine(person) or it.coordinator()) for column in change.columns)


def calls(it: Before, change: Change) -> bool:
    """Ticked in one's own name, for somebody one answers for."""
    called = it.who.row("reservations", change.row["reservation_id"])
    return called is not None and it.is_me(change.row["by_id"]) and it.answers_for(called["person_id"])


def of_their_place(it: Before, change: Change) -> bool:
    """When somebody means to leave, and what they keep of an outing, is their own to say."""
    going = it.who.row("reservations", change.row["reservation_id"])
    return going is not None and it.is_me(going["person_id"])


def rehearsal(it: Before, change: Change) -> bool:
    """The answer is the person's own; who makes the way with them says so of themselves, and is forgotten by who leads the
    team."""
    if change.columns != {"companion_id"}:
        return of_their_place(it, change)
    going = it.who.row("reservations", change.row["reservation_id"])
    if change.row["companion_id"] is None:
        return it.coordinator()
    return going is not None and it.is_me(change.row["companion_id"]) and it.who.may_answer(it.me, going)
