"""A page for machines, on a loopback port: `/metrics` in Prometheus's words, `/healthz`. Off unless it is asked for;
numbers only, about nobody."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from bot.domain.letters import Fate
from bot.figures import Figures
from bot.ports import Storage
from handlers.site import opened

log = logging.getLogger(__name__)

BEAT_S = 0.5
PATIENCE_S = 2.0
"""For the database to answer whether it is there."""


class Heartbeat:
    """How late the loop comes to a beat: whatever it does, it should come back at once."""

    def __init__(self) -> None:
        self._worst = 0.0

    async def beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            expected = loop.time() + BEAT_S
            await asyncio.sleep(BEAT_S)
            self._worst = max(self._worst, loop.time() - expected)

    def worst_s(self) -> float:
        """Since it was last asked."""
        worst, self._worst = self._worst, 0.0
        return worst


class Metrics:
    def __init__(self, storage: Storage, now: Callable[[], datetime]) -> None:
        self._storage = storage
        self._now = now
        self._heartbeat = Heartbeat()
        self._registry = CollectorRegistry()
        self._gauges = {name: Gauge(f"passerelle_{name}", said, registry=self._registry) for name, said in TOLD.items()}
        self._closed = Gauge("passerelle_letters_closed", CLOSED, ["fate"], registry=self._registry)

    async def metrics(self, _: web.Request) -> web.Response:
        self._set(await self._figures())
        return web.Response(body=generate_latest(self._registry), content_type="text/plain", charset="utf-8")

    async def well(self, _: web.Request) -> web.Response:
        """200 when the database answers in time; whoever asks starts us again otherwise."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._figures()
        except Exception as ill:  # noqa: BLE001 - whatever it is, we are not well
            log.warning("not well: %s", type(ill).__name__)
            return web.Response(status=503, text="the database does not answer\n")
        return web.Response(text="well\n")

    async def _figures(self) -> Figures:
        async with self._storage.reading() as store:
            return await store.dials.read(self._now())

    def _set(self, it: Figures) -> None:
        values = {
            "letters_due": it.due,
            "letters_lag_seconds": it.lag.total_seconds(),
            "inbox_waiting": it.inbox,
            "inbox_lag_seconds": it.inbox_lag.total_seconds(),
            "inbox_poison": it.poison,
            "loop_lag_seconds": self._heartbeat.worst_s(),
        }
        for name, value in values.items():
            self._gauges[name].set(value)
        for fate in Fate:
            if fate is not Fate.WAITING:
                self._closed.labels(fate.value).set(it.closed.get(fate, 0))

    @asynccontextmanager
    async def told_at(self, host: str, port: int) -> AsyncIterator[None]:
        app = web.Application()
        app.add_routes([web.get("/metrics", self.metrics), web.get("/healthz", self.well)])
        beating = asyncio.create_task(self._heartbeat.beat())
        try:
            async with opened(app, host, port):
                log.info("metrics on %s:%s", host, port)
                yield
        finally:
            beating.cancel()


TOLD = {
    "letters_due": "Letters whose time has come and that have not left",
    "letters_lag_seconds": "Age of the oldest letter that is due",
    "inbox_waiting": "Updates kept and not served yet",
    "inbox_lag_seconds": "Age of the oldest of them",
    "inbox_poison": "Updates put aside in the last two days",
    "loop_lag_seconds": "Worst lateness of the event loop since the last look",
}
CLOSED = "Letters of the last day, by what became of them"
