"""A database in a file of its own, for each test; and Amina in it, for letters."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Storage
from tests.given import a_person, storage_in


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with storage_in(tmp_path) as storage:
        yield storage


@pytest.fixture
async def amina(storage: Storage) -> int:
    async with storage.writing() as store:
        return await a_person(store)
