"""`passerelle move`, as an operator types it."""

from pathlib import Path

import pytest

from storage.alone import alone
from tests import postgresql
from tests.given import rows
from tests.whole.test_command_line import passerelle


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """With one person in it."""
    passerelle(tmp_path, "invite", "coordinator", "--organisation", "CCAS", "--name", "Karine")
    return tmp_path


def test_a_town_moves_and_the_same_commands_work_there(town: Path) -> None:
    url = postgresql.emptied()
    done = passerelle(town, "move", "sqlite:///passerelle.db", url)
    assert done.returncode == 0, done.stderr
    assert "people : 1" in done.stdout.splitlines()
    assert "Tout est arrivé, et comparé : 3 lignes" in done.stdout
    assert [it["name"] for it in rows(url, "SELECT name FROM people")] == ["Karine"]
    there = {"PASSERELLE_DATABASE_URL": url}
    passerelle(town, "invite", "referent", "--organisation", "CCAS", "--name", "Paul", **there)
    assert [it["name"] for it in rows(url, "SELECT name FROM people ORDER BY id")] == ["Karine", "Paul"]


REFUSED = {
    "no such file": ("sqlite:///nowhere.db", "sqlite:///there.db", "Il n'y a pas de base nowhere.db"),
    "the same": ("sqlite:///passerelle.db", "sqlite:///passerelle.db", "deux bases différentes"),
    "no database": ("passerelle.db", "sqlite:///there.db", "La base de départ doit ressembler à"),
    "unreachable": ("sqlite:///passerelle.db", "postgresql://k:s3cr@127.0.0.1:9/town", "ne s'ouvre pas"),
}


@pytest.mark.parametrize(("source", "target", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_move_is_one_sentence(town: Path, source: str, target: str, why: str) -> None:
    done = passerelle(town, "move", source, target)
    assert done.returncode in (1, 2)
    assert why in done.stderr
    assert "s3cr" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_second_move_is_refused_and_so_is_one_under_a_running_bot(town: Path) -> None:
    assert passerelle(town, "move", "sqlite:///passerelle.db", "sqlite:///there.db").returncode == 0
    again = passerelle(town, "move", "sqlite:///passerelle.db", "sqlite:///there.db")
    assert (again.returncode, "contient déjà des données" in again.stderr) == (1, True)
    with alone(f"sqlite:///{town}/passerelle.db"):
        running = passerelle(town, "move", "sqlite:///passerelle.db", "sqlite:///elsewhere.db")
    assert (running.returncode, "Un autre robot utilise déjà la base" in running.stderr) == (1, True)
