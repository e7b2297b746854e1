"""When each thing falls due, from the wall of the venue: the product's promises, worked out a second time.

Sources: `domain.md` (cadence), guarantees T1, R2, R3, L6; hours are of the venue's wall, moments are seconds of UTC.
"""

from dataclasses import dataclass

from tests.faults.clocks.waking import after, between, is_working, last_working, next_working
from tests.faults.clocks.walls import DAY, HOUR, instant, offset, wall

LATEST_SET_OUT, SMALL_HOURS = HOUR, 6 * HOUR


@dataclass(frozen=True)
class Outing:
    """A session as it was at one revision."""

    zone: str
    starts: int
    ends: int

    @property
    def day(self) -> int:
        return wall(self.zone, self.starts)[0]

    def at(self, days: int, hour: float) -> int:
        """So many days after its own, at that hour of the wall."""
        return instant(self.zone, self.day + days, round(hour * HOUR))

    def reminders(self) -> dict[str, int]:
        last_day = wall(self.zone, self.ends - SMALL_HOURS)[0]
        return {
            "j7": self.at(-7, 10),
            "j3": self.at(-3, 10),
            "j1": self.at(-1, 18),
            "h3": self._hours_before(),
            "after": instant(self.zone, last_day + 1, 10 * HOUR),
        }

    def _hours_before(self) -> int:
        """Three hours, as they pass; in the morning not before eight, if an hour is left then."""
        due, eight = self.starts - 3 * HOUR, self.at(0, 8)
        early = wall(self.zone, due)[1] < 8 * HOUR
        return max(due, eight) if early and eight <= self.starts - LATEST_SET_OUT else due

    def calls(self) -> set[int]:
        """The working mornings for three days before, for the day before, and the last one before it begins."""
        return {
            last_working(self.zone, self.at(-3, 10), 8.5),
            last_working(self.zone, self.at(-1, 10), 8.5),
            last_working(self.zone, self.starts - LATEST_SET_OUT, 8.5),
        }

    def roll_call(self) -> int:
        return next_working(self.zone, self.ends, 10)

    def clock(self, asked: int) -> dict[str, float]:
        """The moments of a request: two nudges, the backup's, the coordinator's, the end. Booking ends at the start."""
        first, second, decide, end = (self._share(asked, thirds) for thirds in (1, 2, 3, 5))
        return {
            "first": first,
            "second": second,
            "backup": decide,
            "coordinator": self._halfway(decide, end),
            "end": end,
        }

    def _share(self, asked: int, thirds: int) -> float:
        """Of a third of what is left, two working days at most; what people are told is a full hour, or near it a
        quarter."""
        near = self.starts - asked <= 72 * HOUR
        for every_day in (False, True):
            left = between(self.zone, asked, self.starts, every_day)
            if left >= 3 * HOUR and (every_day or not near):
                at = after(self.zone, asked, min(16 * HOUR, left / 3) * thirds / 3, every_day)
                told = thirds in (3, 5)
                return min(full(self.zone, at, HOUR / 4 if near else HOUR) if told else at, self.starts)
        return min(asked + (self.starts - asked) / 3 * thirds / 3, self.starts)

    def _halfway(self, begins: float, ends: float) -> float:
        for every_day in (False, True):
            if left := between(self.zone, int(begins), int(ends), every_day):
                return after(self.zone, int(begins), left / 2, every_day)
        return begins + (ends - begins) / 2

    def answer_by(self, offered: int, approved: bool) -> float:
        """Of a freed place: eight waking hours, three of any day when it is near; the referent has half an hour more."""
        near = self.starts - offered <= 72 * HOUR
        due = full(
            self.zone, after(self.zone, offered, (3 if near else 8) * HOUR, every_day=near), HOUR / 4 if near else HOUR
        )
        return min(due, self.starts - (0 if approved else HOUR // 2))


def full(zone: str, at: float, step: float) -> float:
    """That moment, in whole seconds as it is remembered, or the next one that the wall shows as full."""
    shown = int(at) + offset(zone, int(at))
    return int(at) + -shown % step


def missed(zone: str, ticked: int) -> int:
    """Half an hour after the tick, or at ten when that is in the night."""
    soon = ticked + HOUR // 2
    day, clock = wall(zone, soon)
    if 8 * HOUR <= clock < 20 * HOUR:
        return soon
    return instant(zone, day + (clock >= 20 * HOUR), 10 * HOUR)


def is_digest(zone: str, due: int, hour: int) -> bool:
    """That hour of a working day."""
    day, clock = wall(zone, due)
    return clock == hour * HOUR and is_working(day)


def is_quiet(zone: str, at: int) -> bool:
    return not 8 * HOUR <= wall(zone, at)[1] < 20 * HOUR


def is_tended(zone: str, at: int) -> bool:
    """What is done once a night waits until four."""
    return wall(zone, at)[1] >= 4 * HOUR


__all__ = ["DAY", "HOUR", "Outing", "is_digest", "is_quiet", "is_tended", "missed"]
