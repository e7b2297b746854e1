"""Bilal, who is followed by Paul too; Victor and Nour, volunteers; a permanence, for those who come and talk; and whatever
the story, every button that it drew is alive."""

from collections.abc import Iterator

import pytest

from tests.conftest import beneficiary, volunteer
from tests.given import Buttons, table
from tests.phone import Phone
from tests.town import Town


@pytest.fixture(autouse=True)
def buttons(town: Town) -> Iterator[Buttons]:
    buttons = Buttons(town.world)
    yield buttons
    buttons.ensure_alive()


@pytest.fixture
async def bilal(town: Town, paul: Phone) -> Phone:
    return await beneficiary(town, paul, 1002, "Bilal")


@pytest.fixture
async def victor(town: Town) -> Phone:
    return await volunteer(town, 4004, "Victor")


@pytest.fixture
async def nour(town: Town) -> Phone:
    return await volunteer(town, 4005, "Nour")


@pytest.fixture
async def tuesdays(town: Town, karine: Phone, paul: Phone) -> Phone:
    """Every Tuesday afternoon at the neighbourhood house, where Paul welcomes."""
    await karine.sends("/reglages")
    await karine.taps("Nos permanences")
    assert "Il n'y a pas encore de permanence." in karine.text
    await karine.taps("Ajouter une permanence")
    await karine.sends("mardi 14h-17h")
    await karine.sends("Maison du quartier")
    await karine.sends("12 rue Bernard, 13003 Marseille")
    await karine.sends("Paul")
    return karine


async def answered(town: Town, paul: Phone, *people: Phone, title: str = "Concert") -> None:
    """They asked, and Paul said yes to all; the letters wait."""
    concert = await town.publish(title, places=10)
    for it in people:
        await it.presses(f"ask:{concert}:1")
    await town.deliver()
    for row in table(town, "SELECT id FROM reservations WHERE state = 'requested'"):
        await paul.presses(f"accept:{row['id']}")


def copies(it: Phone) -> int:
    """Of the yes."""
    return it.all_text.count("Place confirmée.")
