"""What a bilan tells of a small town, against whoever subtracts all bilans of its year from each other."""

from dataclasses import replace

import pytest

from bot.domain.bilan import Answering, Bilan, By, Line, Load, Span, Table, What
from bot.domain.breakdowns import breakdowns
from bot.domain.hiding import hide
from bot.domain.subtraction import is_small
from tests.differencing import MONTHS, QUARTERS, YEAR, Numbers, Place, cells, family, found, raw, year_of

TOWNS = [(1, 2, 30), (11, 5, 400), (17, 5, 150), (104, 3, 25)]
"""Which, of how many organisations and places."""


@pytest.mark.parametrize(("seed", "houses", "places"), TOWNS)
def test_subtracting_all_bilans_of_a_year_finds_nobody(seed: int, houses: int, places: int) -> None:
    assert list(found(year_of(seed, houses, places), hide)) == []


def only_small(it: Bilan, _: Bilan) -> Bilan:
    def hidden(numbers: Numbers) -> Numbers:
        return {what: None if n is not None and is_small(n) else n for what, n in numbers.items()}

    tables = [
        replace(table, lines=tuple(replace(line, numbers=hidden(line.numbers)) for line in table.lines))
        for table in it.tables
        if it.period.span is Span.YEAR and not it.house
    ]
    return replace(it, whole=hidden(it.whole), tables=tuple(tables))


def test_hiding_the_small_ones_alone_lets_somebody_be_found() -> None:
    """The control."""
    assert next(found(year_of(11, 3, 60), only_small))


@pytest.mark.parametrize(("seed", "houses", "places"), TOWNS)
def test_what_is_told_is_what_was_counted(seed: int, houses: int, places: int) -> None:
    year = year_of(seed, houses, places)
    counted = {cell: n for it in family(year, lambda it, _: it) for cell, n in cells(it)}
    told = {cell: n for it in family(year, hide) for cell, n in cells(it) if n is not None}
    assert told
    assert {cell: counted[cell] for cell in told} == told


def test_the_same_number_is_told_or_hidden_wherever_it_stands() -> None:
    everywhere = [set(cells(it)) for it in family(year_of(11, 5, 400), hide)]
    said = set().union(*everywhere)
    assert len(said) == len({cell for cell, _ in said})


def until(year: list[Place], month: int) -> list[Place]:
    return [it for it in year if it.month.first.month <= month]


def test_what_was_told_stays_told_and_what_was_hidden_stays_hidden() -> None:
    year = year_of(20, 2, 150)
    for period in (*MONTHS, *QUARTERS):
        so_far = until(year, period.told_with.last.month)
        then = hide(raw(so_far, "", period), raw(so_far, "", YEAR))
        assert then == hide(raw(year, "", period), raw(year, "", YEAR))


def test_a_large_town_is_told_everything() -> None:
    year = year_of(5, 2, 30) * 40
    it = hide(raw(year, "", YEAR), raw(year, "", YEAR))
    assert [what for what in (What.OFFERED, What.REQUESTED, What.USED, What.EMPTY) if it.whole[what] is None] == []


def test_of_one_organisation_no_month_is_told() -> None:
    year = year_of(1, 2, 30)
    with pytest.raises(ValueError, match="no bilan of 1 for 2026-01"):
        hide(raw(year, "1", MONTHS[0]), raw(year, "", YEAR))


def test_hours_are_told_of_many_answers_and_how_many_never() -> None:
    of_all = raw(year_of(5, 2, 30) * 40, "", YEAR)
    for answers, told in ((20, Answering(4, 30, None)), (19, Answering(None, None, None))):
        assert hide(replace(of_all, answering=Answering(4, 30, answers)), of_all).answering == told


def test_the_load_is_told_of_five_referents() -> None:
    of_all = raw(year_of(5, 2, 30), "", YEAR)
    for load, told in ((Load(5, 3, 40), Load(5, None, 40)), (Load(4, 30, 40), Load(None, None, None))):
        assert hide(replace(of_all, load=load), of_all).load == told


def test_what_bears_another_name_since_has_no_line_under_the_old_one() -> None:
    """Who has been erased is kept under the name of that time: the line would say that there was somebody."""
    known = Line("Le Silo", {What.OFFERED: 60, What.USED: 40, What.EMPTY: 20, What.PEOPLE: 29}, "13002")
    formerly = Line("Silo", {What.OFFERED: 0, What.USED: 0, What.EMPTY: 0, What.PEOPLE: 1}, "13002")
    (told,) = breakdowns([Table(By.VENUE, (known, formerly))])
    assert [it.name for it in told.lines] == ["Le Silo"]
