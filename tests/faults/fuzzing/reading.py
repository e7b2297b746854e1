"""Who may read whose words: a rule written by hand. Every name and everything that is typed carries a canary."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.fuzzing.ledger import Change, Ledger, Row
from tests.faults.fuzzing.standing import LIVE, Standing

CANARY = re.compile(r"qzx\d{6,7}")
STAFF = ("referent", "coordinator", "volunteer")


@dataclass(frozen=True)
class Typed:
    """Words that somebody wrote to the bot, and the screen that waited for them ("": none did)."""

    account: int
    screen: str = ""


class Reading:
    """Knows the canaries of the names from the copy of the tables, those of other words from who typed them."""

    def __init__(self, ledger: Ledger, standing: Standing) -> None:
        self._ledger, self._standing = ledger, standing
        self.typed: dict[str, Typed] = {}
        self._left: set[int] = set()
        """Who was a referent here: what they decided still says so, and who follows their people now."""

    def learn(self, change: Change) -> None:
        if change.table == "roles" and change.new is None:
            self._left.add(change.row["person_id"])

    def strangers_to(self, chat: int, said: str) -> list[str]:
        """The canaries in what was said there that are not for that chat."""
        return [it for it in set(CANARY.findall(said)) if not self.may_read(chat, it)]

    def owner(self, canary: str) -> Row | None:
        return next((it for it in self._standing.rows("people") if canary in it["name"]), None)

    def may_read(self, chat: int, canary: str) -> bool:
        reader = self._standing.holder_of(chat)
        typed = self.typed.get(canary)
        if typed and (typed.account == chat or self._may_read_words(reader, typed.screen)):
            return True
        if self._may_read_project(reader, canary):
            return True
        owner = self.owner(canary)
        return owner is not None and self._may_read_name(reader, owner)

    def _may_read_project(self, reader: Row | None, canary: str) -> bool:
        """What somebody would like to try: the person, and the referent to whom they show it or who proposed it, while
        that one follows them."""
        if reader is None:
            return False
        for it in self._standing.rows("small_projects"):
            person = self._standing.person(it["person_id"]) or {}
            shown = it["shared_with"] == reader["id"] == person.get("referent_id")
            if canary in it["words"] and (shown or it["person_id"] == reader["id"]):
                return True
        return False

    def _may_read_name(self, reader: Row | None, owner: Row) -> bool:
        who = self._standing
        if reader is None:
            return False
        staff = any(who.has(owner, role) for role in STAFF)
        if reader["id"] == owner["id"]:
            # Nothing personal is shown before the referent has confirmed the account (D4).
            return staff or owner["confirmed_at"] is not None
        if who.answers_for(reader, owner) or who.is_house_coordinator(reader, owner):
            return True
        places = who.reservations_of(owner["id"])
        if any(who.may_answer(reader, it) or it["companion_id"] == reader["id"] for it in places):
            return True
        return (staff or owner["id"] in self._left) and self._works_for(reader, owner)

    def _works_for(self, reader: Row, owner: Row) -> bool:
        """The name of a referent is known in the house, to the people they follow, and to those whose request they
        answered; a coordinator's to other coordinators; of who welcomes, to everybody of the house."""
        who = self._standing
        if any(who.has(reader, role) for role in STAFF) and who.same_house(reader, owner):
            return True
        if who.has(reader, "coordinator") and who.has(owner, "coordinator"):
            return True
        if who.same_house(reader, owner) and any(it["welcomer_id"] == owner["id"] for it in who.rows("permanences")):
            return True
        if reader["referent_id"] and who.acts_as(owner, reader["referent_id"]):
            return True
        touched = {it["reservation_id"] for it in who.rows("history") if it["actor_id"] == owner["id"]}
        mine = who.reservations_of(reader["id"])
        if any((who.row("rehearsals", it["id"]) or {}).get("companion_id") == owner["id"] for it in mine):
            return True
        return any(
            owner["id"] in (it["decided_by"], it["made_by"], it["companion_id"]) or it["id"] in touched for it in mine
        )

    def _may_read_words(self, reader: Row | None, screen: str) -> bool:
        name, *numbers = screen.split(":")
        rule = _WORDS.get(name)
        return rule is not None and rule(self._standing, reader, int(numbers[0]) if numbers else 0)


def _of_reservation(who: Standing, reader: Row | None, number: int) -> bool:
    """The person reads the reason, and those who might have given it."""
    it = who.row("reservations", number)
    if it is None or reader is None:
        return False
    return it["person_id"] == reader["id"] or who.may_answer(reader, it)


def _of_theirs(who: Standing, reader: Row | None, number: int) -> bool:
    """The person, and nobody else."""
    it = who.row("reservations", number)
    return it is not None and reader is not None and bool(it["person_id"] == reader["id"])


def _of_list(who: Standing, reader: Row | None, number: int) -> bool:
    """Everyone who waits there, and coordinators."""
    it = who.row("waiting", number)
    if it is None or reader is None:
        return False
    line = [each for each in who.rows("waiting") if each["session_id"] == it["session_id"]]
    return who.has(reader, "coordinator") or reader["id"] in {each["person_id"] for each in line}


def _of_note(who: Standing, reader: Row | None, number: int) -> bool:
    """The participants, and who reads to them."""
    if reader is None:
        return False
    there = [it for it in who.rows("reservations") if it["session_id"] == number and it["state"] in LIVE]
    return any(it["person_id"] == reader["id"] or who.may_answer(reader, it) for it in there)


def _of_house(who: Standing, reader: Row | None, number: int) -> bool:
    """Everybody of the house of that permanence."""
    it = who.row("permanences", number)
    return it is not None and reader is not None and bool(it["organisation_id"] == reader["organisation_id"])


def _of_group(who: Standing, reader: Row | None, number: int) -> bool:
    """Where a house's group meets at that session: everybody of the house, who may come along or be asked to."""
    return reader is not None and _there(who, reader, "accompanied_outings", number)


def _of_problem(who: Standing, reader: Row | None, number: int) -> bool:
    """What somebody told of an outing: staff of the house, never a volunteer nor another person."""
    staff = any(who.has(reader, role) for role in ("referent", "coordinator"))
    return staff and reader is not None and _there(who, reader, "problems", number)


def _there(who: Standing, reader: Row, table: str, session: int) -> bool:
    house = reader["organisation_id"]
    return any((it["session_id"], it["organisation_id"]) == (session, house) for it in who.rows(table))


def _of_outing(who: Standing, reader: Row | None, _: int) -> bool:
    """Public once it is published; a coordinator's before."""
    return reader is not None


_WORDS: dict[str, Callable[[Standing, Row | None, int], bool]] = {
    "refused_because": _of_reservation,
    "typed_sentence": _of_theirs,
    "passes_because": _of_list,
    "typed_note": _of_note,
    "typed_title": _of_outing,
    "typed_words": _of_outing,
    "typed_venue": _of_outing,
    "typed_address": _of_outing,
    "typed_permanence_place": _of_outing,
    "typed_permanence_address": _of_outing,
    "typed_welcomer": _of_house,
    "typed_point": _of_group,
    "typed_trouble": _of_problem,
}
_NAMES = {"invited", "invited_referent", "invited_volunteer", "enrolled"}
KEPT = {*_WORDS, *_NAMES, "typed_project", "proposed_project", "file"}
"""The screens whose words are remembered, and the names of files. Anything else that is typed is forgotten at once."""
