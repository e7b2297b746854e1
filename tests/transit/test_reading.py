"""An operator's file, as good or as bad as it comes."""

import random
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.timetable import Feed, Mode
from bot.transit import Reading, packed, read, unpacked
from bot.transit.faults import MOST_SHOWN, Broken, Ill, Why
from bot.transit.package import MOST_FILES
from tests.transit.files import DATA, Table, of_folder, text, zipped, zipped_text

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
ZONE = "Europe/Paris"

Tables = dict[str, Table]


@pytest.fixture
def tables() -> Tables:
    """Two stops, a bus, every day of 2027; no calendar_dates.txt, no parent stations."""
    return {
        "agency.txt": [("1", "Régie", "", ZONE)],
        "stops.txt": [("a", "Métro Gèze", 43.3, 5.37, "", "", ""), ("b", "Île", 43.31, 5.38, "", "", "")],
        "routes.txt": [("r", "31", 3)],
        "trips.txt": [("r", "s", "t", "Île", "")],
        "stop_times.txt": [
            ("t", "18:00:00", "18:00:00", "a", 1, "", ""),
            ("t", "25:10:00", "25:10:00", "b", 2, "", ""),
        ],
        "calendar.txt": [("s", 1, 1, 1, 1, 1, 1, 1, "20270101", "20271231")],
    }


def reading(folder: Path, tables: Tables) -> Reading:
    return read(zipped(folder, tables), NOW, ZONE)


def feed_of(it: Reading) -> Feed:
    assert it.feed is not None, it
    return it.feed


def test_a_feed_is_read_packed_and_unpacked(tmp_path: Path, tables: Tables) -> None:
    it = reading(tmp_path, tables)
    feed = feed_of(it)
    assert (it.name, it.broken_count, feed.zone) == ("Régie", 0, ZONE)
    assert [stop.name for stop in feed.stops] == ["Métro Gèze", "Île"]
    (bus,) = feed.patterns
    assert (bus.line, bus.mode, bus.heading, list(bus.departures)) == (
        "31",
        Mode.BUS,
        "Île",
        [18 * 3600, 25 * 3600 + 600],
    )
    assert unpacked(packed(feed)) == feed


def test_every_table_of_the_harbour_survives_the_packing(tmp_path: Path) -> None:
    it = read(of_folder(DATA / "harbour", tmp_path), NOW, ZONE)
    assert it.broken_count == 0, it.broken
    assert unpacked(packed(feed_of(it))) == it.feed


def test_without_calendar_txt_the_dates_are_enough(tmp_path: Path, tables: Tables) -> None:
    del tables["calendar.txt"]
    tables["calendar_dates.txt"] = [("s", "20270313", 1)]
    feed = feed_of(reading(tmp_path, tables))
    assert feed.last_day == date(2027, 3, 13)
    assert [feed.running(date(2027, 3, day))[0] for day in (12, 13, 14)] == [0, 1, 0]


def test_an_exception_goes_before_the_week(tmp_path: Path, tables: Tables) -> None:
    tables["calendar_dates.txt"] = [("s", "20270313", 2)]
    feed = feed_of(reading(tmp_path, tables))
    assert [feed.running(date(2027, 3, day))[0] for day in (12, 13, 14)] == [1, 0, 1]


def test_a_feed_that_ended_last_month_says_so_and_is_not_used(tmp_path: Path, tables: Tables) -> None:
    tables["calendar.txt"] = [("s", 1, 1, 1, 1, 1, 1, 1, "20260101", "20270131")]
    it = reading(tmp_path, tables)
    assert (it.ended, it.feed) == (date(2027, 1, 31), None)


def test_the_operator_may_end_it_before_its_calendar_does(tmp_path: Path, tables: Tables) -> None:
    tables["feed_info.txt"] = [("Régie", "20270228")]
    assert reading(tmp_path, tables).ended == date(2027, 2, 28)
    tables["feed_info.txt"] = [("Régie", "20270630")]
    assert feed_of(reading(tmp_path, tables)).last_day == date(2027, 6, 30)


def test_a_calendar_without_end_is_kept_for_a_season(tmp_path: Path, tables: Tables) -> None:
    tables["calendar.txt"] = [("s", 1, 1, 1, 1, 1, 1, 1, "20000101", "20991231")]
    feed = feed_of(reading(tmp_path, tables))
    assert (feed.last_day - NOW.date()).days == 400
    assert feed.services[0].bit_length() < 420


