"""The commands about what is kept, as an operator types them."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.whole.test_command_line import passerelle


def a_record(folder: Path, name: str = "Karine") -> int:
    assert passerelle(folder, "invite", "coordinator", "--organisation", "CCAS", "--name", name).returncode == 0
    with closing(sqlite3.connect(folder / "passerelle.db")) as file:
        return int(file.execute("SELECT max(id) FROM people").fetchone()[0])


def test_erase_shows_first_then_erases_then_finds_nobody(tmp_path: Path) -> None:
    number = str(a_record(tmp_path, "Quirinale"))
    shown = passerelle(tmp_path, "erase", "--person", number)
    assert "Rien n'a été changé" in shown.stdout
    done = passerelle(tmp_path, "erase", "--person", number, "--yes")
    assert (done.returncode, re.findall("Effacée", done.stdout)) == (0, ["Effacée"])
    assert not any(b"Quirinale" in file.read_bytes() for file in tmp_path.iterdir())
    again = passerelle(tmp_path, "erase", "--person", number, "--yes")
    assert (again.returncode, again.stderr) == (1, "Aucune fiche n'a ce numéro.\n")


def test_erase_wants_one_number(tmp_path: Path) -> None:
    for words in ((), ("--person", "1", "--account", "2")):
        done = passerelle(tmp_path, "erase", *words)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_nobody_is_erased_by_the_number_of_nobody(tmp_path: Path) -> None:
    number = a_record(tmp_path)
    passerelle(tmp_path, "erase", "--person", str(number), "--yes")
    assert passerelle(tmp_path, "erase", "--person", "-1", "--yes").returncode == 1


def age(folder: Path, years: int) -> None:
    """Everybody was last heard of so long ago."""
    with closing(sqlite3.connect(folder / "passerelle.db")) as file, file:
        file.execute("UPDATE people SET created_at = created_at - ?", (years * 366 * 86400,))


def test_retention_shows_first_then_lets_go(tmp_path: Path) -> None:
    a_record(tmp_path)
    age(tmp_path, years=3)
    shown = passerelle(tmp_path, "retention")
    assert "Les fiches : 1 (deux ans après le dernier contact)" in shown.stdout
    assert "Rien n'a été changé" in shown.stdout
    assert "Les fiches : 1" in passerelle(tmp_path, "retention", "--yes").stdout
    assert passerelle(tmp_path, "retention").stdout.startswith("Rien n'a été changé")


def test_a_backup_is_written_once_and_taken_back(tmp_path: Path) -> None:
    number = a_record(tmp_path)
    assert "Sauvegarde écrite et vérifiée" in passerelle(tmp_path, "backup", "hier.db").stdout
    again = passerelle(tmp_path, "backup", "hier.db")
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)
    passerelle(tmp_path, "erase", "--person", str(number), "--yes")
    done = passerelle(tmp_path, "restore", "hier.db")
    assert "effacées de nouveau : 1." in done.stdout, done.stderr
    assert "est gardé : " in done.stdout
    absent = passerelle(tmp_path, "restore", "demain.db")
    assert (absent.returncode, len(absent.stderr.splitlines())) == (2, 1)
