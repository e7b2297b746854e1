"""The referent's own side: the outings that they went on with people, and of whom they have had no news for a while.

A soft word, never an alarm: nobody is written to, no days are counted, and whoever has paused is left in peace.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from bot.domain.offers import Session
from bot.domain.people import Person
from bot.domain.reminders import Stage
from bot.ports import Store

MOST = 500
"""Places of outings together: two years of them."""
A_WHILE, LONG_AGO = timedelta(days=60), timedelta(days=365)
"""Without news for less, nothing is said of it; for more, no longer."""
PAUSED = frozenset(Stage) - {Stage.AFTER}
"""Who stops all of these has paused."""


@dataclass(frozen=True)
class Together:
    """One outing, with whom; people who are no longer followed are a number."""

    session: Session
    names: list[str]
    others: int


async def outings(store: Store, me: Person, now: datetime) -> list[Together]:
    """The latest first; who was absent or excused was not there."""
    mine = {it.id for it in await store.people.followed_by(me.id)}
    found = []
    for _, each in groupby(await store.company.past(me.id, now, MOST), lambda it: it.session.id):
        places = list(each)
        names = [it.person for it in places if it.person_id in mine]
        found.append(Together(places[0].session, names, len(places) - len(names)))
    return found


async def without_news_of(store: Store, me: Person, now: datetime) -> list[Person]:
    """Of one's own people, in the order of the alphabet."""
    quiet = await store.news.none_since(me.id, now - A_WHILE, now - LONG_AGO)
    return [it for it in quiet if not await store.people.stopped(it.id) >= PAUSED]