BROKEN: list[tuple[str, tuple[Any, ...], Why]] = [
    ("stops.txt", ("c", "Nowhere", "", "", "", "", ""), Why.VALUE),
    ("stops.txt", ("c", "Null island", 0, 0, "", "", ""), Why.VALUE),
    ("stops.txt", ("c", "Off the map", 143, 5, "", "", ""), Why.VALUE),
    ("stops.txt", ("c", "Cut"), Why.CUT),
    ("routes.txt", ("q", "9", "bus"), Why.VALUE),
    ("trips.txt", ("unknown", "s", "u", "", ""), Why.UNKNOWN),
    ("trips.txt", ("r", "unknown", "u", "", ""), Why.UNKNOWN),
    ("stop_times.txt", ("unknown", "18:00:00", "18:00:00", "a", 3, "", ""), Why.UNKNOWN),
    ("stop_times.txt", ("t", "18:00:00", "18:00:00", "unknown", 3, "", ""), Why.UNKNOWN),
    ("stop_times.txt", ("t", "18h00", "18h00", "a", 3, "", ""), Why.VALUE),
    ("stop_times.txt", ("t", "999999:00:00", "999999:00:00", "a", 3, "", ""), Why.VALUE),
    ("stop_times.txt", ("t", "26:00:00", "26:00:00", "a", -1, "", ""), Why.VALUE),
    ("calendar.txt", ("s", 1, 1, 1, 1, 1, 1, 1, "tomorrow", "20271231"), Why.VALUE),
    ("calendar.txt", ("s", 1, 1, 1, 1, 1, 1, 7, "20270101", "20271231"), Why.VALUE),
    ("calendar_dates.txt", ("s", "20270230", 1), Why.VALUE),
    ("calendar_dates.txt", ("s", "20270313", 3), Why.VALUE),
    ("frequencies.txt", ("t", "06:00:00", "24:00:00", 0, ""), Why.VALUE),
    ("transfers.txt", ("a", "unknown", 2, 60), Why.UNKNOWN),
    ("transfers.txt", ("a", "b", 2, -60), Why.VALUE),
]


@pytest.mark.parametrize(("name", "row", "why"), BROKEN)
def test_a_broken_row_is_counted_with_its_line_and_the_rest_is_used(
    tmp_path: Path, tables: Tables, name: str, row: Sequence[object], why: Why
) -> None:
    whole = feed_of(reading(tmp_path, tables))
    tables[name] = [*tables.get(name, ()), row]
    it = reading(tmp_path, tables)
    assert (list(it.broken), it.broken_count) == ([Broken(name, len(tables[name]) + 1, why)], 1)
    assert feed_of(it) == whole


def test_a_trip_that_runs_backwards_is_left_out_and_the_others_run(tmp_path: Path, tables: Tables) -> None:
    tables["trips.txt"] = [*tables["trips.txt"], ("r", "s", "u", "Île", "")]
    back = [("u", "18:00:00", "18:00:00", "a", 1, "", ""), ("u", "17:00:00", "17:00:00", "b", 2, "", "")]
    tables["stop_times.txt"] = [*tables["stop_times.txt"], *back]
    it = reading(tmp_path, tables)
    assert list(it.broken) == [Broken("stop_times.txt", 5, Why.ORDER)]
    assert feed_of(it).patterns[0].trips == 1


def test_a_trip_with_two_rows_of_one_rank_is_left_out(tmp_path: Path, tables: Tables) -> None:
    """Nobody can tell which of the two comes first."""
    tables["trips.txt"] = [*tables["trips.txt"], ("r", "s", "u", "Île", "")]
    same = [("u", "18:00:00", "18:00:00", stop, 1, "", "") for stop in "ab"]
    tables["stop_times.txt"] = [*tables["stop_times.txt"], *same]
    it = reading(tmp_path, tables)
    assert list(it.broken) == [Broken("stop_times.txt", 5, Why.ORDER)]
    assert feed_of(it).patterns[0].trips == 1


def test_many_broken_rows_are_all_counted_and_the_first_are_shown(tmp_path: Path, tables: Tables) -> None:
    bad = [("t", "x", "x", "a", 3 + rank, "", "") for rank in range(500)]
    tables["stop_times.txt"] = [*tables["stop_times.txt"], *bad]
    it = reading(tmp_path, tables)
    assert (it.broken_count, len(it.broken)) == (500, MOST_SHOWN)
    assert it.feed is not None


def test_times_between_two_known_ones_are_filled_in_evenly(tmp_path: Path, tables: Tables) -> None:
    tables["stop_times.txt"] = [
        ("t", "18:00:00", "18:00:00", "a", 1, "", ""),
        ("t", "", "", "b", 2, "", ""),
        ("t", "18:10:00", "18:10:00", "a", 7, "", ""),
    ]
    (bus,) = feed_of(reading(tmp_path, tables)).patterns
    assert list(bus.arrivals) == [64800, 65100, 65400]


