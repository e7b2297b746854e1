"""A meeting of today, with what was said of it, and what went wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.company import Wish
from bot.domain.letters import Kind, Letter
from bot.domain.meeting import Concern, Step
from bot.ports import Store
from tests.given import a_session
from tests.whole.ground import approved


@dataclass(frozen=True)
class Met:
    session: int
    problem: int
    """Told by the first of the people; nobody sees to it yet."""
    taken: int
    """Another one of theirs: the reader does."""
    companions: int
    """Told by the companion; the reader sees to it too."""


async def lay_meeting(
    store: Store, people: list[int], companion: int, reader: int, now: datetime, title: str, hours: int = 2
) -> Met:
    """It begins in so many hours. Everybody has said that they are there."""
    session = await a_session(store, 40, now + timedelta(hours=hours), title)
    for each in people:
        place = await approved(store, each, session, now)
        assert await store.company.wish(place, Wish.COMPANY)
        assert await store.company.accompany(place, companion)
    met = await store.offers.session(session)
    for each in (*people, companion):
        await store.arrivals.say(met, each, Step.THERE, now)
    house = (await store.people.get(companion)).organisation_id
    problem, taken, theirs = [
        await _told(store, session, house, by, what, reader, now)
        for by, what in ((people[0], Concern.LATE), (people[0], Concern.OTHER), (companion, Concern.NOBODY))
    ]
    for each in (taken, theirs):
        assert await store.problems.take(each, reader)
    return Met(session, problem, taken, theirs)


async def _told(store: Store, session: int, house: int, by: int, what: Concern, reader: int, now: datetime) -> int:
    number = await store.problems.add(session, house, by, what, now)
    key = f"{Kind.PROBLEM}:{reader}:{number}"
    await store.letters.write(Letter(reader, Kind.PROBLEM, (number,), now, now + timedelta(days=1), key))
    return number
