"""When to help someone set out.

Cadence: two reminders, three days and one day before, halve the effect of forgetting (missed 4.4 % against 5.8 % and
5.3 % for one alone; 54,066 people, randomised); a plan in the message lowers it further (Science, 2020). Hours are of
the venue's wall; quiet hours are 20:00 to 08:00 unless the outing itself is within hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.calendar import days_before, wall
from bot.domain.offers import Session

SMALL_HOURS = timedelta(hours=6)
"""What ends so soon after midnight was an outing of the evening before."""


A_WEEK = 7


class Stage(StrEnum):
    """The values travel in buttons and in the ledger of letters: never reused."""

    WEEK = "j7"
    THREE_DAYS = "j3"
    EVE = "j1"
    HOURS = "h3"
    AFTER = "after"


NONE: Mapping[Stage, datetime] = MappingProxyType({})


@dataclass(frozen=True)
class Planned:
    """A reminder to write: due at, and useless from `late_at` on."""

    stage: Stage
    due_at: datetime
    late_at: datetime


def _hours_before(it: Session) -> datetime:
    """Three hours before; not before 08:00 if one hour is still left then to set out."""
    due = it.starts_at - timedelta(hours=3)
    morning = days_before(it.starts_at, 0, time(8), it.zone)
    if wall(due, it.zone).time() < time(8) and morning <= it.starts_at - timedelta(hours=1):
        return max(due, morning)
    return due


def due_moments(it: Session) -> dict[Stage, datetime]:
    """When each stage falls due for this session, in UTC."""
    return {
        Stage.WEEK: days_before(it.starts_at, 7, time(10), it.zone),
        Stage.THREE_DAYS: days_before(it.starts_at, 3, time(10), it.zone),
        Stage.EVE: days_before(it.starts_at, 1, time(18), it.zone),
        Stage.HOURS: _hours_before(it),
        Stage.AFTER: days_before((it.ends_at or it.starts_at) - SMALL_HOURS, -1, time(10), it.zone),
    }


def plan(
    it: Session, since: datetime, stopped: frozenset[Stage] = frozenset(), had: Mapping[Stage, datetime] = NONE
) -> list[Planned]:
    """The reminders that remain for a place approved at `since`: a late booking gets the later stages (L6). `had` are
    those that were read already, and when they were due (L4)."""
    return [
        Planned(stage, due, it.starts_at if stage is not Stage.AFTER else due + timedelta(days=3))
        for stage, due in due_moments(it).items()
        if due > since and stage not in stopped and (stage not in had or _is_news(stage, had[stage], due, it.zone))
    ]


def _is_news(stage: Stage, had: datetime, due: datetime, zone: str) -> bool:
    """Of another day. Whether one still comes was asked by the notice of the change: J-7 asks it again a week later."""
    days = (wall(due, zone).date() - wall(had, zone).date()).days
    return days >= A_WEEK if stage is Stage.WEEK else days != 0
