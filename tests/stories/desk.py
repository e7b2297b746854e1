"""What stories of the coordinator's desk share: an outing on sale, people who are coming, and days counted from it."""

from datetime import UTC, datetime

from tests.conftest import beneficiary
from tests.phone import Phone
from tests.town import Town

SATURDAY_EVENING = datetime(2027, 3, 13, 19, 0, tzinfo=UTC)
"""20 h in Paris, twelve days after the story begins."""


async def comes(who: Phone, referent: Phone, title: str = "Concert", places: str = "Demander une place") -> None:
    """Asks, and is accepted."""
    await asks(who, title, places)
    await who.town.deliver()
    await referent.taps("Accepter")
    await who.town.deliver()


async def asks(who: Phone, title: str = "Concert", places: str = "Demander une place") -> None:
    await who.sends("/sorties")
    await who.taps(title)
    await who.taps(places)


async def household(town: Town, paul: Phone) -> tuple[Phone, Phone]:
    """Amina and Bilal, both followed by Paul, both coming to the concert."""
    amina = await beneficiary(town, paul, 1001, "Amina")
    bilal = await beneficiary(town, paul, 1002, "Bilal")
    await comes(amina, paul)
    await comes(bilal, paul)
    return amina, bilal


async def opens_sheet(karine: Phone, title: str = "Concert") -> None:
    await karine.sends("/start")
    await karine.taps("Sorties")
    await karine.taps("Sorties publiées")
    await karine.taps(title)
