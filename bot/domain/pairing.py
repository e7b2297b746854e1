"""Which session of a file tells of which one here. A corrected hour, a postponed event: the same outing, moved."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.domain.calendar import wall
from bot.domain.drafts import OfferDraft, SessionDraft
from bot.domain.offers import Publication, Session

T = TypeVar("T")


@dataclass(frozen=True)
class Pair:
    told: SessionDraft
    known: Session | None = None
    """None: the file tells of a new one."""


def pairs(draft: OfferDraft, known: list[Session], now: datetime) -> list[Pair]:
    """One for each session of the file, in its order.

    At the same moment: the same. Of what is left, one of the file and one of here on the same day: its hour was
    corrected. Where the source numbers its events, one and one left at all: it was postponed. Anything else is new:
    a wrong guess would tell people of a date that is not theirs.
    """
    by_start = {it.starts_at: it for it in known}
    fresh = [it for it in draft.sessions if it.starts_at not in by_start]
    told = {it.starts_at for it in draft.sessions}
    left = [
        it
        for it in known
        if it.starts_at not in told and it.starts_at > now and it.publication is not Publication.CANCELLED
    ]
    guessed = _guess(fresh, left, is_numbered(draft.source_key))
    return [Pair(it, by_start.get(it.starts_at) or guessed.get(it.starts_at)) for it in draft.sessions]


def is_numbered(source_key: str) -> bool:
    """Whether the source gives each event a number of its own; a sheet without numbers is known by its titles."""
    return not source_key.startswith("sheet:") or source_key.startswith("sheet:id:")


def _guess(fresh: list[SessionDraft], left: list[Session], numbered: bool) -> dict[datetime, Session]:
    if numbered and len(fresh) == len(left) == 1:
        return {fresh[0].starts_at: left[0]}
    if not left:
        return {}
    zone = left[0].zone
    new = _alone(fresh, lambda it: wall(it.starts_at, zone).date())
    old = _alone(left, lambda it: wall(it.starts_at, zone).date())
    return {it.starts_at: old[day] for day, it in new.items() if day in old}


def _alone(several: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, T]:
    """Those that share their key with no other."""
    found: dict[Hashable, list[T]] = {}
    for it in several:
        found.setdefault(key(it), []).append(it)
    return {which: same[0] for which, same in found.items() if len(same) == 1}
