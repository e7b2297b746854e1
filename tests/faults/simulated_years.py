"""Years with every change of clocks, letter by letter (T1, T2): each falls due, and leaves, at the hour of the wall that was
promised, in Paris, in Saint-Pierre-et-Miquelon, which changes on other days, and overseas, where no clock ever changes.

The control adds days as so many times twenty-four hours.
"""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from tempfile import TemporaryDirectory

from bot.clock import RehearsalClock
from bot.domain import reminders
from bot.domain.calendar import days_before, instant, wall
from storage.schema import upgrade
from tests.faults.clocks.judging import Verdict
from tests.faults.clocks.lives import moment
from tests.faults.clocks.walls import CHANGES, ZONES
from tests.faults.clocks.year import Year
from tests.faults.figures import Figure, Say, Scale
from tests.town import Town

FIRST_YEAR = 2026
ASKED = ("wrong hour", "missing or twice", "not delivered", "rang in the night, or not by day")


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    years, houses, elsewhere = scale.of(1, 10), scale.of(4, len(ZONES)), scale.of(2, 12)
    found, judged = Counter[str](), 0
    for n in range(years):
        # Every town zone has its turn, beside the two whose clocks change.
        zones = (*CHANGES, *(ZONES[len(CHANGES) :] * 2)[n : n + houses - len(CHANGES)])
        verdict = asyncio.run(simulated(FIRST_YEAR + n, zones, elsewhere, seed, ZONES[n % len(ZONES)]))
        found, judged = found + verdict.found, judged + verdict.judged
        say(f"{FIRST_YEAR + n}: {verdict.judged:,} moments, {dict(verdict.found)} {verdict.examples[:3] or ''}")
    with _days_of_24_hours():
        control = asyncio.run(simulated(FIRST_YEAR, tuple(CHANGES), 0, seed, "Europe/Paris")).found
    return Figure(
        f"{years} years in {houses} zones, {judged:,} moments",
        {what: found[what] for what in ASKED},
        {"wrong hour": control["wrong hour"]},
    )


async def simulated(year: int, zones: tuple[str, ...], elsewhere: int, seed: int, zone: str) -> Verdict:
    """`elsewhere`: outings a house beside those around the changes; `zone` is the town's own."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/year.db"
        upgrade(url)
        town = Town(url, RehearsalClock(moment(0), stopped=True), zone)
        await town.open()
        it = Year(town, year, zones, elsewhere, random.Random(f"{seed}:{year}"))  # noqa: S311 - a seed
        await it.pass_by()
        verdict = Verdict(it)
        verdict.pronounce()
        await town.close()
        verdict.found["not delivered"] += len(town.world.refusals)
        return verdict


@contextlib.contextmanager
def _days_of_24_hours() -> Iterator[None]:
    def as_time_passes(at: datetime, days: int, hour: time, zone: str) -> datetime:
        return instant(wall(at, zone).date(), hour, zone) - timedelta(days=days)

    vars(reminders)["days_before"] = as_time_passes
    try:
        yield
    finally:
        vars(reminders)["days_before"] = days_before
