"""A database of its own for each test, on both; and Amina in it, for letters."""

from collections.abc import AsyncIterator

import pytest

from storage.store import Storage
from tests.given import a_person, storage_at


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with storage_at(url) as storage:
        yield storage


@pytest.fixture
async def amina(storage: Storage) -> int:
    async with storage.writing() as store:
        return await a_person(store)
