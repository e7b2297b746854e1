"""The shelf of bilans, on both databases: it counts what a recount in plain SQL counts, and goes on doing so when people
are erased and when rows have been kept long enough."""

from datetime import UTC, date, datetime

import pytest

from bot import bilan, erasing, retention
from bot.domain.bilan import Answering, Bilan, By, Load, Period, Span, What
from bot.domain.hiding import hide
from bot.domain.refusals import Gone
from storage.store import Storage
from tests import year
from tests.differencing import MONTHS, QUARTERS, named
from tests.given import NOW, rows
from tests.recount import asking, recounted

YEAR = Period(Span.YEAR, date(year.YEAR, 1, 1))
SPRING = Period(Span.QUARTER, date(year.YEAR, 4, 1))
MARCH = Period(Span.MONTH, date(year.YEAR, 3, 1))
ASKED = [(None, YEAR), (None, MARCH), (1, SPRING)]
"""Of one organisation and of all."""


@pytest.fixture
async def recount(url: str) -> list[Bilan]:
    """Of a town that is there now."""
    await year.build(url, year.SMALL)
    with asking(url) as ask:
        return [recounted(ask, house, period) for house, period in ASKED]


async def counted(storage: Storage) -> list[Bilan]:
    async with storage.reading() as store:
        return [await store.bilan.of(house, period) for house, period in ASKED]


async def test_every_number_is_that_of_a_recount_in_plain_sql(recount: list[Bilan], storage: Storage) -> None:
    assert all(n for n in recount[0].whole.values()), "every figure is put to the test"
    assert await counted(storage) == recount


async def test_neither_erasing_anybody_nor_keeping_for_two_years_changes_a_number(
    recount: list[Bilan], storage: Storage, url: str
) -> None:
    for person in (*range(1, 4), *range(year.SMALL.referents + 1, year.SMALL.referents + 20)):
        async with storage.writing() as store:
            await store.teams.hand_over_people(person, year.SMALL.referents)
            await erasing.erase(store, await store.people.get(person), NOW)
    assert await counted(storage) == recount
    for day in (datetime(year.YEAR + 2, 3, 10, tzinfo=UTC), datetime(year.YEAR + 2, 10, 5, tzinfo=UTC)):
        await retention.apply(storage, day)
        assert await counted(storage) == recount
    still = rows(url, "SELECT person_id FROM reservations WHERE person_id > 0")
    assert 0 < len(still) < year.SMALL.reservations, "some are here still, with some of their outings"
    named = {int(it["name"]) for it in rows(url, "SELECT name FROM tallies WHERE apart = 'referent'")}
    assert named <= {it["id"] for it in rows(url, "SELECT id FROM people")}, "of who is gone it is not said who it was"


async def test_subtracting_all_that_is_told_of_the_year_finds_nobody(recount: list[Bilan], storage: Storage) -> None:
    """As it is counted, and as it is told."""
    asked: list[tuple[int | None, Period]] = [(None, it) for it in (*MONTHS, *QUARTERS, YEAR)]
    asked += [(house, YEAR) for house in range(1, 1 + year.SMALL.organisations)]
    async with storage.reading() as store:
        true = [await store.bilan.of(house, period) for house, period in asked]
    of_all = true[asked.index((None, YEAR))]
    told = [hide(it, of_all) for it in true]
    assert list(named(true, told)) == []
    assert any(n is None for it in told for n in it.whole.values()), "something had to be hidden"


async def test_where_nothing_was_everything_is_nought(storage: Storage) -> None:
    async with storage.reading() as store:
        it = await bilan.of(store, None, YEAR, NOW)
    assert it.whole == dict.fromkeys(What, 0)
    assert it.welcomed == {"open": 0, "permanence": 0}
    assert (it.load, it.answering) == (Load(0, None, None), Answering(None, None, None))
    assert [(each.by, len(each.lines)) for each in it.tables] == [
        (By.MONTH, 12),
        *((by, 0) for by in By if by is not By.MONTH),
    ]


async def test_there_is_none_of_nobody_nor_of_what_is_not_settled(storage: Storage) -> None:
    async with storage.reading() as store:
        for house, period in ((7, YEAR), (None, Period(Span.YEAR, date(2027, 1, 1)))):
            with pytest.raises(Gone):
                await bilan.of(store, house, period, NOW)
