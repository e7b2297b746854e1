"""Who serves the updates that are kept and delivers the letters that are due."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.ports import Received

Entrance = Callable[[], Awaitable[None]]
"""The way in of updates, until it is cancelled: they are asked for (long polling), or brought (a webhook)."""


class Hands(Protocol):
    """What there is to do is in the tables, and hands only do it: `bot.Passerelle` is the hands of one process,
    `workers.Workers` those of any number. One contract test holds both."""

    async def keep(self, updates: Sequence[Received]) -> int:
        """Commit them, and see to it that each is served; how many were new. Only then may they be confirmed (U1)."""

    def ring(self) -> None:
        """There may be letters to send."""

    async def run(self, entrance: Entrance) -> None:
        """Until cancelled, or until the way in ends."""
