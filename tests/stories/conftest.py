"""Bilal, who is followed by Paul too; and whatever the story, every button that it drew is alive."""

from collections.abc import Iterator

import pytest

from tests.conftest import beneficiary
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
