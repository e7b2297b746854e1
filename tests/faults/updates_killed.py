"""Taps and texts while the bot is killed with -9: each takes effect once, and is answered (U1, U2).

A tap asks for a place, a text is a joining code that opens nothing: the first is harmless twice by itself, the second
leaves a row each time. The control keeps a batch in memory only, as the framework's own queue does.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from bot.clock import utc_now
from handlers.demo.world import World
from tests.faults.crowd import crowd, outings
from tests.faults.entries import CONFIRMED_FIRST, QUICK
from tests.faults.figures import Figure, Say, Scale
from tests.faults.killing import BACKLOG, besieged
from tests.given import rows

EACH = 4
"""Updates of one person: two taps, two texts; five wrong codes in an hour would be silence."""

CONTROL = 300


def prove(scale: Scale, seed: int, say: Say) -> Figure:
    updates, kills = scale.of(1_000, 20_000), scale.of(10, 200)
    found = asyncio.run(killed(QUICK, updates, kills, seed, say))
    control = asyncio.run(killed(CONFIRMED_FIRST, CONTROL, 3, seed, say))
    return Figure(f"{updates:,} updates, {kills} kills", found, {f"lost of {CONTROL}": control["lost"]})


async def killed(entry: str, updates: int, kills: int, seed: int, say: Say) -> Counter[str]:
    async with besieged(entry, seed) as siege:
        accounts, sessions = await staged(siege.url, updates // EACH)
        gestures = gestures_of(siege.world, accounts, sessions, seed)
        a_life = updates // kills

        async def feed() -> None:
            for _ in range(BACKLOG * a_life - siege.under_way()):
                next(gestures, None)

        await siege.kill(kills, a_life * 3 // 2, feed, say)
        for _ in gestures:
            pass
        await siege.rest()
        return effects_of(siege.url, siege.world, accounts, sessions)


async def staged(url: str, people: int) -> tuple[list[int], list[int]]:
    """Their accounts, and the outings that they will ask for."""
    accounts = await crowd(url, "beneficiary", people, utc_now())
    return accounts, await outings(url, EACH // 2, utc_now() + timedelta(days=10))


def gestures_of(world: World, accounts: list[int], sessions: list[int], seed: int) -> Iterator[None]:
    """Everybody's, in an order of their own; each is made when it is asked for."""
    what = [f"ask:{it}:1" for it in sessions] + ["/start no-such-code"] * (EACH - len(sessions))
    all_of_them = [(who, it) for who in accounts for it in what]
    random.Random(seed).shuffle(all_of_them)  # noqa: S311 - a seed
    for who in accounts:
        world.person(who, "A.", "fr").started = True
    for who, it in all_of_them:
        (world.send_text if it.startswith("/") else world.press)(who, it)
        yield


def effects_of(url: str, world: World, accounts: list[int], sessions: list[int]) -> Counter[str]:
    """Of every update: how often it took effect, and whether it was answered."""
    effects = Counter[tuple[int, str]]()
    for it in rows(
        url,
        "SELECT p.telegram_id AS account, r.session_id FROM history h JOIN reservations r ON r.id = h.reservation_id"
        " JOIN people p ON p.id = r.person_id WHERE h.state = 'requested'",
    ):
        effects[it["account"], f"asked {it['session_id']}"] += 1
    for it in rows(url, "SELECT telegram_id AS account FROM wrong_codes"):
        effects[it["account"], "codes"] += 1
    letters = Counter(
        it["telegram_id"]
        for it in rows(url, "SELECT telegram_id FROM letters l JOIN people p ON p.id = l.to_id WHERE fate = 'sent'")
    )
    found = Counter({"lost": 0, "done twice": 0, "not answered": 0})
    wanted = {f"asked {it}": 1 for it in sessions} | {"codes": EACH - len(sessions)}
    for account in accounts:
        for what, times in wanted.items():
            found["lost"] += max(0, times - effects[account, what])
            found["done twice"] += max(0, effects[account, what] - times)
        answers = sum(m.from_bot for m in world.transcript(account)) - letters[account]
        found["not answered"] += max(0, EACH - answers)
    return found
