"""Who may change what a person would like to try, and where they start from: theirs, and with them their own referent's;
never that of a colleague who stands in."""

from tests.faults.fuzzing.gesture import Before
from tests.faults.fuzzing.ledger import Change


def _is_own_referent(it: Before, number: object) -> bool:
    person = it.person(number)
    return person is not None and it.is_me(person["referent_id"]) and not it.is_me(number)


def _without_an_account(it: Before, number: object) -> bool:
    person = it.person(number)
    return person is not None and person["telegram_id"] is None and _is_own_referent(it, number)


def project(it: Before, change: Change) -> bool:
    """Their own words are the person's; a proposal its author's, until the person answers. A hand-over takes back what was
    shown."""
    row, person = change.row, change.row["person_id"]
    if change.old is None and row["person_yes_at"] is None:
        return it.is_me(row["by_id"]) and it.is_me(row["shared_with"]) and _is_own_referent(it, person)
    if change.old is None:
        return row["by_id"] == person and row["shared_with"] is None and (it.is_me(person) or it.heads(person))
    if change.new is None:
        return _may_end(it, change)
    return all(_answered(it, change, column) for column in change.columns)


def _may_end(it: Before, change: Change) -> bool:
    person = change.row["person_id"]
    replaced = change.row["person_yes_at"] is None and it.is_me(change.row["shared_with"])
    return (it.mine(person) and (it.is_me(person) or replaced or _without_an_account(it, person))) or it.heads(person)


def _answered(it: Before, change: Change, column: str) -> bool:
    """Each for themselves; shown to one's own referent only."""
    row, person = change.row, change.row["person_id"]
    if column == "shared_with":
        shown_to = (it.person(person) or {}).get("referent_id")
        return it.is_me(person) and row["shared_with"] == shown_to
    if column == "person_yes_at":
        return it.is_me(person) or _without_an_account(it, person)
    return column == "referent_yes_at" and it.is_me(row["shared_with"]) and _is_own_referent(it, person)


def start(it: Before, change: Change) -> bool:
    person = change.row["person_id"]
    return it.is_me(person) or it.is_gone(person) or _is_own_referent(it, person)


def former_start(it: Before, change: Change) -> bool:
    """Kept in the name of who chose; over when the person says so, or has another referent."""
    person = change.row["person_id"]
    if change.new is None:
        return it.is_me(person) or it.is_gone(person) or it.heads(person)
    return it.is_me(change.row["by_id"]) and _is_own_referent(it, person)
