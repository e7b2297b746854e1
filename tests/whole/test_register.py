"""Every column is classified (M3): the register and the migrated database say the same."""

import sqlite3
from enum import StrEnum
from pathlib import Path

import pytest

from bot import register
from bot.domain.attendance import Attendance
from bot.domain.company import Wish
from bot.domain.letters import Fate
from bot.domain.meeting import Concern, Step
from bot.domain.next_step import Stride
from bot.domain.rehearsals import Answer
from bot.domain.reminders import Stage
from bot.domain.reservations import State, Word
from bot.domain.waiting import Why
from bot.register import codes, markdown
from bot.register.kinds import Erased, Kept, Whose
from storage.records import THEIRS
from storage.schema import upgrade
from tests.whole.test_letters_have_screens import PERSON, READER

REMEDY = "say in bot/register/ why this column is kept, about whom, how long, and what erasing does to it"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The columns of every table, SQLite's own apart."""
    file = tmp_path_factory.mktemp("register") / "town.db"
    upgrade(f"sqlite:///{file}")
    connection = sqlite3.connect(file)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
        for name in names
        if not name.startswith("sqlite_")
    }
    connection.close()
    return found


def test_every_column_is_classified_and_none_is_gone(there: dict[str, set[str]]) -> None:
    told = {(table, name) for table, name, _ in register.columns()}
    real = {(table, name) for table, names in there.items() for name in names}
    assert real - told == set(), REMEDY
    assert told - real == set(), "the register tells of a column that is no longer there"


def test_what_is_about_somebody_has_an_end_and_an_erasure() -> None:
    for table, name, it in register.columns():
        about_somebody = it.whose is not Whose.NOBODY
        assert not (about_somebody and it.kept is Kept.ALWAYS) or it.erased is Erased.COUNTED, f"{table}.{name}"
        assert not (it.whose is Whose.PERSON and it.erased is Erased.UNTOUCHED), f"{table}.{name}"
        assert it.says.endswith("."), f"{table}.{name}"


def test_only_the_person_s_own_is_given_to_the_person() -> None:
    """And to whoever goes along, where they went."""
    others = {(table, name) for table, name, it in register.columns() if it.exported and it.whose is not Whose.PERSON}
    assert others == {("companions", name) for name in ("outing_id", "taken_at", "offered_at")}


def test_whatever_is_given_to_the_person_is_found_by_the_shelf() -> None:
    assert set(register.exported()) == set(THEIRS)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (codes.STATES, State),
        (codes.STAGES, Stage),
        (codes.WHYS, Why),
        (codes.ATTENDANCES, Attendance),
        (codes.WORDS, Word),
        (codes.WISHES, Wish),
        (codes.REHEARSALS, Answer),
        (codes.STEPS, Step),
        (codes.STRIDES, Stride),
        (codes.CONCERNS, Concern),
        (codes.FATES, Fate),
    ],
)
def test_every_word_of_the_code_has_its_words_for_people(codes: dict[str, str], words: type[StrEnum]) -> None:
    assert set(codes) == {it.value for it in words}


def test_every_letter_to_a_person_has_its_words() -> None:
    assert set(codes.KINDS) == {kind for kind, reader in READER.items() if reader >= PERSON}


def test_the_page_of_the_register_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "bot" / "operating" / "registre.md"
    assert page.read_text(encoding="utf-8") == markdown.page(), "passerelle register > bot/operating/registre.md"
