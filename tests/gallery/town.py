"""A town in the middle of a first outing: what there is to see of it, and by whom."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import RehearsalClock
from bot.domain.people import Role
from handlers.screens import View
from tests.conftest import MONDAY_MORNING, beneficiary, join, phone
from tests.given import table
from tests.phone import Phone
from tests.town import Town

SUMMARY = "Un orchestre raconte l'histoire de Pierre, de l'oiseau et du loup. Chaque animal a son instrument."
OUTINGS = (
    "Pierre et le loup",
    "Balade au parc Borély",
    "Soirée danse",
    "Match de basket",
    "Jazz au théâtre",
    "Antigone",
)


@dataclass
class Settled:
    town: Town
    screens: list[tuple[str, Phone, str]]
    """What it is called here, who looks, and the button that leads there."""

    async def sees(self, who: Phone, data: str, language: str) -> View:
        async with self.town.storage.writing() as store:
            await store.people.speak(who.person_id, language)
        return await self.town.bot.server.reception.show(who.account, data, self.town.clock.now())


@asynccontextmanager
async def settled(url: str) -> AsyncIterator[Settled]:
    town = Town(url, RehearsalClock(MONDAY_MORNING, stopped=True))
    await town.open()
    try:
        yield Settled(town, await _screens(town))
    finally:
        await town.close()


async def _screens(town: Town) -> list[tuple[str, Phone, str]]:
    paul = await join(phone(town, 2002, "Paul"), Role.REFERENT)
    karine = await join(phone(town, 3003, "Karine"), Role.COORDINATOR)
    amina = await beneficiary(town, paul, 1001, "Amina")
    first, second, third, *_ = [
        await town.publish(title, MONDAY_MORNING + timedelta(days=5 + rank, hours=9))
        for rank, title in enumerate(OUTINGS)
    ]
    await amina.presses(f"ask:{first}:2")
    await town.deliver()
    await paul.taps("Accepter")
    await town.deliver()
    await amina.presses(f"ask:{second}:1")
    await town.deliver()
    mine, asked = (row["id"] for row in table(town, "SELECT id FROM reservations ORDER BY id"))
    of_amina = ("home", "offers", f"session:{third}", f"session:{first}", "mine", f"reminder:{mine}:j3", f"way:{first}")
    more_of_hers = ("settings", "help", "languages", "privacy", f"leave:{mine}")
    of_paul, of_karine = ("home", f"request:{asked}", "people"), ("home", f"sheet:{first}", f"guests:{first}")
    seen = ((amina, (*of_amina, *more_of_hers)), (paul, of_paul), (karine, of_karine))
    return [(f"{who.name}, {data.partition(':')[0]}", who, data) for who, screens in seen for data in screens]
