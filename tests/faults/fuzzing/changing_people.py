"""Who may change what is known of people, and what they are: a rule a table, written by hand."""

from collections.abc import Callable

from tests.faults.fuzzing.gesture import Before
from tests.faults.fuzzing.ledger import Change


def person(it: Before, change: Change) -> bool:
    if change.old is None:
        return it.coordinator() or (it.who.has(it.me, "referent") and it.is_me(change.row["referent_id"]))
    if change.new is None:
        return it.answers_for(change.row["id"]) or it.me is not None or it.opened()
    return all(_PEOPLE[column](it, change) for column in change.columns)


def _account(it: Before, change: Change) -> bool:
    old, new = (change.old or {})["telegram_id"], (change.new or {})["telegram_id"]
    if old is None:
        return bool(new == it.gesture.account) and it.opened()
    return new is None and (it.mine(change.row["id"]) or it.heads(change.row["id"]))


def _referent(it: Before, change: Change) -> bool:
    number = change.row["id"]
    return it.heads(number) or it.mine(number)


def _of_the_account(it: Before, change: Change) -> bool:
    """Their own, or of who opens the record, or forgotten by who answers for them."""
    return it.mine(change.row["id"]) or it.heads(change.row["id"]) or _account_is_new(it, change)


def _account_is_new(it: Before, change: Change) -> bool:
    return "telegram_id" in change.columns and bool(change.row["telegram_id"] == it.gesture.account)


def _agreed(it: Before, change: Change) -> bool:
    if change.row["agreed_at"] is None:
        return _of_the_account(it, change)
    if change.row["telegram_id"] is None:
        return it.answers_for(change.row["id"])
    return it.is_me(change.row["id"])


def _confirmed(it: Before, change: Change) -> bool:
    """Never by oneself (D4, D7); forgotten when a record gets an account."""
    return it.answers_for(change.row["id"]) if change.row["confirmed_at"] else _account_is_new(it, change)


_PEOPLE: dict[str, Callable[[Before, Change], bool]] = {
    "telegram_id": _account,
    "referent_id": _referent,
    "agreed_at": _agreed,
    "confirmed_at": _confirmed,
    "number": _of_the_account,
    "language": _of_the_account,
    "expects": _of_the_account,
    "reachable": lambda it, change: it.gesture.time or it.is_me(change.row["id"]) or _account_is_new(it, change),
    "backup_id": lambda it, change: it.is_me(change.row["id"]) or it.heads(change.row["id"]),
    "past_outings": lambda it, _: it.gesture.time,
    "digest_hour": lambda it, change: it.is_me(change.row["id"]) or it.heads(change.row["id"]),
}


def role(it: Before, change: Change) -> bool:
    person, role = change.row["person_id"], change.row["role"]
    if change.old is None and role == "beneficiary" and it.answers_for(person):
        return True
    if change.old is None:
        return it.opened()
    if role == "volunteer" and (it.is_me(person) or may_vet(it, person)):
        return True
    return it.heads(person) or it.is_gone(person) or (role == "beneficiary" and it.mine(person))


def may_vet(it: Before, person: object) -> bool:
    """A second person: a referent or a coordinator of the same house, not who invited them."""
    row = it.who.row("volunteers", person)
    invited_by = None if row is None else row["invited_by"]
    works = any(it.who.has(it.me, role) for role in ("referent", "coordinator"))
    same = it.who.same_house(it.me, it.person(person))
    return works and same and not it.is_me(person) and not it.is_me(invited_by)


def volunteer(it: Before, change: Change) -> bool:
    """Invited by a coordinator, said yes to by a second person, briefed by themselves; theirs to end, and the house's."""
    person = change.row["person_id"]
    if change.old is None:
        return it.coordinator() and it.is_me(change.row["invited_by"])
    if change.new is None:
        return it.is_me(person) or it.is_gone(person) or it.heads(person) or may_vet(it, person)
    vetted = it.is_me(change.row["vetted_by"]) and may_vet(it, person)
    return all(vetted if column != "briefed_at" else it.is_me(person) for column in change.columns)


def invitation(it: Before, change: Change) -> bool:
    person = change.row["person_id"]
    if change.old is None:
        return it.coordinator() or it.answers_for(person)
    if change.new is None:
        return it.is_gone(person) or it.answers_for(person) or it.coordinator()
    return change.columns == {"used_at"}


def absence(it: Before, change: Change) -> bool:
    referent = change.row["referent_id"]
    return it.is_me(referent) or (change.old is not None and it.heads(referent))


def yes(it: Before, change: Change) -> bool:
    """Only for one's own people, not a colleague's; they end with the one who gave them."""
    person = it.person(change.row["person_id"])
    own = person is not None and it.is_me(person["referent_id"])
    if change.old is None:
        return own and it.is_me(change.row["given_by"])
    return own or it.heads(change.row["given_by"]) or it.is_gone(change.row["person_id"])


def of_the_person(it: Before, change: Change) -> bool:
    """What people choose for themselves goes with their record."""
    return it.is_me(change.row["person_id"]) or it.is_gone(change.row["person_id"])
