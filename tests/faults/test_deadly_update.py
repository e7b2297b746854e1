"""An update that ends every process that handles it is put aside in the end; what waits beside it is served, and never
blamed (U4)."""

from bot.clock import utc_now
from bot.ports import MOST_DEATHS
from tests.faults.crowd import crowd
from tests.faults.entries import DEADLY, DEADLY_TEXT
from tests.faults.killing import Siege, besieged
from tests.given import rows

OTHERS = 40
"""More than are served at a time."""


async def test_it_is_put_aside_and_the_others_are_served() -> None:
    async with besieged(DEADLY, seed=1) as siege:
        amina, *others = await crowd(siege.url, "beneficiary", 1 + OTHERS, utc_now())
        for who in (amina, *others):
            siege.world.person(who, "A.", "fr").started = True
            siege.world.send_text(who, DEADLY_TEXT if who == amina else "/aide")
        for _ in range(MOST_DEATHS):
            await siege.process.start()
            assert await siege.process.ended() < 0, "it was killed"
        await siege.rest()
        assert siege.under_way() == 0
        assert "Un problème est survenu de notre côté." in _heard(siege, amina)
        assert all("Ce service propose" in _heard(siege, who) for who in others)
        assert rows(siege.url, "SELECT count(*) AS n FROM inbox WHERE state = 'poison'") == [{"n": 1}]


def _heard(siege: Siege, account: int) -> str:
    return "\n".join(it.text for it in siege.world.transcript(account) if it.from_bot)
