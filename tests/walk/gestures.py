"""What a gesture is, and what its chooser looks at. Choosers read the picture only: the same dice, the same gesture."""

import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.domain.people import Person
from bot.ports import Store
from tests.walk.picture import Picture, Row

T = TypeVar("T")

Do = Callable[[Store, Person, datetime], Awaitable[object]]


class NothingToDo(Exception):  # noqa: N818 - an answer
    """This gesture has no occasion now."""


@dataclass(frozen=True)
class Gesture:
    name: str
    who: int
    words: str
    do: Do
    asks: tuple[int, int] | None = None
    """For which session, and how many places."""


@dataclass(frozen=True)
class Scene:
    """What a chooser sees."""

    it: Picture
    moment: datetime
    dice: random.Random
    silent: frozenset[int] = frozenset()
    """Accounts that have blocked the bot: they make no gesture."""

    @property
    def now(self) -> int:
        return int(self.moment.timestamp())

    def one(self, several: Iterable[T]) -> T:
        """Raises NothingToDo."""
        found: Sequence[T] = list(several)
        if not found:
            raise NothingToDo
        return self.dice.choice(found)

    def with_role(self, role: str) -> list[Row]:
        """Those who can make a gesture now."""
        known = [self.it.people[number] for number in self.it.granted.get(role, ())]
        return [row for row in known if row.telegram_id is not None and row.telegram_id not in self.silent]

    def people(self) -> list[Row]:
        return self.with_role("beneficiary")

    def ahead(self) -> list[Row]:
        """Published, and not begun."""
        sessions = self.it.sessions.values()
        return [row for row in sessions if row.publication == "published" and row.starts_at > self.now]

    def popular(self) -> Row:
        """An outing ahead; mostly one where little is left. Raises NothingToDo."""
        ahead = self.ahead()
        wanted = [row for row in ahead if not row.open_admission and self.it.free(row.id) <= 2]
        return self.one(wanted if wanted and self.dice.random() < 0.6 else ahead)

    def live(self, *states: str, own: bool = True) -> list[Row]:
        """Reservations in one of these states; `own`: of somebody who can make a gesture."""
        able = {row.id for row in self.people()}
        return [row for row in self.it.live if row.state in states and (not own or row.person_id in able)]

    def lines(self) -> list[Row]:
        """Every place on a waiting list."""
        return [row for row in self.it.waiting.values() if row.left_at is None]

    def name(self, person: int | None) -> str:
        return self.it.name(person)

    def about(self, row: Row) -> str:
        """ "Amina's 2 of Concert 1"."""
        return f"{self.name(row.person_id)}'s {row.places} of {self.it.title(row.session_id)}"


Chooser = Callable[[Scene], Gesture]