def test_who_overtakes_is_in_another_pattern(tmp_path: Path, tables: Tables) -> None:
    tables["trips.txt"] = [*tables["trips.txt"], ("r", "s", "express", "Île", "")]
    fast = [("express", "18:30:00", "18:30:00", "a", 1, "", ""), ("express", "18:40:00", "18:40:00", "b", 2, "", "")]
    tables["stop_times.txt"] = [*tables["stop_times.txt"], *fast]
    assert [it.trips for it in feed_of(reading(tmp_path, tables)).patterns] == [1, 1]


def test_accents_of_an_older_windows_are_read(tmp_path: Path, tables: Tables) -> None:
    files = {name: text(name, rows) for name, rows in tables.items()}
    files["stops.txt"] = files["stops.txt"].decode().encode("cp1252")
    files["trips.txt"] = b"\xef\xbb\xbf" + files["trips.txt"]
    feed = feed_of(read(zipped_text(tmp_path, files), NOW, ZONE))
    assert [stop.name for stop in feed.stops] == ["Métro Gèze", "Île"]


def test_a_stop_keeps_its_number_when_the_feed_is_refreshed(tmp_path: Path, tables: Tables) -> None:
    before = feed_of(reading(tmp_path, tables)).stops
    tables["stops.txt"] = [("new", "Nouveau", 43.32, 5.39, "", "", ""), *reversed(tables["stops.txt"])]
    tables["stop_times.txt"] = [("t", "17:00:00", "17:00:00", "new", 0, "", ""), *tables["stop_times.txt"]]
    after = feed_of(reading(tmp_path, tables)).stops
    assert {it.name: it.number for it in before}.items() <= {it.name: it.number for it in after}.items()
    assert all(it.number < 10**15 for it in after)


@pytest.mark.parametrize("missing", ["stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "calendar.txt"])
def test_a_feed_without_what_every_feed_has_is_refused(tmp_path: Path, tables: Tables, missing: str) -> None:
    del tables[missing]
    it = reading(tmp_path, tables)
    assert (it.ill, it.what, it.feed) == (Ill.INCOMPLETE, missing, None)


def test_a_missing_column_is_named(tmp_path: Path, tables: Tables) -> None:
    files = {name: text(name, rows) for name, rows in tables.items()}
    files["stops.txt"] = files["stops.txt"].replace(b"stop_lat", b"latitude")
    assert read(zipped_text(tmp_path, files), NOW, ZONE).what == "stops.txt (stop_lat)"


def test_what_is_no_zip_or_a_damaged_one_is_unreadable(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "feed.zip"
    path.write_bytes(b"a shopping list\n" * 200)
    assert read(path, NOW, ZONE).ill is Ill.UNREADABLE
    whole = zipped(tmp_path, tables).read_bytes()
    for cut in (whole[:300], whole[: len(whole) // 2], whole[:120] + b"\x00" * 40 + whole[160:]):
        path.write_bytes(cut)
        assert read(path, NOW, ZONE).feed is None


def test_a_bomb_is_not_unpacked(tmp_path: Path, tables: Tables) -> None:
    files = {name: text(name, rows) for name, rows in tables.items()}
    assert read(zipped_text(tmp_path, files | {"shapes.txt": b"0" * 50_000_000}), NOW, ZONE).ill is Ill.TOO_LARGE
    many = {f"{number}.txt": b"x" for number in range(MOST_FILES)}
    assert read(zipped_text(tmp_path, files | many), NOW, ZONE).ill is Ill.TOO_LARGE


def test_a_directory_that_lies_about_sizes_gains_nothing(tmp_path: Path, tables: Tables) -> None:
    """The part is read to the size that was announced, and found damaged."""
    files = {name: text(name, rows) for name, rows in tables.items()}
    files["stop_times.txt"] += b"t,18:00:00,18:00:00,a,9,,\n" * 100_000
    path = zipped_text(tmp_path, files)
    with zipfile.ZipFile(path) as package:
        true_size = package.getinfo("stop_times.txt").file_size
    path.write_bytes(path.read_bytes().replace(true_size.to_bytes(4, "little"), (200).to_bytes(4, "little")))
    assert read(path, NOW, ZONE).ill is Ill.UNREADABLE


def test_one_row_that_never_ends_is_one_broken_row(tmp_path: Path, tables: Tables) -> None:
    files = {name: text(name, rows) for name, rows in tables.items()}
    files["stops.txt"] += b"z," + random.Random(1).randbytes(80_000).hex().encode() + b",43,5,,,\n"  # noqa: S311 - noise
    it = read(zipped_text(tmp_path, files), NOW, ZONE)
    assert it.broken_count == 1
    assert it.feed is not None


def test_repeating_for_ever_is_refused(tmp_path: Path, tables: Tables) -> None:
    tables["frequencies.txt"] = [("t", "00:00:00", "99:00:00", 30, "")] * 500
    assert reading(tmp_path, tables).ill is Ill.TOO_LARGE
