"""Ticks: how many came where nobody is on a list, to an outing of open admission or to a permanence.

A number and nothing else: never who came, never who counted them. Each organisation counts those whom it welcomes.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.attendance import DAYS
from bot.domain.calendar import wall
from bot.domain.offers import Publication, Session
from bot.domain.permanences import Moment

EARLY = timedelta(hours=2)
"""Before it begins: doors open, and some come early."""

ONE, FEW = 1, 5
"""People that one tap counts. Telegram holds back whoever taps one button quickly, and groups come through a door."""


class Welcome(StrEnum):
    """The values travel in buttons and stand in the table: never reused."""

    OPEN = "open"
    PERMANENCE = "permanence"


@dataclass(frozen=True)
class Door:
    """Where people are counted on one day of the wall: `number` is of the session or of the permanence."""

    kind: Welcome
    number: int
    day: date


def door_of(it: Session | Moment) -> Door:
    if isinstance(it, Moment):
        return Door(Welcome.PERMANENCE, it.permanence.id, it.day)
    return Door(Welcome.OPEN, it.id, wall(it.starts_at, it.zone).date())


def begins_at(it: Session | Moment) -> datetime:
    return it.opens_at if isinstance(it, Moment) else it.starts_at


def may_count(it: Session | Moment, now: datetime) -> bool:
    """While it goes on, and for a week: what was written on paper is counted later. Where people have places, the roll is
    called instead."""
    return _is_countable(it) and begins_at(it) - EARLY <= now < begins_at(it) + DAYS


def _is_countable(it: Session | Moment) -> bool:
    if isinstance(it, Moment):
        return it.day >= it.permanence.first_day
    return it.open_admission and it.publication is Publication.PUBLISHED
