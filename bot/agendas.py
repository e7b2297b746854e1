"""Agendas of the web that an organisation follows: read once a day, proposed as a file that was sent, and never more."""

import asyncio
import hashlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import feeds, uploads
from bot.domain.agendas import Agenda, Fetched, Unfetched, WhyNot
from bot.domain.drafts import Fault, OfferDraft, Reading
from bot.domain.letters import Kind, Letter
from bot.domain.people import Person, Role
from bot.domain.refusals import Gone
from bot.fetching import Fetch
from bot.importing import Preview
from bot.ports import Storage, StorageAway, Store

log = logging.getLogger(__name__)

TOLD_AFTER = 3
"""Days in a row without reading it."""
WHILE_IT_HELPS = timedelta(days=7)
"""As long as a file that was sent waits."""

_FAULTS = {Fault.EMPTY: WhyNot.EMPTY, Fault.TOO_LARGE: WhyNot.TOO_LARGE}


async def of_house(store: Store, me: Person, agenda_id: int) -> Agenda:
    """Raises Gone."""
    it = await store.agendas.get(agenda_id)
    if it.organisation_id != me.organisation_id:
        raise Gone
    return it


async def read_due(storage: Storage, fetch: Fetch, now: datetime, zone: str) -> bool:
    """Every agenda whose hour has come, by whoever comes first; whether there was one."""
    here = now.astimezone(ZoneInfo(zone))
    async with storage.reading() as store:
        due = await store.agendas.due(here.date(), here.hour)
    for it in due:
        async with storage.writing() as store:
            mine = await store.agendas.claim(it.id, here.date(), now)
        if mine:
            await _read_alone(storage, fetch, it, now, zone)
    return bool(due)


async def _read_alone(storage: Storage, fetch: Fetch, it: Agenda, now: datetime, zone: str) -> None:
    """Whatever happens to one harms no other."""
    try:
        await _read(storage, fetch, it, now, zone)
    except StorageAway:
        raise
    except Exception:
        log.exception("agenda %s was not read", it.id)


async def _read(storage: Storage, fetch: Fetch, it: Agenda, now: datetime, zone: str) -> None:
    """Fetched and read outside of any transaction, compared in one, proposed in another."""
    try:
        fetched = await fetch(it.url)
    except Unfetched as no:
        return await _failed(storage, it, no.why, now)
    reading = await asyncio.to_thread(feeds.read, fetched.content, it.filename(fetched.extension), now, zone)
    if not reading.rows:
        return await _failed(storage, it, _why(reading), now)
    async with storage.reading() as store:
        weighed = await uploads.weigh_file(store, reading, False, now)
    async with storage.writing() as store:
        return await _propose(store, it, fetched, weighed.preview, now)


def _why(reading: Reading) -> WhyNot:
    return next((_FAULTS[each.fault] for each in reading.troubles if each.fault in _FAULTS), WhyNot.GARBLED)


async def _propose(store: Store, it: Agenda, fetched: Fetched, preview: Preview, now: datetime) -> None:
    """A letter only for what was not proposed before. What she has not answered yet is kept up to date without one."""
    shown = frozenset(_marks(preview))
    news = bool(shown - it.shown)
    name = it.filename(fetched.extension)
    readers = await store.people.with_role(Role.COORDINATOR, it.organisation_id)
    await store.agendas.was_read(it.id, shown if readers else it.shown)
    if news:
        await store.letters.withdraw(_about(it), now, "the agenda was read again", Kind.AGENDA)
    for each in readers:
        if news or await store.uploads.waits(each.id, name):
            upload = await uploads.receive(store, each, name, fetched.content, now)
        if news:
            await store.letters.write(_letter(it, each, Kind.AGENDA, upload.id, now))


def _marks(preview: Preview) -> Iterator[str]:
    """One for each outing as it is told, one for each of its dates: a date that passes is no news."""
    told = (*preview.new, *(it.draft for it in preview.changed), *(it.draft for it in preview.doubtful))
    for draft in told:
        yield _mark(replace(draft, sessions=(), rows=()))
        yield from (_mark((draft.source_key, session)) for session in draft.sessions)


def _mark(it: OfferDraft | tuple[str, object]) -> str:
    return hashlib.sha256(repr(it).encode()).hexdigest()[:12]


async def _failed(storage: Storage, it: Agenda, why: WhyNot, now: datetime) -> None:
    """Told once: a site may be away for a day or two, and who reads of it each day stops reading."""
    log.info("agenda %s cannot be read: %s", it.id, why)
    async with storage.writing() as store:
        if await store.agendas.failed(it.id, why) == TOLD_AFTER:
            for each in await store.people.with_role(Role.COORDINATOR, it.organisation_id):
                await store.letters.write(_letter(it, each, Kind.AGENDA_AWAY, it.id, now))


def _about(it: Agenda) -> str:
    return f"agenda:{it.id}"


def _letter(it: Agenda, to: Person, kind: Kind, number: int, now: datetime) -> Letter:
    return Letter(
        to=to.id,
        kind=kind,
        args=(number,),
        due_at=now,
        late_at=now + WHILE_IT_HELPS,
        key=f"{kind}:{number}:{to.id}:{now.date()}",
        about=_about(it),
    )
