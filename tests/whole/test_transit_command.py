"""`passerelle transit`: an operator's timetable is kept, refreshed, refused with a reason, and forgotten."""

from datetime import timedelta
from pathlib import Path

from bot.clock import utc_now
from tests.transit.files import zipped
from tests.whole.test_command_line import passerelle


def feed(folder: Path, last_day: int, heading: str = "Port", **more: list[tuple[object, ...]]) -> str:
    """The name of a file with one bus, which runs until so many days from now."""
    first, last = (f"{utc_now() + timedelta(days=days):%Y%m%d}" for days in (-400, last_day))
    tables: dict[str, list[tuple[object, ...]]] = {
        "agency.txt": [("1", "Régie du Port", "", "Europe/Paris")],
        "stops.txt": [("a", "Gare", 43.3, 5.37, "", "", ""), ("b", "Port", 43.31, 5.38, "", "", "")],
        "routes.txt": [("r", "31", 3)],
        "trips.txt": [("r", "s", "t", heading, "")],
        "stop_times.txt": [
            ("t", "18:00:00", "18:00:00", "a", 1, "", ""),
            ("t", "18:10:00", "18:10:00", "b", 2, "", ""),
        ],
        "calendar.txt": [("s", 1, 1, 1, 1, 1, 1, 1, first, last)],
    }
    tables["stop_times.txt"] += more.get("also", [])
    return zipped(folder, tables).name


def test_a_timetable_is_kept_refreshed_and_forgotten(tmp_path: Path) -> None:
    said = passerelle(tmp_path, "transit").stdout
    assert "Aucun horaire n'est gardé." in said
    said = passerelle(tmp_path, "transit", feed(tmp_path, 30)).stdout
    assert "Compagnie : Régie du Port." in said
    assert "Arrêts : 2. Trajets : 1." in said
    said = passerelle(tmp_path, "transit", feed(tmp_path, 60)).stdout
    assert said.count("Horaires gardés : Régie du Port, jusqu'au") == 1
    said = passerelle(tmp_path, "transit", feed(tmp_path, 60), "--name", "Ferry").stdout
    assert said.count("Horaires gardés") == 2
    assert passerelle(tmp_path, "transit", "--forget", "Ferry").stdout.count("Horaires gardés") == 1
    assert passerelle(tmp_path, "transit", "--forget", "Ferry").returncode == 2


def test_a_feed_that_ended_last_month_is_said_and_the_former_stays(tmp_path: Path) -> None:
    passerelle(tmp_path, "transit", feed(tmp_path, 30))
    done = passerelle(tmp_path, "transit", feed(tmp_path, -30))
    assert "Ces horaires se sont arrêtés le" in done.stdout
    assert (done.returncode, done.stderr) == (1, "Rien n'a été changé.\n")
    assert "Horaires gardés : Régie du Port" in passerelle(tmp_path, "transit").stdout


def test_a_broken_row_is_said_with_its_line(tmp_path: Path) -> None:
    bad: list[tuple[object, ...]] = [("t", "soon", "soon", "a", 3, "", "")] * 25
    said = passerelle(tmp_path, "transit", feed(tmp_path, 30, also=bad)).stdout
    assert "25 lignes n'ont pas pu être lues :" in said
    assert "Ligne 4 de stop_times.txt : une valeur n'est pas comprise." in said
    assert "et d'autres." in said
    assert "Horaires gardés" in said


def test_what_is_no_feed_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "liste.zip").write_text("du pain")
    done = passerelle(tmp_path, "transit", "liste.zip")
    assert "Ce fichier ne peut pas être lu." in done.stdout
    assert done.returncode == 1
    done = passerelle(tmp_path, "transit", "absent.zip")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
