"""Both databases, empty, for proofs that run outside of any test too."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from storage.schema import upgrade
from tests import postgresql

DATABASES = ("SQLite", "PostgreSQL")


@contextmanager
def empty(database: str) -> Iterator[str]:
    """The address of one with the tables in it."""
    if database == "PostgreSQL":
        yield postgresql.emptied()
        return
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/town.db"
        upgrade(url)
        yield url
