"""Letters while the bot is killed with -9 and three calls in a hundred fail: none is silently lost, none has more than
two copies, and of whatever nobody can know a human is told (L3).

An answer is lost (the message is there), the connection is cut (it is not), or Telegram says to wait. The control calls
a letter sent before it is.
"""

import asyncio
from collections import Counter
from datetime import datetime, timedelta

from bot.clock import utc_now
from bot.domain.letters import MOST_COPIES, Kind, Letter
from handlers.demo.world import World
from storage.engine import connect
from storage.store import Store
from tests.faults.crowd import crowd
from tests.faults.entries import CLOSED_FIRST, QUICK
from tests.faults.figures import Figure, Say, Scale
from tests.faults.killing import BACKLOG, besieged
from tests.given import rows

REFERENTS = 20
FAULTS, WAYS = 0.03, ("lost", "refused", "429:1")
CONTROL = 200
COUNTED = ("silently lost", "of more than two copies", "in doubt and not told", "copied twice", "in doubt")
HEARD = "C'est fait. Votre référent a confirmé votre compte."


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    letters, kills = scale.of(500, 10_000), scale.of(10, 200)
    found = asyncio.run(killed(QUICK, letters, kills, seed, say))
    control = asyncio.run(killed(CLOSED_FIRST, CONTROL, 4, seed, say))
    doubtful, twice = found.pop("in doubt"), found.pop("copied twice")
    return Figure(
        f"{letters:,} letters, {kills} kills, {FAULTS:.0%} faults: {twice} came twice, {doubtful} in doubt",
        found,
        {f"silently lost of {CONTROL}": control["silently lost"]},
    )


async def killed(entry: str, letters: int, kills: int, seed: int, say: Say) -> Counter[str]:
    async with besieged(entry, seed) as siege:
        staff = await crowd(siege.url, "referent", REFERENTS, utc_now())
        people = await crowd(siege.url, "beneficiary", letters, utc_now(), REFERENTS)
        for account in (*staff, *people):
            siege.world.person(account, "A.", "fr").started = True
        siege.world.weather.turn_bad(FAULTS, WAYS, seed)
        written = 0
        a_life = letters // kills

        async def feed(more: int) -> None:
            nonlocal written
            upto = min(letters, written + max(0, more))
            await write_letters(siege.url, range(REFERENTS + 1 + written, REFERENTS + 1 + upto), utc_now())
            written = upto

        await siege.kill(kills, a_life, lambda: feed(BACKLOG * a_life - siege.under_way()), say)
        await feed(letters)
        siege.world.weather.turn_bad(0, (), seed)
        await siege.rest()
        return letters_of(siege.url, siege.world, people)


async def write_letters(url: str, people: range, now: datetime) -> None:
    """One to each, due now."""
    database = await connect(url)
    async with database.writing() as db:
        for who in people:
            await Store(db).letters.write(
                Letter(who, Kind.WELCOME, (), now, now + timedelta(days=30), f"welcome:{who}", f"person:{who}")
            )
    await database.close()


def letters_of(url: str, world: World, people: list[int]) -> Counter[str]:
    """What each person has in hand, against what the bot believes and has told."""
    believed = {
        it["telegram_id"]: (it["fate"], it["name"])
        for it in rows(
            url,
            "SELECT p.telegram_id, l.fate, p.name FROM letters l JOIN people p ON p.id = l.to_id WHERE l.kind = ?",
            Kind.WELCOME,
        )
    }
    told = _told_to_humans(url, world)
    found = Counter(dict.fromkeys(COUNTED, 0))
    for account in people:
        fate, name = believed[account]
        copies = sum(it.text.startswith(HEARD) for it in world.transcript(account) if it.from_bot)
        human_told = f"Un message pour {name} n'" in told
        found["silently lost"] += copies == 0 and not (fate == "unknown" and human_told)
        found["of more than two copies"] += copies > MOST_COPIES
        found["in doubt and not told"] += fate == "unknown" and not human_told
        found["copied twice"] += copies == MOST_COPIES
        found["in doubt"] += fate == "unknown"
    return found


def _told_to_humans(url: str, world: World) -> str:
    referents = [it["telegram_id"] for it in rows(url, "SELECT telegram_id FROM people WHERE referent_id IS NULL")]
    return "\n".join(it.text for who in referents for it in world.transcript(who) if it.from_bot)
