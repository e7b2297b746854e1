"""The starting point and the way of moving, chosen with a person face to face: their referent taps, the person is told and
can put back what there was."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from bot import setting_out
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person
from bot.domain.refusals import Gone
from bot.domain.setting_out import Means, Start
from bot.following import own
from bot.ports import Store

ALL_CHOSEN = timedelta(minutes=5)
"""Several taps in a row are one message."""
USEFUL = timedelta(days=30)


async def shown(store: Store, me: Person, person: Person) -> Start | None:
    """What this referent has chosen with them, or of somebody who has no account to choose by; None: what a person has
    said for themselves is shown to nobody."""
    former = await store.starts.former(person.id)
    if person.telegram_id is None or (former is not None and former.by_id == me.id):
        return await store.starts.of(person.id)
    return None


async def set_stop(store: Store, me: Person, person_id: int, number: int, now: datetime, zone: str) -> str:
    """The name of the stop. Raises Gone."""
    person = await own(store, me, person_id)
    stop = await setting_out.stop_numbered(store, number, now, zone)
    before = await shown(store, me, person) or Start()
    await _put(store, me, person, replace(before, stop=stop.number, name=stop.name), now)
    return stop.name


async def move_so(store: Store, me: Person, person_id: int, means: Means, yes: bool, now: datetime) -> None:
    """Raises Gone."""
    person = await own(store, me, person_id)
    before = await shown(store, me, person) or Start()
    after = before.means | {means} if yes else before.means - {means}
    await _put(store, me, person, replace(before, means=after), now)


async def forget(store: Store, me: Person, person_id: int, now: datetime) -> None:
    """Raises Gone."""
    await _put(store, me, await own(store, me, person_id), Start(), now)


async def undo(store: Store, me: Person) -> None:
    """As it was before anybody else chose; the referent sees it no more. Raises Gone."""
    former = await store.starts.former(me.id)
    if former is None:
        raise Gone
    await store.starts.put(me.id, former.start)
    await store.starts.settle(me.id)


async def _put(store: Store, me: Person, person: Person, start: Start, now: datetime) -> None:
    """In the place of what there was, all of it: what the person had said alone is not mixed with it."""
    if person.telegram_id is not None:
        await store.starts.keep_former(person.id, me.id, now)
        await _tell(store, person, now)
    await store.starts.put(person.id, start)


async def _tell(store: Store, person: Person, now: datetime) -> None:
    """Its key is drawn by lot: two taps of one second are two, and the later one is what is told."""
    about, key = f"start:{person.id}", f"{Kind.START_SET}:{person.id}:{secrets.token_hex(8)}"
    await store.letters.withdraw(about, now, "chosen further")
    await store.letters.write(Letter(person.id, Kind.START_SET, (), now + ALL_CHOSEN, now + USEFUL, key, about))
