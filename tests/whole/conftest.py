"""What does not depend on the database is looked at on one."""

from pathlib import Path

import pytest

from handlers import text
from locales.languages import LANGUAGES, Language
from tests.conftest import a_file
from tests.whole.made_up import MADE_UP, lay_folder


@pytest.fixture
def url(climbed: Path, tmp_path: Path) -> str:
    return a_file(climbed, tmp_path)


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Language:
    """One language more than there are: a folder and a line."""
    root = tmp_path / "locales"
    root.mkdir()
    lay_folder(root)
    monkeypatch.setattr(text, "LOCALES", root)
    monkeypatch.setitem(LANGUAGES, MADE_UP.code, MADE_UP)
    return MADE_UP
