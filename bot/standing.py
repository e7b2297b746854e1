"""A yes given ahead by the referent: the request is answered as it is made, under the referent's name."""

from datetime import datetime

from bot.domain.letters import Kind
from bot.domain.people import Person
from bot.domain.refusals import AlreadyAnswered, Gone
from bot.domain.reservations import AHEAD, Reservation, State
from bot.domain.standing import StandingYes
from bot.ports import Store
from bot.telling import plan_reminders, tell

EVERYTHING = 0
"""Instead of the number of an offer: every genre."""


async def answering(store: Store, it: Reservation) -> StandingYes | None:
    """The standing yes that answers this request."""
    given = await store.standing.of(it.person_id)
    return next((yes for yes in given if yes.answers(it)), None)


async def answer(store: Store, it: Reservation, yes: StandingYes, now: datetime) -> Reservation:
    """Approved, with its author and its row in the history like any other decision; the author hears of it, unless they
    asked in the person's stead. Raises AlreadyAnswered."""
    if not await store.reservations.move(it, State.APPROVED, yes.given_by, now, AHEAD):
        raise AlreadyAnswered(it.id)
    await tell(store, it.person_id, Kind.DECISION, it, now, State.APPROVED)
    if it.made_by != yes.given_by:
        await tell(store, yes.given_by, Kind.AHEAD, it, now, State.APPROVED)
    await plan_reminders(store, it, now)
    return await store.reservations.get(it.id)


async def give(store: Store, me: Person, person_id: int, offer_id: int, now: datetime) -> None:
    """For the genre of this offer, or for everything. Only one's own people: a colleague's word is not given.
    Raises Gone."""
    await own(store, me, person_id)
    genre = await store.standing.genre_of(offer_id) if offer_id != EVERYTHING else ""
    await store.standing.give(person_id, genre, me.id, now)


async def take_back(store: Store, me: Person, person_id: int, yes_id: int, now: datetime) -> None:
    """What it has approved stays approved. Raises Gone, AlreadyAnswered."""
    await own(store, me, person_id)
    if not await store.standing.revoke(yes_id, person_id, now):
        raise AlreadyAnswered(0)


async def own(store: Store, me: Person, person_id: int) -> Person:
    """Raises Gone unless I am this person's referent."""
    it = await store.people.get(person_id)
    if not me.follows(it):
        raise Gone
    return it
