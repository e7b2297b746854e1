"""One gesture and what it changed, as the hand-written rules are asked about it."""

from dataclasses import dataclass

from tests.faults.fuzzing.ledger import Change, Row
from tests.faults.fuzzing.standing import Standing


@dataclass(frozen=True)
class Gesture:
    """What the test knows of who did it: the telephone, and whether the product may act on it at all."""

    account: int
    silent: bool = False
    """In a group, forwarded, of a kind that is not for us: changes nothing."""
    time: bool = False
    """Nobody did anything: the clock did."""


@dataclass(frozen=True)
class Before:
    """Everything one rule may ask."""

    who: Standing
    me: Row | None
    gesture: Gesture
    all: list[Change]

    def is_me(self, number: object) -> bool:
        return self.me is not None and self.me["id"] == number

    def coordinator(self) -> bool:
        return self.who.has(self.me, "coordinator")

    def mine(self, number: object) -> bool:
        """Myself, or somebody I answer for."""
        return self.is_me(number) or self.answers_for(number)

    def answers_for(self, number: object) -> bool:
        return self.who.answers_for(self.me, self.person(number))

    def heads(self, number: object) -> bool:
        """A coordinator of that person's house."""
        return self.who.is_house_coordinator(self.me, self.person(number))

    def person(self, number: object) -> Row | None:
        new = (it.new for it in self.all if it.table == "people" and it.new and it.new["id"] == number)
        return self.who.person(number) or next(new, None)

    def is_gone(self, number: object) -> bool:
        return any(it.table == "people" and it.new is None and it.row["id"] == number for it in self.all)

    def opened(self) -> bool:
        """A code was used by whoever writes."""
        return any(it.table == "invitations" and it.new and it.new["used_at"] for it in self.all)
