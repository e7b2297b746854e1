"""What leaves the post: who is told what. The lines are good, or as bad as the walk wants them for one round."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from handlers.screens import View
from handlers.wire import Blocked, NotSent, Unknown


class Line(StrEnum):
    """How the line to one account is."""

    BLOCKED = "blocked"
    BUSY = "busy"
    """Known not sent."""
    LOST = "lost"
    """It arrives, and the answer is lost."""
    CUT = "cut"
    """It does not arrive, and nobody can know."""


@dataclass(frozen=True)
class Said:
    account: int
    view: View
    silent: bool

    @property
    def words(self) -> str:
        """Everything that can be read."""
        return "\n".join((str(self.view.text), *(button.label for row in self.view.rows for button in row)))


@dataclass
class Ears:
    """A `handlers.wire.Wire` that remembers."""

    lines: dict[int, Line] = field(default_factory=dict)
    """Those that are not good."""
    said: list[Said] = field(default_factory=list)
    """What arrived since it was last emptied."""

    async def send(self, account: int, view: View, priority: str, silent: bool) -> None:  # noqa: ARG002 - Wire's
        line = self.lines.get(account)
        if line is Line.BLOCKED:
            raise Blocked("bot was blocked by the user")
        if line is Line.BUSY:
            raise NotSent(timedelta(seconds=30))
        if line is not Line.CUT:
            self.said.append(Said(account, view, silent))
        if line is not None:
            raise Unknown("TimedOut")

    def calm(self) -> None:
        """What was bad for a while is good again; who has blocked the bot still does."""
        self.lines = {account: line for account, line in self.lines.items() if line is Line.BLOCKED}
