"""Dates and hours as people write them."""

import contextlib
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.drafts import Fault
from bot.feeds.faults import Unfit
from bot.feeds.moments import day_and_hour, hour
from bot.feeds.values import Cell

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    "written",
    [
        *("14/03/2027", "14-03-2027", "2027-03-14", "14.03.2027", "14/3/27", "samedi 14 mars 2027", "14 mars 2027"),
        *("le dim. 14 mars 2027", "Dimanche, 14 MARS 2027", "2027/03/14", " 14  mars  2027 "),
        *(dt.date(2027, 3, 14), dt.datetime(2027, 3, 14)),  # noqa: DTZ001 - a cell has no zone
    ],
)
def test_a_day_is_written_in_many_ways(written: Cell) -> None:
    assert day_and_hour(written, PARIS) == (dt.date(2027, 3, 14), None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1er août 2027", dt.date(2027, 8, 1)),
        ("3 févr. 2027", dt.date(2027, 2, 3)),
        ("9 déc 2027", dt.date(2027, 12, 9)),
    ],
)
def test_months_have_accents_and_short_names(written: str, day: dt.date) -> None:
    assert day_and_hour(written, PARIS) == (day, None)


@pytest.mark.parametrize(
    "written",
    [
        *("14/03/2027 20h30", "dimanche 14 mars 2027 à 20 h 30", "2027-03-14T20:30:00+01:00", "2027-03-14T19:30:00Z"),
        *("2027-03-14 20:30", dt.datetime(2027, 3, 14, 20, 30)),  # noqa: DTZ001 - a cell has no zone
    ],
)
def test_a_day_may_bring_its_hour(written: Cell) -> None:
    assert day_and_hour(written, PARIS) == (dt.date(2027, 3, 14), dt.time(20, 30))


@pytest.mark.parametrize(
    "written",
    [
        *("", "demain", "31/02/2027", "14/13/2027", "14 marz 2027", "14 mars", "14/03/2027 tôt", "14/03/1027", "5"),
        *(46000.0, True, "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "2027-03-14T99:99", "00/00/0000"),
    ],
)
def test_anything_else_is_no_date(written: Cell) -> None:
    with pytest.raises(Unfit) as refused:
        day_and_hour(written, PARIS)
    assert refused.value.fault is Fault.BAD_DATE


@pytest.mark.parametrize(
    "written", ["20h00", "20h", "20 h 00", "20:00", "20H00", "à 20 h", "20 heures", "20:00:00", "20"]
)
def test_eight_in_the_evening_is_written_in_many_ways(written: str) -> None:
    assert hour(written) == dt.time(20)


@pytest.mark.parametrize("cell", [dt.time(20, 30), dt.timedelta(hours=20, minutes=30), 20.5 / 24])
def test_an_hour_may_be_a_cell(cell: Cell) -> None:
    assert hour(cell) == dt.time(20, 30)


@pytest.mark.parametrize("written", ["24h00", "20h60", "le soir", "20h-22h", "-1h", "", dt.timedelta(days=2), 20.5])
def test_anything_else_is_no_hour(written: Cell) -> None:
    with pytest.raises(Unfit) as refused:
        hour(written)
    assert refused.value.fault is Fault.BAD_TIME


@given(some.dates(dt.date(2000, 1, 1), dt.date(2199, 12, 31)), some.times())
def test_every_day_and_hour_is_read_back(day: dt.date, at: dt.time) -> None:
    assert day_and_hour(f"{day.day}/{day.month}/{day.year}", PARIS) == (day, None)
    assert hour(f"{at.hour}h{at.minute:02}") == dt.time(at.hour, at.minute)


@given(some.text())
def test_any_words_are_read_or_refused(words: str) -> None:
    with contextlib.suppress(Unfit):
        day_and_hour(words, PARIS)
    with contextlib.suppress(Unfit):
        hour(words)
