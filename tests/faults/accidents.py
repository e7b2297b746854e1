"""What happens to a machine while people tap and letters leave: the disk is full, it fails, the process is stopped for ten
minutes, the clock goes a day on and back, PostgreSQL is started again. Each time all is done once, by the same process,
reminders leave at their hour, and whoever waits for a disk is told so, the operator too (M1, M2, T3, U1, L1, L3, P1).

The controls take what may pass for an error like any other, and trust the scheduler with the time.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from itertools import islice

from bot.clock import RehearsalClock, utc_now
from bot.domain.calendar import days_before
from tests.faults.aftermath import WRONG, aftermath
from tests.faults.crowd import FIRST_ACCOUNT, crowd, outings
from tests.faults.entries import ALARM_ALONE, BY_THE_WALL, HASTY, NO_TROUBLE_IS_KNOWN
from tests.faults.figures import Figure, Say, Scale, counted
from tests.faults.killing import Siege, besieged
from tests.faults.letters_killed import write_letters
from tests.faults.machine import CLOCKS, DISKS, SERVERS, TEN_MINUTES, Accident, clock_a_day_ahead, stopped
from tests.faults.own_server import own_server
from tests.faults.updates_killed import EACH, gestures_of
from tests.given import PARIS, rows
from tests.process import FAKETIME, require

ACCIDENTS = (*DISKS, *CLOCKS, *SERVERS)

PEOPLE = 10
"""In each accident: four gestures and a letter each, half of the gestures before."""

REFERENTS = 2
A_WHILE = 1.0
"""Seconds that an accident lasts."""

RECOVERED, CONTROL_PATIENCE = 60.0, 3.0
"""Seconds, at most."""

REMINDED_AT = time(10)
"""A week before an outing, by the wall."""


STANDING_YES = """
    INSERT INTO standing_yes (person_id, given_by, given_at) SELECT id, referent_id, 0 FROM people WHERE referent_id > 0
"""
"""Whoever asks has a place at once, and is reminded."""


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    require(FAKETIME, "faketime")
    return asyncio.run(_prove(scale.of(1, 20), seed, say))


async def _prove(times: int, seed: int, say: Say) -> Figure:
    found = Counter(dict.fromkeys(WRONG, 0))
    for accident in ACCIDENTS:
        wrong = await suffer(accident, times, HASTY, seed)
        say(f"{accident.__name__}, {times} times: {counted(+wrong) or 'nothing wrong'}")
        found.update(wrong)
    updates, letters = len(ACCIDENTS) * times * PEOPLE * EACH, len(ACCIDENTS) * times * PEOPLE
    amount = f"{len(ACCIDENTS)} accidents, {times} times each; {updates:,} updates, {letters:,} letters"
    return Figure(amount, found, await _controls(seed, say))


async def _controls(seed: int, say: Say) -> dict[str, int]:
    """What is wrong in each accident without the safeguard that it needs."""
    safeguards = dict.fromkeys((*DISKS, *SERVERS), NO_TROUBLE_IS_KNOWN)
    safeguards |= {stopped: ALARM_ALONE, clock_a_day_ahead: BY_THE_WALL}
    red = {}
    for accident, entry in safeguards.items():
        wrong = await suffer(accident, 1, entry, seed, CONTROL_PATIENCE)
        say(f"control, {accident.__name__}: {counted(+wrong) or 'nothing wrong'}")
        red[f"wrong with {accident.__name__.replace('_', ' ')}"] = wrong.total()
    return red


async def suffer(accident: Accident, times: int, entry: str, seed: int, patience: float = RECOVERED) -> Counter[str]:
    """What is wrong afterwards."""
    clock = RehearsalClock(_start(times)) if accident in CLOCKS else None
    async with _place_of(accident, entry, seed, clock) as siege:
        for referent in await crowd(siege.url, "referent", REFERENTS, siege.clock.now()):
            siege.world.person(referent, "P.", "fr").started = True
        people = await crowd(siege.url, "beneficiary", PEOPLE * times, siege.clock.now(), REFERENTS)
        # Wrong codes are forgotten after an hour: where the clock moves, everybody asks for places only.
        rows(siege.url, STANDING_YES)
        sessions = await outings(siege.url, EACH if clock else EACH // 2, _in_a_week(siege.clock.now()))
        gestures = gestures_of(siege.world, people, sessions, seed)
        siege.process.all_its_clocks = accident is stopped
        await siege.process.start()
        await _works(siege)
        for first in range(REFERENTS + 1, REFERENTS + 1 + len(people), PEOPLE):
            await _round(siege, accident, gestures, first, patience)
        if clock:
            await _sleep_over(siege, clock, patience)
        ended = siege.process.number is None
        await siege.process.kill()
        return aftermath(siege, people, sessions, accident) + Counter({"processes that ended": int(ended)})


async def _works(siege: Siege) -> None:
    siege.world.send_text(FIRST_ACCOUNT, "/aide")
    await siege.settles(RECOVERED)


def _start(times: int) -> datetime:
    """Tomorrow, early enough for all the stops to be over when the first reminder is due."""
    return days_before(utc_now(), -1, REMINDED_AT, PARIS) - (times + 1) * (TEN_MINUTES + timedelta(minutes=1))


def _in_a_week(now: datetime) -> datetime:
    return days_before(now, -7, time(18), PARIS)


async def _round(siege: Siege, accident: Accident, gestures: Iterator[None], first: int, patience: float) -> None:
    middle = first + PEOPLE // 2
    await write_letters(siege.url, range(first, middle), siege.clock.now())
    _some(gestures)
    await siege.world.called(PEOPLE // 2, patience)
    async with accident(siege):
        _some(gestures)
        await asyncio.sleep(A_WHILE)
    await siege.settles(patience)
    await write_letters(siege.url, range(middle, first + PEOPLE), siege.clock.now())
    rows(siege.url, "INSERT INTO erasures (person_id, at) VALUES (?, ?)", -first, int(siege.clock.now().timestamp()))
    await siege.settles(patience)


def _some(gestures: Iterator[None]) -> None:
    for _ in islice(gestures, PEOPLE * EACH // 2):
        pass


async def _sleep_over(siege: Siege, clock: RehearsalClock, patience: float) -> None:
    """Nobody taps any more, and the hour of the reminders goes by while the process is stopped."""
    reminded_at = days_before(clock.now(), 0, REMINDED_AT, PARIS)
    async with stopped(siege):
        clock.move_to(reminded_at)
    await siege.settles(patience)


@asynccontextmanager
async def _place_of(accident: Accident, entry: str, seed: int, clock: RehearsalClock | None) -> AsyncIterator[Siege]:
    """A bot on a SQLite file, with a clock that can be moved if it is to be; or on a PostgreSQL of its own."""
    if accident not in SERVERS:
        async with besieged(entry, seed, clock=clock) as siege:
            yield siege
        return
    with own_server() as url:
        async with besieged(entry, seed, url) as siege:
            yield siege
