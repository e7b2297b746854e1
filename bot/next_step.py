"""At most one next small step for a person: proposed, taken, or left for another month."""

from datetime import datetime

from bot import been, company, setting_out
from bot.domain.company import Wish
from bot.domain.next_step import LOOKED_AT, QUIET, TIME_TO_ASK, NextStep, next_step
from bot.domain.offers import Filter
from bot.domain.people import Person
from bot.domain.refusals import Otherwise
from bot.domain.reservations import Reservation
from bot.ports import Store
from bot.reservations import request

MOST = 200
"""Coming outings that are looked at."""


async def proposed(store: Store, me: Person, now: datetime, zone: str) -> NextStep | None:
    """None while the person wishes for none, while one is under way, or where nothing coming is a small step. What they
    asked for already is not proposed: it was answered."""
    coming = await store.reservations.coming_up(me.id, now)
    marked = await store.small_steps.of_person(me.id)
    if await store.small_steps.paused(me.id, now) or any(it.id in marked for it in coming):
        return None
    done = [it.reservation for it in await been.outings(store, me, now)]
    if not done:
        return None
    known = await store.small_steps.known(me.id, now)
    ahead = await store.offers.ahead(now + TIME_TO_ASK, now + LOOKED_AT, Filter.ALL, 0, MOST)
    home = await setting_out.home(store, me.id, now, zone)
    return next_step(done, [it for it in ahead if it.id not in known], home)


async def take(store: Store, me: Person, session_id: int, now: datetime, zone: str) -> Reservation:
    """Ask for it, with the way of going that belongs to it, in one gesture. Raises as `request`, and Otherwise when it
    is not the one that is proposed now."""
    step = await proposed(store, me, now, zone)
    if step is None or step.session.id != session_id:
        raise Otherwise
    if step.wish is Wish.COMPANY:
        it = await company.ask(store, me, session_id, now)
    else:
        it = await request(store, me, session_id, step.places, now)
    if step.wish is Wish.ALONE:
        await store.company.wish(it.id, Wish.ALONE)
    await store.small_steps.mark(it.id, step.stride)
    return await store.reservations.get(it.id)


async def not_now(store: Store, me: Person, now: datetime) -> None:
    await store.small_steps.pause(me.id, now + QUIET)
