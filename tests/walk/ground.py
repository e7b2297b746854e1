"""Where a walk happens: a database with the tables and nobody in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.schema import upgrade


@contextmanager
def files() -> Iterator["Files"]:
    with TemporaryDirectory() as folder:
        climbed = Path(folder) / "climbed.db"
        upgrade(f"sqlite:///{climbed}")
        yield Files(climbed)


class Files:
    """SQLite files, each as if it were the first."""

    def __init__(self, climbed: Path) -> None:
        self._climbed = climbed

    @contextmanager
    def one(self) -> Iterator[str]:
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{shutil.copy(self._climbed, Path(folder) / 'town.db')}"
