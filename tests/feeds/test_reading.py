"""Any file at all: it is read or refused, the same way each time, and nothing in it is lost."""

import random
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from bot.domain.drafts import Fault, Reading, Trouble
from bot.feeds import LARGEST
from tests.feeds.files import CONCERT, DATA, HEADINGS, as_csv, as_xlsx, reading

FILES = {
    "x.json": (DATA / "openagenda.json").read_bytes(),
    "x.csv": (DATA / "marseille.csv").read_bytes(),
    "x.ics": (DATA / "sorties.ics").read_bytes(),
    "x.xlsx": as_xlsx([HEADINGS, CONCERT, (*CONCERT[:-1], "dix")]),
}

filenames = some.sampled_from(sorted(FILES))
words = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def refused(fault: Fault, value: str = "") -> Reading:
    return Reading(rows=0, troubles=(Trouble(fault, value=value),))


@pytest.mark.parametrize("filename", sorted(FILES))
def test_the_same_bytes_twice_make_equal_readings(filename: str) -> None:
    assert reading(FILES[filename], filename) == reading(FILES[filename], filename)


@pytest.mark.parametrize("filename", ["x.xls", "x.ods", "x.pdf", "x", "", "x.csv.exe"])
def test_another_kind_of_file_is_not_known(filename: str) -> None:
    assert [trouble.fault for trouble in reading(b"x", filename).troubles] == [Fault.UNKNOWN_FORMAT]


@pytest.mark.parametrize("filename", sorted(FILES))
def test_an_empty_file_is_empty(filename: str) -> None:
    assert reading(b"", filename) == reading(b" \r\n", filename) == refused(Fault.EMPTY)


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        *((as_csv([HEADINGS]), "x.csv"), (as_xlsx([HEADINGS]), "x.xlsx"), (as_xlsx([]), "x.xlsx"), (b"[]", "x.json")),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "x.ics"),
    ],
)
def test_a_file_without_one_outing_is_empty(content: bytes, filename: str) -> None:
    assert reading(content, filename) == refused(Fault.EMPTY)


@pytest.mark.parametrize("filename", sorted(FILES))
def test_a_file_that_is_too_large_is_not_opened(filename: str) -> None:
    assert reading(FILES[filename] + b" " * LARGEST, filename) == refused(Fault.TOO_LARGE)


@pytest.mark.parametrize(
    ("content", "filename"),
    [(FILES["x.csv"], "x.xlsx"), (FILES["x.xlsx"], "x.csv"), (FILES["x.json"], "x.ics"), (FILES["x.xlsx"], "x.ics")],
)
def test_a_file_under_another_name_is_unreadable(content: bytes, filename: str) -> None:
    assert reading(content, filename) == refused(Fault.UNREADABLE, filename.removeprefix("x"))


@pytest.mark.parametrize("content", [b"[" * 100_000, b"{}", b"\xff[]", b"[1" + b"0" * 5000 + b"]", b'"x"'])
def test_json_that_is_no_list_is_unreadable(content: bytes) -> None:
    assert reading(content, "x.json") == refused(Fault.UNREADABLE)


@given(some.binary(max_size=300), filenames)
@example(b"PK\x03\x04", "x.xlsx")
@example(b"BEGIN:VCALENDAR\nEND:VEVENT", "x.ics")
@example(b"titre;date;heure;lieu\n\x81;;;", "x.csv")
def test_any_bytes_are_read_or_refused(content: bytes, filename: str) -> None:
    assert reading(content, filename).troubles


@settings(max_examples=150)
@given(filenames, some.randoms(use_true_random=False), some.integers(1, 8))
def test_any_damage_to_a_file_is_read_or_refused(filename: str, chance: random.Random, times: int) -> None:
    damaged = bytearray(FILES[filename])
    for _ in range(times):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    assert isinstance(reading(bytes(damaged), filename), Reading)


@given(some.lists(some.tuples(words, words, words, words, words), max_size=8))
def test_every_line_that_says_something_is_in_one_draft_or_in_a_trouble(lines: list[tuple[str, ...]]) -> None:
    known = [(title, "14/03/2027", "20h", venue, places) for title, _, _, venue, places in lines]
    found = reading(as_csv([("titre", "date", "heure", "lieu", "places"), *lines, *known]), "x.csv")
    drafted = Counter(row for offer in found.offers for row in offer.rows)
    troubled = {trouble.row for trouble in found.troubles}
    assert all(count == 1 for count in drafted.values())
    assert not drafted.keys() & troubled
    assert len(drafted) + len(troubled - {0}) == found.rows
