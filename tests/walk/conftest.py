from pathlib import Path

import pytest

from tests.walk.ground import Files


@pytest.fixture
def ground(climbed: Path) -> Files:
    return Files(climbed)
