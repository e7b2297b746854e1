"""The shelf of bilans, on both databases."""

from datetime import date

import pytest

from bot import bilan
from bot.domain.bilan import Answering, By, Load, Period, Span, What
from bot.domain.refusals import Gone
from storage.store import Storage
from tests.given import NOW

YEAR = Period(Span.YEAR, date(2026, 1, 1))


async def test_where_nothing_was_everything_is_nought(storage: Storage) -> None:
    async with storage.reading() as store:
        it = await bilan.of(store, None, YEAR, NOW)
    assert it.whole == dict.fromkeys(What, 0)
    assert (it.load, it.answering) == (Load(0, None, None), Answering(None, None, 0))
    assert [(each.by, len(each.lines)) for each in it.tables] == [
        (By.MONTH, 12),
        *((by, 0) for by in By if by is not By.MONTH),
    ]


async def test_there_is_none_of_nobody_nor_of_what_is_not_settled(storage: Storage) -> None:
    async with storage.reading() as store:
        for house, period in ((7, YEAR), (None, Period(Span.YEAR, date(2027, 1, 1)))):
            with pytest.raises(Gone):
                await bilan.of(store, house, period, NOW)
