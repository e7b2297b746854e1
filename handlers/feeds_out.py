"""`/sorties.ics` and `/sorties.json` for the city's sites, read by anybody. Off unless it is asked for.

Read anew at most at each quarter of an hour, however many ask: whoever looks at the feed without rest learns that the
last place went, or came back, in a quarter of an hour; never that somebody asked, nor at which minute.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from aiohttp import ETag, web

from bot.domain.changes import EditKind
from bot.domain.offers import Publication, Session
from bot.ports import Storage, StorageAway, Store
from handlers.feed_formats import as_calendar, as_json, presentable, told
from handlers.site import opened
from handlers.text import Translator

log = logging.getLogger(__name__)

QUARTER = timedelta(minutes=15)
MOST = 1000
"""Outings of each state, the soonest: a season of a large city."""

OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
"""Any page may read it: there is nothing to steal, and no cookie to borrow."""


@dataclass(frozen=True)
class Edition:
    """Both pages, as they were when something last changed."""

    made_at: datetime
    mark: str
    calendar: bytes
    json: bytes


class FeedsOut:
    def __init__(self, storage: Storage, now: Callable[[], datetime], t: Translator) -> None:
        self._storage = storage
        self._now = now
        self._t = t
        self._edition: Edition | None = None
        self._read_in: datetime | None = None
        """The quarter of an hour."""
        self._one_reads = asyncio.Lock()

    @asynccontextmanager
    async def told_at(self, host: str, port: int) -> AsyncIterator[None]:
        app = web.Application()
        app.add_routes([web.get("/sorties.ics", self.calendar), web.get("/sorties.json", self.json)])
        async with opened(app, host, port):
            log.info("outings for everybody on %s:%s", host, port)
            yield

    async def calendar(self, request: web.Request) -> web.Response:
        it = await self._current()
        return self._answer(request, it, it.calendar, "text/calendar")

    async def json(self, request: web.Request) -> web.Response:
        it = await self._current()
        return self._answer(request, it, it.json, "application/json")

    def _answer(self, request: web.Request, it: Edition, body: bytes, kind: str) -> web.Response:
        if _has_it(request, it):
            answer = web.Response(status=HTTPStatus.NOT_MODIFIED, headers=OPEN_TO_ALL)
        else:
            answer = web.Response(body=body, content_type=kind, charset="utf-8", headers=OPEN_TO_ALL)
        # Weak: of two processes that tell the same, each has its own hour of change in it.
        answer.etag = ETag(it.mark, is_weak=True)
        answer.last_modified = it.made_at
        now = self._now()
        answer.headers["Cache-Control"] = f"public, max-age={int((_quarter(now) + QUARTER - now).total_seconds())}"
        return answer

    async def _current(self) -> Edition:
        """While the database is away, what was known before; 503 when nothing was."""
        async with self._one_reads:
            now = self._now()
            if self._edition is None or self._read_in != _quarter(now):
                try:
                    self._edition = await self._made(self._edition, now)
                except StorageAway:
                    if self._edition is None:
                        raise web.HTTPServiceUnavailable(headers={"Retry-After": "60"}) from None
                self._read_in = _quarter(now)
            return self._edition

    async def _made(self, before: Edition | None, now: datetime) -> Edition:
        sessions = [presentable(it) for it in await self._sessions(now)]
        outings = [told(it, now) for it in sessions]
        mark = hashlib.sha256(json.dumps(outings).encode()).hexdigest()[:16]
        if before is not None and before.mark == mark:
            return before
        made_at = now.replace(microsecond=0)
        return Edition(made_at, mark, as_calendar(sessions, self._t, made_at), as_json(outings, made_at))

    async def _sessions(self, now: datetime) -> list[Session]:
        """What is called off stays until it was to begin: a site that reads once a week has to hear of it too."""
        async with self._storage.reading() as store:
            ahead = await store.offers.upcoming(Publication.PUBLISHED, now, 0, MOST)
            off, told = await store.offers.upcoming(Publication.CANCELLED, now, 0, MOST), await _told_of(store)
            return ahead + [it for it in off if it.id in told]


async def _told_of(store: Store) -> set[int]:
    """Called off after it was published: a draft that was dropped looks the same, and was never anybody's to read."""
    off = await store.edits.standing(EditKind.CANCEL)
    return {was.id for edit in off for was in edit.before.sessions if was.publication is Publication.PUBLISHED}


def _quarter(now: datetime) -> datetime:
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def _has_it(request: web.Request, it: Edition) -> bool:
    """RFC 9110, 13.2.2: a mark goes before a date."""
    if (marks := request.if_none_match) is not None:
        return any(mark.value in (it.mark, "*") for mark in marks)
    since = request.if_modified_since
    return since is not None and it.made_at <= since
