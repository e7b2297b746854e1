"""How the bot is doing, in numbers about nobody: for the metrics, for a line a day, and for the alarm (L11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.letters import Fate

TOO_LATE = timedelta(minutes=15)
"""A letter that is due for so long has not left for a reason that a human should look at."""

DAY = timedelta(days=1)

REACHED = (Fate.SENT,)
FAILED = (Fate.FAILED, Fate.LATE, Fate.UNREACHABLE)


@dataclass(frozen=True)
class Figures:
    due: int
    """Letters whose time has come, and that have not left."""
    lag: timedelta
    """Of the oldest of them."""
    inbox: int
    """Updates that are kept and not served yet."""
    inbox_lag: timedelta
    closed: Mapping[Fate, int] = field(default_factory=dict)
    """Letters of the last day, by what became of them."""
    poison: int = 0
    """Updates of the last two days that were put aside."""

    def ended(self, *fates: Fate) -> int:
        return sum(self.closed.get(it, 0) for it in fates)


def in_a_line(it: Figures) -> str:
    """For the operator, once a day."""
    left, failed, unsure = it.ended(*REACHED), it.ended(*FAILED), it.ended(Fate.UNKNOWN)
    line = f"{it.due + left + failed + unsure} lettres dues, {left} parties, {failed} échouées"
    more = {"incertaines": unsure, "en retard": it.due, "gestes à traiter": it.inbox, "gestes mis de côté": it.poison}
    return ", ".join([line, *(f"{n} {what}" for what, n in more.items() if n)])


class Alarm:
    """Rings once when due exceeds sent for a quarter of an hour, and once when it is over. A process that was down knows
    nothing of the time before it came up."""

    def __init__(self, up_since: datetime) -> None:
        self._up_since = up_since
        self._ringing = False

    def heard(self, it: Figures, now: datetime) -> str | None:
        """What to say now, if anything."""
        ill = it.lag > TOO_LATE and now - self._up_since > TOO_LATE
        if ill is self._ringing:
            return None
        self._ringing = ill
        if not ill:
            return "Les lettres partent de nouveau."
        return (
            f"{it.due} lettres dues ne partent pas, la plus ancienne depuis {it.lag.total_seconds() // 60:.0f} minutes."
        )
