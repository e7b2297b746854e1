"""What does not depend on the database is looked at on one."""

from pathlib import Path

import pytest

from tests.conftest import a_file


@pytest.fixture
def url(climbed: Path, tmp_path: Path) -> str:
    return a_file(climbed, tmp_path)
