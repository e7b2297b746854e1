"""« Effacer mes données » (M2): what is ahead is given back so that it finds someone, then every trace goes.

Erased means gone: places of the past stay as numbers about nobody, and whoever keeps the database wipes the disk after.
"""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import rehearsing
from bot.company import stop_all
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person
from bot.domain.refusals import Gone, StillFollows
from bot.domain.reservations import Reservation, State
from bot.following import followed
from bot.freed import free
from bot.gathering import gather
from bot.ports import Storage, Store
from bot.telling import withdraw_letters
from bot.waiting import leave

EVER = datetime(1970, 1, 1, tzinfo=UTC)
USEFUL = timedelta(days=30)


@dataclass(frozen=True)
class Consequence:
    """What erasing somebody does to the outings ahead."""

    given_back: int
    """Requests, places and held offers."""
    left: int
    """Waiting lists."""


async def weigh(store: Store, it: Person, now: datetime) -> Consequence:
    """Raises StillFollows: whoever follows people hands them over first."""
    if await store.people.followed_by(it.id):
        raise StillFollows
    return Consequence(len(await _ahead(store, it, now)), len(await store.waiting.of_person(it.id, EVER)))


async def erase(store: Store, it: Person, now: datetime, told: bool = True) -> Consequence:
    """Everything, in this transaction; with `told`, the referent and who was to go with them read that a record is
    gone, and not whose. Raises StillFollows."""
    done = await weigh(store, it, now)
    goes_with_them = {each.accompanied_by for each in await _ahead(store, it, now)}
    read_by = {number for number in goes_with_them | {it.referent_id} if number is not None}
    await _erase(store, it, now)
    for each in sorted(read_by) if told else []:
        await _tell(store, each, done.given_back, now)
    return done


async def _erase(store: Store, it: Person, now: datetime) -> None:
    for entry in await store.waiting.of_person(it.id, EVER):
        await leave(store, it, entry.session.id, now)
    for each in await _ahead(store, it, now):
        await _give_back(store, it, each, now)
    await stop_all(store, it.id, now)
    await rehearsing.let_go(store, it.id, now)
    await store.erasures.forget(it, now)


async def without_the_app(store: Store, me: Person, person_id: int, now: datetime) -> Person:
    """Somebody followed whom the bot cannot reach: their referent does for them what others do for themselves.
    Raises Gone."""
    person = await followed(store, me, person_id, now)
    if not may_be_erased_by_referent(person):
        raise Gone
    return person


def may_be_erased_by_referent(it: Person) -> bool:
    return it.telegram_id is None or not it.reachable


async def _ahead(store: Store, it: Person, now: datetime) -> list[Reservation]:
    """What lives, but for the places of an outing that has begun: they were used, and count."""
    live = await store.reservations.coming_up(it.id, EVER)
    return [each for each in live if each.state is not State.APPROVED or each.session.starts_at > now]


async def _give_back(store: Store, it: Person, each: Reservation, now: datetime) -> None:
    """A held offer is left with its waiting list."""
    if each.state is State.OFFERED:
        await leave(store, it, each.session.id, now)
    elif await store.reservations.move(each, each.ended_by_person(), it.id, now):
        await withdraw_letters(store, each, now, "erased")
        await free(store, each, now)
        await gather(store, each.session.id, each.organisation_id, now)


async def _tell(store: Store, to: int, given_back: int, now: datetime) -> None:
    """Its key is drawn by lot: a number of the person would be a trace."""
    key = f"{Kind.ERASED}:{to}:{secrets.token_hex(8)}"
    await store.letters.write(Letter(to, Kind.ERASED, (given_back,), now, now + USEFUL, key))


async def wipe(storage: Storage, now: datetime, anyway: bool = False) -> bool:
    """What was erased leaves the disk too, where no query finds it; False when it could not be done just now.
    `anyway`: something else has gone as well."""
    async with storage.reading() as store:
        until = await store.erasures.to_wipe()
    if until is None and not anyway:
        return True
    if not await storage.wipe():
        return False
    if until is None:
        return True
    async with storage.writing() as store:
        await store.erasures.wiped(until, now)
    await storage.keep_journal()
    return True


async def replay(storage: Storage, erased: Mapping[int, datetime], now: datetime) -> int:
    """An older backup is restored: whoever was erased since is erased from it too, and nobody is told again. How many
    came back."""
    again = 0
    for number in sorted(erased):
        async with storage.writing() as store:
            with suppress(Gone):
                await _erase(store, await store.people.get(number), now)
                again += 1
    async with storage.writing() as store:
        await store.erasures.remember(erased, now)
    await storage.wipe()
    return again
