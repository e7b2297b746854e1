"""What can wait a minute: traces of whoever was erased, what was kept long enough, and the operator's line and alarm."""

import logging
from collections.abc import Callable
from datetime import datetime

from markupsafe import escape

from bot import experiments
from bot.domain.letters import Priority
from bot.erasing import wipe
from bot.figures import TOO_LATE, Alarm, in_a_line
from bot.ports import Storage
from bot.retention import at_night
from handlers.screens import Town, View
from handlers.wire import Blocked, NotSent, Rejected, Unknown, Wire

log = logging.getLogger(__name__)


class Tending:
    def __init__(
        self, storage: Storage, town: Town, wire: Wire, now: Callable[[], datetime], rang: Callable[[], None]
    ) -> None:
        self._storage = storage
        self._town = town
        self._wire = wire
        self._now = now
        self._rang = rang
        self._alarm = Alarm(now())

    async def once(self) -> None:
        now = self._now()
        await wipe(self._storage, now)
        await self._watch(now)
        if await at_night(self._storage, now, self._town.zone):
            async with self._storage.writing() as store:
                await experiments.count(store, now, self._town.zone)
            await self._tell_the_day(now)
            self._rang()

    async def _watch(self, now: datetime) -> None:
        async with self._storage.reading() as store:
            figures = await store.dials.read(now)
        said = self._alarm.heard(figures, now)
        if said is not None and await self._first(f"alarm {now:%Y-%m-%dT%H} {figures.lag > TOO_LATE}", now):
            log.error("%s", said)
            await self._tell(said)

    async def _tell_the_day(self, now: datetime) -> None:
        async with self._storage.reading() as store:
            said = in_a_line(await store.dials.read(now))
            trail = (await store.trail.newest())[:16] or "vide"
        # Whoever keeps these lines can tell one day that the trail was rewritten.
        log.info("%s; trail %s", said, trail)
        await self._tell(f"{said}. Piste : {trail}")

    async def _first(self, what: str, now: datetime) -> bool:
        """Of several processes, one speaks."""
        async with self._storage.writing() as store:
            return await store.retention.claim(what, now)

    async def _tell(self, said: str) -> None:
        """To the operator, if there is one who has written to the bot; the log has it anyway."""
        if not self._town.operator:
            return
        try:
            await self._wire.send(self._town.operator, View(escape(said)), Priority.DECISION, silent=True)
        except (Blocked, NotSent, Rejected, Unknown) as missed:
            log.warning("the operator was not told: %s", type(missed).__name__)
