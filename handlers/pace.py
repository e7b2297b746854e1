"""How much at once. In plain French a message has few choices, and the others are one tap away; no screen is drawn twice
for that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Pace:
    outings: int
    """Of a page of the list."""
    buttons: int
    """Of a message."""

    def pages(self, choices: Sequence[Choice]) -> list[Sequence[Choice]]:
        """All of them when they are few; else so many at once that the way to the others is one button more."""
        if len(choices) <= self.buttons:
            return [choices]
        at_once = self.buttons - 1
        return [choices[at : at + at_once] for at in range(0, len(choices), at_once)]


USUAL = Pace(outings=5, buttons=8)
CALM = Pace(outings=3, buttons=4)
"""Of plain French: three outings and the way on. More at once is what people who struggle with reading name among the
things that stop them."""
