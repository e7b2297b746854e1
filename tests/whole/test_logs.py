"""What a log line looks like, and what never stands in one."""

import json
import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import Lines
from tests import canary
from tests.conftest import beneficiary
from tests.phone import Phone
from tests.town import Town

CUT_OUT = "123456:a-token"


def line(name: str = "handlers.post", form: str = "text", words: str = "letter %s left", failing: bool = False) -> str:
    try:
        raise ValueError("Amina wrote this")
    except ValueError:
        failure = sys.exc_info()
    record = logging.LogRecord(name, logging.WARNING, "post.py", 12, words, (7,), failure if failing else None)
    return Lines(CUT_OUT, form).format(record)


def test_a_line_is_keys_and_values() -> None:
    said = line()
    assert said.startswith("at=20")
    assert said.endswith('Z level=WARNING logger=handlers.post said="letter 7 left"')


def test_a_line_is_json_where_that_is_asked_for() -> None:
    told = json.loads(line(form="json"))
    assert (told["level"], told["logger"], told["said"]) == ("WARNING", "handlers.post", "letter 7 left")


def test_a_line_never_breaks() -> None:
    assert "\n" not in line(words="one\ntwo %s") + line(form="json", words="one\ntwo %s", failing=True)


def test_of_a_failure_its_kind_and_its_way_are_told_and_not_its_words() -> None:
    said = line(failing=True)
    assert "error=ValueError" in said
    assert "tests/whole/test_logs.py" in said
    assert "Amina" not in said


def test_of_a_library_only_its_place_is_told() -> None:
    assert "letter 7" not in line(name="telegram.ext")
    assert "post:12" in line(name="telegram.ext")


def test_what_sqlite_says_is_told_for_it_holds_no_value() -> None:
    try:
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")
    except sqlite3.Error:
        record = logging.LogRecord("storage", logging.ERROR, "x.py", 1, "ill", (), sys.exc_info())
    assert "no such table: nowhere" in Lines().format(record)


def test_the_token_is_cut_out_wherever_it_stands() -> None:
    assert "a-token" not in line(words=f"asked {CUT_OUT} %s")


def test_what_nobody_caught_goes_out_the_same_way(tmp_path: Path) -> None:
    words = "from bot import logs; logs.configure('DEBUG', ''); raise ValueError('Amina')"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "error=ValueError" in done.stderr
    assert "Amina" not in done.stderr


async def test_the_canary_sings(town: Town, paul: Phone, caplog: pytest.LogCaptureFixture) -> None:
    """Its control: it would be heard."""
    it = await beneficiary(town, paul, 918273645, "Quirinale")
    await it.sends("une coquecigrue")
    for said in ("Quirinale came", "account 918273645 came", "it said: une coquecigrue", f"at {town.world.token}/send"):
        assert canary.sung([said]) == [said]
    assert canary.sung(["letter 12 left", "9182736450 bytes"]) == []
