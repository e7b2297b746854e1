"""What has been kept long enough goes, by the register's durations (M3): shown first, then done, then done every night."""

import logging
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot import register
from bot.domain.refusals import StillFollows
from bot.erasing import erase, wipe
from bot.ports import Storage, Store

log = logging.getLogger(__name__)

AT_NIGHT = time(4)
"""In the town's hours: nobody waits for an answer."""


@dataclass(frozen=True)
class Due:
    """What one rule lets go."""

    what: str
    why: str
    rows: int


async def weigh(store: Store, now: datetime) -> list[Due]:
    """Nothing is changed."""
    found = await store.retention.weigh(now) | {"people": len(await store.retention.silent(now))}
    return [Due(it.says, it.kept.says, found[it.name]) for it in register.TABLES if found.get(it.name)]


async def apply(storage: Storage, now: datetime) -> list[Due]:
    """What went. Each person in a transaction of their own: others are answered meanwhile."""
    async with storage.writing() as store:
        due = await weigh(store, now)
        await store.retention.apply(now)
        await store.uploads.forget_left_lying(now)
        silent = await store.retention.silent(now)
    for person_id in silent:
        await _erase(storage, person_id, now)
    await wipe(storage, now, anyway=bool(due))
    return due


async def _erase(storage: Storage, person_id: int, now: datetime) -> None:
    """Whoever still has people to follow is not erased behind their backs."""
    try:
        async with storage.writing() as store:
            await erase(store, await store.people.get(person_id), now)
    except StillFollows:
        log.warning("record %s is silent, and still follows people: hand them over", person_id)


async def at_night(storage: Storage, now: datetime, zone: str) -> bool:
    """Once a day, by whoever comes first after four o'clock; True for them."""
    here = now.astimezone(ZoneInfo(zone))
    if here.time() < AT_NIGHT:
        return False
    async with storage.writing() as store:
        if not await store.retention.claim(here.date().isoformat(), now):
            return False
    for due in await apply(storage, now):
        log.info("kept long enough: %s, %s", due.what, due.rows)
    return True
