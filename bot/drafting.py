"""An outing made in the chat by a few questions. A draft session is the memory: after a restart, a tap or a week the
next question is found from what the draft still lacks."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from bot.changing import ensure_free, put_session, weigh_move
from bot.domain.calendar import instant, wall
from bot.domain.changes import moved
from bot.domain.drafts import OfferDraft, SessionDraft, VenueDraft
from bot.domain.offers import NO_DATE, Offer, Publication, Session, Venue
from bot.domain.refusals import AlreadyAnswered, InThePast
from bot.feeds import addresses
from bot.ports import Store

FEWEST_WEEKS, MOST_WEEKS = 2, 8
WEEK = 7


async def begin(store: Store, title: str, zone: str) -> Session:
    """A draft with a title and nothing else."""
    draft = SessionDraft(NO_DATE)
    offer = OfferDraft(_own_key(), (), title, VenueDraft(""), (draft,))
    number = await store.offers.add_session(await store.offers.keep_offer(offer), draft, zone)
    return await store.offers.session(number)


def _own_key() -> str:
    """No file will ever say it."""
    return f"chat:{secrets.token_hex(8)}"


async def date_draft(store: Store, session_id: int, starts_at: datetime, now: datetime) -> Session:
    """Raises Gone, AlreadyAnswered (no draft any more), InThePast."""
    plan = await weigh_move(store, session_id, starts_at, now)
    if plan.old[0].publication is not Publication.DRAFT:
        raise AlreadyAnswered(0)
    await put_session(store, plan.old[0], plan.new[0], now)
    return await store.offers.session(session_id)


async def venue_typed(store: Store, name: str) -> Venue:
    """The known venue of that name, or a new one without an address yet."""
    known = await store.drafting.named(name)
    return known[0] if known else await store.drafting.keep_venue(name)


async def address_typed(store: Store, venue_id: int, address: str) -> Venue:
    """The address of a venue that has none; another's address is not changed so."""
    venue = await store.drafting.venue(venue_id)
    if venue.address:
        return venue
    return await store.drafting.place_venue(venue, *addresses.split(address))


async def another_session(store: Store, session_id: int, starts_at: datetime, now: datetime) -> Session:
    """A draft of the same offer at another moment. Raises Gone, InThePast."""
    it = await store.offers.session(session_id)
    return await _add(store, it, it.offer.id, starts_at, now)


async def copy(store: Store, session_id: int, starts_at: datetime, now: datetime) -> Session:
    """A draft of a new offer that says the same. Raises Gone, InThePast."""
    it = await store.offers.session(session_id)
    return await _add(store, it, await store.offers.keep_offer(_told_again(it.offer)), starts_at, now)


async def _add(store: Store, it: Session, offer_id: int, starts_at: datetime, now: datetime) -> Session:
    if starts_at <= now:
        raise InThePast
    await ensure_free(store, offer_id, starts_at)
    await store.changes.make_room(offer_id, starts_at)
    number = await store.offers.add_session(offer_id, _drafted(moved(it, starts_at), now), it.zone)
    return await store.offers.session(number)


def _drafted(it: Session, now: datetime) -> SessionDraft:
    deadline = it.booking_deadline_at
    return SessionDraft(
        starts_at=it.starts_at,
        ends_at=it.ends_at,
        doors_at=it.doors_at,
        capacity=it.capacity,
        open_admission=it.open_admission,
        places_a_person=it.places_a_person,
        booking_deadline_at=deadline if deadline and deadline > now else None,
    )


def _told_again(it: Offer) -> OfferDraft:
    venue = it.venue
    return OfferDraft(
        source_key=_own_key(),
        rows=(),
        title=it.title,
        venue=VenueDraft(
            *(venue.name, venue.street, venue.postcode, venue.city),
            *(venue.latitude, venue.longitude, venue.transit),
        ),
        sessions=(),
        summary=it.summary,
        easy=it.easy,
        genre=it.genre,
        organiser=it.organiser,
        audience=it.audience,
        min_age=it.min_age,
        step_free=it.step_free,
        hearing_loop=it.hearing_loop,
        french_not_needed=it.french_not_needed,
        families=it.families,
        accompanied=it.accompanied,
        entry=it.entry,
    )


async def repeat(store: Store, session_id: int, weeks: int, now: datetime) -> list[Session]:
    """Drafts at the same hour of the wall, every week; a week that has its session already is left out."""
    it = await store.offers.session(session_id)
    free = [at for at in weekly(it, weeks) if at > now and await store.changes.at(it.offer.id, at) is None]
    return [await _add(store, it, it.offer.id, at, now) for at in free]


def weekly(it: Session, weeks: int) -> list[datetime]:
    """The same weekday and hour, so many times."""
    there = wall(it.starts_at, it.zone)
    return [
        instant(there.date() + timedelta(days=WEEK * n), there.time(), it.zone)
        for n in range(1, min(weeks, MOST_WEEKS) + 1)
    ]


async def drop(store: Store, session_id: int, now: datetime) -> None:
    """A draft that nobody wants. The row stays, so that the file that told of it does not bring it back.

    Raises Gone, AlreadyAnswered (published meanwhile).
    """
    it = await store.offers.session(session_id)
    if it.publication is not Publication.DRAFT:
        raise AlreadyAnswered(0)
    await put_session(store, it, replace(it, publication=Publication.CANCELLED), now)
