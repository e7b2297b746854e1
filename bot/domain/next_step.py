"""The next small step: a coming outing that differs in one thing from what a person has done. A little further, a little
longer, or alone where they have been in company.

Nothing is counted up and nobody is compared: what is too far from what they know is not proposed at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.company import Wish
from bot.domain.offers import Session
from bot.domain.reservations import Reservation
from bot.domain.walking import Place, metres

QUIET = timedelta(days=30)
"""« Pas maintenant »: nothing is proposed for so long."""
TIME_TO_ASK = timedelta(days=3)
LOOKED_AT = timedelta(days=45)

NEXT_DOOR = 300
"""Metres: not further in any way that counts."""
A_LITTLE_FURTHER = 1_500
"""Metres; or half as far again, for who goes far already."""
AS_LONG, A_LITTLE_LONGER = timedelta(minutes=15), timedelta(hours=1)
A_HABIT = 2
"""Outings in company: going alone is not proposed after the first."""


class Stride(StrEnum):
    """What is new in it. The values are kept: never reused."""

    FURTHER = "further"
    LONGER = "longer"
    ALONE = "alone"


@dataclass(frozen=True)
class NextStep:
    session: Session
    stride: Stride
    wish: Wish | None
    """How they would go: as the last time, but for the step of going alone."""
    places: int
    """To ask for, for the person and whoever came with them the last time."""


def next_step(been: Sequence[Reservation], ahead: Sequence[Session], home: Place | None) -> NextStep | None:
    """The soonest of `ahead` that is new in one thing only. `been`: the latest first; `ahead`: the soonest first; `home`:
    where they set out from, if they have said."""
    if not been:
        return None
    for it in ahead:
        news = _news(it, been, home)
        if news is not None and len(news) == 1 and (step := _as_before(it, news[0], been[0])).places <= it.most_places:
            return step
    return None


def _as_before(it: Session, stride: Stride, last: Reservation) -> NextStep:
    if stride is Stride.ALONE:
        return NextStep(it, stride, Wish.ALONE, 1)
    return NextStep(it, stride, Wish.COMPANY if _in_company(last) else None, last.places)


def _news(it: Session, been: Sequence[Reservation], home: Place | None) -> list[Stride] | None:
    """What is new in it; None: more than a small step, or nobody can tell."""
    known = any(each.session.offer.venue.id == it.offer.venue.id for each in been)
    further = False if known else _further(it, been, home)
    longer = _longer(it, been)
    if further is None or longer is None:
        return None
    alone = known and len(been) >= A_HABIT and all(_in_company(each) for each in been)
    found = {Stride.FURTHER: further, Stride.LONGER: longer, Stride.ALONE: alone and not longer}
    return [stride for stride, is_new in found.items() if is_new]


def _in_company(it: Reservation) -> bool:
    return it.accompanied_by is not None


def _further(it: Session, been: Sequence[Reservation], home: Place | None) -> bool | None:
    """From where they set out; else from the places they know, the nearest of them. None: too far, or not on the map."""
    there, known = _place(it), [place for each in been if (place := _place(each.session)) is not None]
    if there is None or not known:
        return None
    origins = [home] if home is not None else known
    reach = max(_far(each, origins) for each in known)
    beyond = _far(there, origins) - reach
    if beyond > max(A_LITTLE_FURTHER, reach / 2):
        return None
    return beyond > NEXT_DOOR


def _far(place: Place, origins: Sequence[Place]) -> float:
    return min(metres(place, origin) for origin in origins)


def _place(it: Session) -> Place | None:
    venue = it.offer.venue
    return None if venue.latitude is None or venue.longitude is None else (venue.latitude, venue.longitude)


def _longer(it: Session, been: Sequence[Reservation]) -> bool | None:
    """None: far longer. Where no end is known, as long as the others."""
    lasted = [time for each in been if (time := _lasts(each.session)) is not None]
    lasts = _lasts(it)
    if lasts is None or not lasted:
        return False
    more = lasts - max(lasted)
    return None if more > A_LITTLE_LONGER else more > AS_LONG


def _lasts(it: Session) -> timedelta | None:
    return None if it.ends_at is None else it.ends_at - it.starts_at
