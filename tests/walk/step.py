"""One step of a walk, as the rules read it: before, after, what left meanwhile; and what the walk remembers."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from bot.domain.refusals import Refusal
from tests.walk.picture import Picture, Row
from tests.walk.wire import Said

News = tuple[int, str, str]
"""When it is, what it is called, how to get in."""


@dataclass
class Memory:
    """What no table says."""

    passed: dict[int, set[int]] = field(default_factory=dict)
    """Session → who said no, or nothing, since a place was last freed there."""
    knows: dict[tuple[int, int], News] = field(default_factory=dict)
    """Person and session → the outing as they last heard of it."""
    approved_by: dict[int, int] = field(default_factory=dict)
    """Reservation → who said yes: it never changes afterwards."""
    called_off: dict[int, Picture] = field(default_factory=dict)
    """Edit → everything as it was before."""


@dataclass(frozen=True)
class Move:
    """One line of the history that this step wrote."""

    it: Row
    """The reservation, as it is after the step."""
    was: str | None
    to: str
    by: int | None


@dataclass(frozen=True)
class Step:
    was: Picture
    """Everything, as it was."""
    after: Picture
    now: int
    name: str
    """Of the gesture, or of what time did."""
    who: int
    """Whose gesture it was; 0: nobody's."""
    refused: Refusal | None
    asked: tuple[int, int] | None
    """Which session for how many, when that was the gesture."""
    said: Sequence[Said]
    memory: Memory

    @cached_property
    def erased(self) -> Set[int]:
        return self.was.people.keys() - self.after.people.keys()

    @cached_property
    def before(self) -> Picture:
        """What was, but for those who are gone since."""
        return self.was.without(self.erased) if self.erased else self.was

    @cached_property
    def moves(self) -> list[Move]:
        """What became of reservations, in order."""
        found, at = [], {number: it.state for number, it in self.before.reservations.items()}
        for number, row in self.after.history.items():
            if number not in self.before.history:
                it = self.after.reservations[row.reservation_id]
                found.append(Move(it, at.get(it.id), row.state, row.actor_id))
                at[it.id] = row.state
        return found

    @cached_property
    def written(self) -> list[Row]:
        """Letters that are new."""
        return [row for number, row in self.after.letters.items() if number not in self.before.letters]

    @cached_property
    def closed(self) -> list[Row]:
        """Letters that wait no more since this step; one that was taken back may have waited again meanwhile."""
        return [row for row in self.after.letters.values() if row.fate != "waiting" and self._is_news(row)]

    def _is_news(self, row: Row) -> bool:
        was = self.before.letters.get(row.id)
        return was is None or (was.fate, was.closed_at) != (row.fate, row.closed_at)
