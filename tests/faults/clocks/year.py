"""A year in a town with houses in many zones: outings around both changes of clocks, and every letter on its day.

What happens (asking, answering, ticking …) is drawn; between two of these the clock goes from letter to letter, as the
bot's own alarm would wake it, and the real post delivers.
"""

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot import retention
from bot.domain.refusals import Refusal
from bot.ports import Store
from tests.faults.clocks import lives
from tests.faults.clocks.expected import Outing
from tests.faults.clocks.lives import House, moment
from tests.faults.clocks.walls import CHANGES, DAY, HOUR, change_days, instant, number
from tests.given import rows
from tests.town import Town

AROUND = (-2, 0, 1, 2, 4, 7)
"""Days after a change of clocks with an outing: reminders and calls fall on all the days that lie between."""
HOURS = (0.5, 2.5, 3, 7, 9.5, 14.5, 20, 23.5)
LEADS = (26 * DAY, 12 * DAY, 8 * DAY, 6 * DAY, 75 * HOUR, 50 * HOUR, 20 * HOUR, 4 * HOUR)
"""How long before the start somebody asks."""
DELAYS = (HOUR // 6, HOUR // 2, 3 * HOUR, 20 * HOUR, 3 * DAY)
"""How long they wait for their answer."""
WINTER = 40
"""Days of the next year until the last letter has left."""

KEPT = ("letters", "reservations", "history", "people")

Row = dict[str, Any]
Deed = Callable[[Store, datetime], Awaitable[None]]
Happening = Callable[[datetime], Awaitable[None]]


@dataclass
class Year:
    town: Town
    year: int
    zones: tuple[str, ...]
    elsewhere: int
    """Outings a house, beside those around the changes."""
    rng: random.Random
    outings: dict[tuple[int, int], Outing] = field(default_factory=dict)
    """By number and revision."""
    ticked: dict[int, int] = field(default_factory=dict)
    """Place → when an absence was noted."""
    excused: dict[int, int] = field(default_factory=dict)
    """Place → when its person said, after the start, that they cannot come."""
    tended: dict[int, bool] = field(default_factory=dict)
    """A moment → whether the round of the night was made then."""
    kept: dict[str, dict[int, Row]] = field(default_factory=lambda: {name: {} for name in KEPT})
    """Rows as they were seen last: what is old is forgotten at night."""

    def __post_init__(self) -> None:
        self._ahead: list[tuple[int, int, Happening]] = []
        self._begins = number(date(self.year, 1, 2)) * DAY

    async def pass_by(self) -> None:
        self.town.clock.move_to(moment(self._begins))
        async with self.town.storage.writing() as store:
            for zone in self.zones:
                house = await lives.settle(store, zone, self.town.world, self.town.clock.now())
                for starts in self._starts(zone):
                    await self._plan(store, house, starts)
        self._plan_nights()
        for at, _, happens in sorted(self._ahead, key=lambda it: it[:2]):
            await self.town.until(moment(at))
            await happens(moment(at))
            await self.town.deliver()
        await self.town.until(moment((number(date(self.year + 1, 1, 1)) + WINTER) * DAY))
        self._keep()

    def _keep(self) -> None:
        for name, known in self.kept.items():
            known |= {it["id"]: it for it in rows(self.town.url, f"SELECT * FROM {name}")}  # noqa: S608 - named here

    def _then(self, at: int, deed: Deed) -> None:
        """Whatever is refused does not happen."""

        async def in_one(now: datetime) -> None:
            with suppress(Refusal):
                async with self.town.storage.writing() as store:
                    await deed(store, now)

        self._ahead.append((at, len(self._ahead), in_one))

    def _starts(self, zone: str) -> list[int]:
        days = [change + after for change in _changes(zone, self.year) for after in AROUND]
        spread = [number(date(self.year, 1, 15)) + self.rng.randrange(345) for _ in range(self.elsewhere)]
        return sorted({instant(zone, day, round(self.rng.choice(HOURS) * HOUR)) for day in (*days, *spread)})

    async def _plan(self, store: Store, house: House, starts: int) -> None:
        """Who asks, who answers, who gives it back or was not there, and whether the outing moves."""
        rng, ends = self.rng, starts + self.rng.choice((1, 2, 5)) * HOUR
        places = rng.choice((1, 4))
        session = await lives.publish(store, house.zone, starts, ends, places)
        self.outings[session, 1] = Outing(house.zone, starts, ends)
        first, second = rng.sample(house.people, 2)
        asked = max(starts - rng.choice(LEADS) - rng.randrange(2 * HOUR), self._begins + 1)
        self._then(asked, lambda store, now: lives.ask(store, first, session, now))
        if rng.random() < 0.85:
            answered = asked + rng.choice(DELAYS)
            self._then(answered, lambda store, now: lives.answer(store, first, session, now))
            if places == 1 and rng.random() < 0.6:
                self._then(answered + 1, lambda store, now: lives.wait(store, second, session, now))
                self._then(answered + 3 * HOUR, lambda store, now: self._give_up(store, first, session, now))
            elif rng.random() < 0.2:
                to = starts + rng.choice((-1, 1, 7)) * DAY
                self._then(answered + 7, lambda store, now: self._move(store, session, to, now))
        ticked = starts + rng.choice((1, 9, 14)) * HOUR
        self._then(ticked, lambda store, now: self._tick(store, first, session, now))

    async def _move(self, store: Store, session: int, to: int, now: datetime) -> None:
        was = self.outings[session, 1]
        revision = await lives.move(store, session, to, now)
        self.outings[session, revision] = Outing(was.zone, to, to + was.ends - was.starts)

    async def _give_up(self, store: Store, who: int, session: int, now: datetime) -> None:
        if place := await lives.give_up(store, who, session, now):
            self.excused[place] = int(now.timestamp())

    async def _tick(self, store: Store, who: int, session: int, now: datetime) -> None:
        if place := await lives.tick_absent(store, who, session, now):
            self.ticked[place] = int(now.timestamp())

    def _plan_nights(self) -> None:
        """A second before four, at four, a second later: every Monday, and on the days around the changes."""
        zone, first = self.town.zone, number(date(self.year, 1, 4))
        around = {change + after for change in _changes(zone, self.year) for after in range(-2, 3)}
        for day in sorted(around | set(range(first, first + 364, 7))):
            for second in (-1, 0, 1):
                at = instant(zone, day, 4 * HOUR + second)
                self._ahead.append((at, len(self._ahead), self._tend))

    async def _tend(self, now: datetime) -> None:
        self._keep()
        self.tended[int(now.timestamp())] = await retention.at_night(self.town.storage, now, self.town.zone)


def _changes(zone: str, year: int) -> tuple[int, int]:
    """Its own; where clocks never change, the days when those of Paris do."""
    return change_days(zone if zone in CHANGES else "Europe/Paris", year)
