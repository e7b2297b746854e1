"""A database in a file of its own, for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Storage
from tests.given import storage_in


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with storage_in(tmp_path) as storage:
        yield storage
