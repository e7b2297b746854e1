"""« À quelle heure partez-vous ? » A plan of one's own makes setting out likelier (Science, 2020), so it is the person
who says when, among two or three moments; the last reminder then comes a little before."""

from datetime import datetime, timedelta

from bot.domain.offers import Session
from bot.domain.refusals import Gone

WORD_BEFORE = timedelta(minutes=30)
"""The last reminder comes so long before leaving: time for a coat."""
EARLIEST = timedelta(hours=8)
USUAL = (timedelta(minutes=120), timedelta(minutes=90), timedelta(minutes=60))
"""Before the start, where no timetable is known."""


def usual_moments(it: Session, now: datetime) -> list[datetime]:
    return [at for at in (it.starts_at - before for before in USUAL) if at > now]


def ensure_sensible(it: Session, leaves_at: datetime, now: datetime) -> None:
    """Raises Gone: a button of before the outing was moved, or of a moment that is past."""
    if not max(now, it.starts_at - EARLIEST) <= leaves_at < it.starts_at:
        raise Gone


def last_word_at(leaves_at: datetime, now: datetime) -> datetime:
    return max(now, leaves_at - WORD_BEFORE)
