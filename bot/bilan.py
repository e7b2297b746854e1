"""The bilan of a period that is over and settled, without what could lead to somebody."""

from datetime import datetime

from bot.domain.bilan import Bilan, Period, Span, latest_settled, period_of
from bot.domain.hiding import hide, is_told_of_one
from bot.domain.refusals import Gone
from bot.ports import Store


async def recent(store: Store, of_one: bool, now: datetime) -> list[Period]:
    """The last two months, quarters and years that are settled, since there were outings; of one organisation or of all."""
    begins_on = await store.bilan.begins_on()
    last = [latest_settled(now.date(), span) for span in Span]
    found = [it for each in last for it in (each, each.before) if is_told_of_one(it) or not of_one]
    return [it for it in found if begins_on is not None and begins_on <= it.last]


async def of(store: Store, house_id: int | None, period: Period, now: datetime) -> Bilan:
    """Of one organisation, or of all together. Raises Gone, of a period that is not settled too, or that is not told of one
    organisation."""
    if not period.is_settled(now.date()) or not (house_id is None or is_told_of_one(period)):
        raise Gone
    year = await store.bilan.of(None, period_of(period.first, Span.YEAR))
    asked = house_id is None and period == year.period
    return hide(year if asked else await store.bilan.of(house_id, period), year)
