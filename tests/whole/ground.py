"""What there is on the ground: a person without the app, an outing that has begun, and somebody to call."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.attendance import Attendance
from bot.domain.letters import Fate, Kind, Letter
from bot.domain.people import Role
from bot.domain.reservations import State
from bot.ports import Store
from tests.given import a_session

EARLIER = timedelta(days=5)
"""Long enough before an outing of tomorrow for both of its calls."""


@dataclass(frozen=True)
class Ground:
    rosa: int
    """Has no account; said yes face to face."""
    omar: int
    """Has no account, and has not said yes."""
    to_call: int
    """Rosa's place for tomorrow."""
    letter: int
    """What she would have read."""
    begun: int
    """An outing that began an hour ago."""
    missed: int
    """The place there of someone who was absent."""
    unticked: int
    """The place there of somebody else."""


async def lay_ground(store: Store, referent: int, absent: int, other: int, now: datetime, name: str = "Rosa") -> Ground:
    house = (await store.people.get(referent)).organisation_id
    rosa = await store.people.add(name, house, referent, now)
    await store.people.enrol(rosa, now)
    await store.people.grant(rosa, Role.BENEFICIARY)
    omar = await store.people.add(name, house, referent, now)
    tomorrow = await a_session(store, starts_at=now + timedelta(days=1, hours=9), title=f"Sortie de demain {referent}")
    begun = await a_session(store, 40, now - timedelta(hours=1), f"Sortie en cours {referent}")
    to_call = await approved(store, rosa, tomorrow, now)
    missed, unticked = [await approved(store, who, begun, now) for who in (absent, other)]
    await store.roll.tick(missed, Attendance.ABSENT, referent, now)
    letter = await _unread(store, rosa, to_call, now)
    return Ground(rosa, omar, to_call, letter, begun, missed, unticked)


async def approved(store: Store, person: int, session: int, now: datetime, places: int = 1) -> int:
    asked_at = now - EARLIER
    await store.offers.take(session, places, asked_at)
    number = await store.reservations.add(session, person, places, now + EARLIER, person, asked_at)
    assert await store.reservations.move(await store.reservations.get(number), State.APPROVED, None, asked_at)
    return number


async def _unread(store: Store, to: int, about: int, now: datetime) -> int:
    key = f"given:{to}:{about}"
    await store.letters.write(Letter(to, Kind.DECISION, (about,), now - EARLIER, now + EARLIER, key))
    taken = [it for it in await store.letters.take_due(now, 1000) if it.key == key]
    await store.letters.release_all()
    await store.letters.close(taken[0].id, Fate.NO_ACCOUNT, now)
    return taken[0].id
