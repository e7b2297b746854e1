"""The bilan of a period that is over and settled, without what could lead to somebody."""

from datetime import datetime

from bot.domain.bilan import Bilan, Period
from bot.domain.hiding import hide
from bot.domain.refusals import Gone
from bot.ports import Store


async def of(store: Store, house_id: int | None, period: Period, now: datetime) -> Bilan:
    """Of one organisation, or of all together. Raises Gone, of a period that is not settled too."""
    if not period.is_settled(now.date()):
        raise Gone
    return hide(await store.bilan.of(house_id, period))
