"""What can be chosen, and what a coordinator settles before it can."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import this_week, week_end
from bot.domain.offers import Filter, Publication, Session, deadline, missing
from bot.domain.refusals import AlreadyAnswered, BadNumber, Gone, NotReady
from bot.ports import Store

PAGE = 5
MOST_PAGES = 40
"""Nobody turns more pages than that: filters are the way through a long list."""

MOST_CAPACITY = 100_000
MOST_DAYS = 60
"""Between the deadline and the outing."""


@dataclass(frozen=True)
class Page:
    """Some sessions of a longer list; pages count from 1."""

    sessions: list[Session]
    number: int
    pages: int


def _paged(number: int, count: int, size: int = PAGE) -> tuple[int, int]:
    """The page that exists nearest to the one asked for, and how many there are."""
    pages = max(1, -(-count // size))
    return min(max(1, number), pages), pages


def _span(only: Filter, now: datetime, zone: str) -> tuple[datetime, datetime | None]:
    if only is Filter.WEEK:
        return this_week(now, zone)
    if only is Filter.WEEK_END:
        return week_end(now, zone)
    return now, None


async def browse(
    store: Store, only: Filter, number: int, now: datetime, zone: str, house: int = 0, size: int = PAGE
) -> Page:
    """A page of what can be asked for, by somebody of this house."""
    since, until = _span(only, now, zone)
    count = await store.offers.count_ahead(since, until, only, size * MOST_PAGES, house)
    at, pages = _paged(number, count, size)
    return Page(await store.offers.ahead(since, until, only, (at - 1) * size, size, house), at, pages)


async def desk(store: Store, publication: Publication, number: int, now: datetime) -> Page:
    """A page of a coordinator's drafts or published sessions."""
    at, pages = _paged(number, await store.offers.count_upcoming(publication, now))
    return Page(await store.offers.upcoming(publication, now, (at - 1) * PAGE, PAGE), at, pages)


def places_typed(text: str) -> int:
    """A number of places as someone types it. Raises BadNumber."""
    if not re.fullmatch(r"\d{1,6}", text.strip()) or not 1 <= int(text) <= MOST_CAPACITY:
        raise BadNumber
    return int(text)


async def set_deadline(store: Store, session_id: int, days: int, now: datetime) -> None:
    """Requests until the evening so many days before (0: one hour before). Raises Gone, AlreadyAnswered."""
    it = await _draft(store, session_id)
    if days > MOST_DAYS:
        raise Gone
    if (at := deadline(it, days)) <= now:
        raise NotReady(["date"])
    await store.offers.set_deadline(session_id, at)


async def publish(store: Store, session_id: int, now: datetime) -> Session:
    """Draft → published, when it can be honoured (R4). Raises Gone, NotReady, AlreadyAnswered."""
    it = await _draft(store, session_id)
    if lacks := missing(it, now):
        raise NotReady([str(lack) for lack in lacks])
    if not await store.offers.publish(session_id):
        raise AlreadyAnswered(0)
    return await store.offers.session(session_id)


async def _draft(store: Store, session_id: int) -> Session:
    it = await store.offers.session(session_id)
    if it.publication is not Publication.DRAFT:
        raise AlreadyAnswered(0)
    return it


async def published(store: Store, session_id: int) -> Session:
    """Raises Gone for a draft: it is not there yet."""
    it = await store.offers.session(session_id)
    if it.publication is Publication.DRAFT:
        raise Gone
    return it
