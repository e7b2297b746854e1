"""Bad weather on demand: the next calls of a method fail in a chosen way."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.demo.refusals import NotConnected, Refused, forbidden, too_many_requests
from handlers.demo.spec import Json

EVERY_METHOD = "*"


@dataclass
class Fault:
    """What happens to the next calls of a method, to one chat or to all."""

    method: str
    how: str
    times: int = 1
    chat_id: int | None = None

    def strikes(self, method: str, params: Json) -> bool:
        """Is this call meant?"""
        here = self.chat_id is None or str(self.chat_id) == str(params.get("chat_id"))
        return self.times > 0 and self.method in (method, EVERY_METHOD) and here


@dataclass
class Weather:
    """The faults still to come."""

    coming: list[Fault] = field(default_factory=list)
    share: float = 0.0
    """Of all calls: how many fail by chance."""
    ways: Sequence[str] = ()
    """In which ways those fail."""
    chance: random.Random = field(default_factory=random.Random)

    def fail_next(self, fault: Fault) -> None:
        """Announce a fault; a way of failing that does not exist is a mistake of the test."""
        _ensure_known(fault.how)
        self.coming.append(fault)

    def turn_bad(self, share: float, ways: Sequence[str], seed: int) -> None:
        """From now on this share of all calls fails, in one of these ways; 0 is fair weather."""
        for how in ways:
            _ensure_known(how)
        self.share, self.ways, self.chance = share, ways, random.Random(seed)  # noqa: S311 - weather

    def strike(self, method: str, params: Json) -> str | None:
        """Raise what stops this call; "lost" is given back, for after it is done."""
        fault = next((f for f in self.coming if f.strikes(method, params)), None)
        if fault is None:
            return _raise(self.chance.choice(self.ways)) if self.chance.random() < self.share else None
        fault.times -= 1
        return _raise(fault.how)


def _ensure_known(how: str) -> None:
    name, _, seconds = how.partition(":")
    if name not in ("429", "500", "lost", "refused", "blocked") or (name == "429") != seconds.isdigit():
        raise ValueError(f"no such way of failing: {how}")


def _raise(how: str) -> str:
    if how.startswith("429:"):
        raise too_many_requests(int(how[4:]))
    if how == "500":
        raise Refused(500, "Internal Server Error")
    if how == "refused":
        raise NotConnected("connection refused")
    if how == "blocked":
        raise forbidden("bot was blocked by the user")
    return how
