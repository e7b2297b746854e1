"""The commands of the README, as an operator types them, in an empty folder."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import openpyxl
import pytest

from bot.settings import Settings
from tests import postgresql

ROOT = Path(__file__).parent.parent.parent
SHEET = "titre;date;heure;lieu;adresse;code postal;ville;places\nBal;14/03/2035;20h00;Le Silo;quai;13002;Marseille;4\n"


def environment(**settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PASSERELLE_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", **settings}


def passerelle(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_names_every_command(tmp_path: Path) -> None:
    said = passerelle(tmp_path, "--help").stdout
    assert all(name in said for name in ("run", "demo", "invite", "import", "check", "PASSERELLE_BOT_TOKEN"))


def test_run_without_a_token_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    done = passerelle(tmp_path, "run")
    assert done.returncode == 2
    assert done.stderr.startswith("PASSERELLE_BOT_TOKEN manque")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASSERELLE_TIMEZONE", "Mars/Olympus"),
        ("PASSERELLE_LANGUAGE", "klingon"),
        ("PASSERELLE_DATABASE_URL", "mysql://x"),
        ("PASSERELLE_TELEGRAM_URL", "telegram"),
        ("PASSERELLE_BOT_TOKEN", "secret"),
        ("PASSERELLE_LOG_LEVEL", "LOUD"),
        ("PASSERELLE_LOG_FORMAT", "xml"),
        ("PASSERELLE_METRICS_LISTEN", "0.0.0.0:9100"),
        ("PASSERELLE_METRICS_LISTEN", "127.0.0.1"),
        ("PASSERELLE_FEED_LISTEN", "8090"),
        ("PASSERELLE_AGENDA_HOSTS", "openagenda.com, https://ville.fr"),
        ("PASSERELLE_FEED_LISTEN", "127.0.0.1:99999"),
        ("PASSERELLE_OPERATOR", "Paul"),
        ("PASSERELLE_BOT_TOKEN_FILE", "/nowhere/token"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    settings = {"PASSERELLE_BOT_TOKEN": "1:x"} if name != "PASSERELLE_BOT_TOKEN_FILE" else {}
    done = passerelle(tmp_path, "run", **{**settings, name: value})
    assert done.returncode == 2
    assert done.stderr.startswith(name)
    assert len(done.stderr.splitlines()) == 1


def test_settings_are_read_from_a_dotenv_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PASSERELLE_TIMEZONE=Mars\nPASSERELLE_BOT_TOKEN=1:x\n")
    assert "Mars" in passerelle(tmp_path, "run").stderr


def test_invite_prints_a_link_or_code_of_128_bits_that_is_kept_hashed(tmp_path: Path) -> None:
    said = passerelle(tmp_path, "invite", "coordinator", "--organisation", "CCAS", "--name", "Karine").stdout
    code = re.search(r"Code : ([\w-]{22})", said)
    assert code is not None
    assert (tmp_path / "passerelle.db").stat().st_mode & 0o077 == 0, "it is for its owner"
    assert code[1].encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_invite_refuses_a_role_that_does_not_exist(tmp_path: Path) -> None:
    done = passerelle(tmp_path, "invite", "boss", "--organisation", "CCAS", "--name", "Karine")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_import_shows_first_then_writes_then_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "sorties.csv").write_text(SHEET)
    assert "Nouvelles : 1" in passerelle(tmp_path, "import", "sorties.csv", "--dry-run").stdout
    assert "Publiées : 1" in passerelle(tmp_path, "import", "sorties.csv", "--publish").stdout
    again = passerelle(tmp_path, "import", "sorties.csv").stdout
    assert "Nouvelles : 0" in again
    assert "Identiques : 1" in again


def test_import_of_a_bad_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "sorties.xlsx").write_bytes(b"not a workbook")
    for file in ("sorties.xlsx", "absent.csv"):
        done = passerelle(tmp_path, "import", file)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    done = passerelle(tmp_path, "transit", "absent.zip")
    assert (done.returncode, done.stderr) == (1, "Impossible : No such file or directory (absent.zip).\n")


def test_the_template_can_be_filled_in_and_imported(tmp_path: Path) -> None:
    assert passerelle(tmp_path, "import", "--template", "vide.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "vide.xlsx").worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert {"titre", "date", "heure", "lieu", "places"} <= {str(it).lower() for it in headings}
    assert passerelle(tmp_path, "import", "vide.xlsx", "--dry-run").returncode in (0, 1)


def test_check_says_what_is_ill_and_exits_1(tmp_path: Path) -> None:
    done = passerelle(tmp_path, "check", PASSERELLE_BOT_TOKEN="1:x", PASSERELLE_TELEGRAM_URL="http://127.0.0.1:9")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 6
    assert "bien  Piste des décisions : 0 lignes" in done.stdout
    assert "MAL   Telegram" in done.stdout


def test_check_says_which_database_it_is(tmp_path: Path) -> None:
    """PostgreSQL by its address, and nothing else."""
    for url, name in (("", "SQLite"), (postgresql.emptied(), "PostgreSQL")):
        said = passerelle(tmp_path, "check", PASSERELLE_BOT_TOKEN="1:x", PASSERELLE_DATABASE_URL=url).stdout
        assert re.search(rf"^bien  Base de données : à jour, {name} \d", said, re.MULTILINE), said


def test_the_password_of_the_database_is_in_no_sentence(tmp_path: Path) -> None:
    for scheme in ("postgres", "postgresql"):
        done = passerelle(
            tmp_path, "check", PASSERELLE_DATABASE_URL=f"{scheme}://karine:s3cr@t@127.0.0.1:9/town?a=s3cr"
        )
        assert done.returncode == 1
        assert "s3cr" not in done.stdout + done.stderr
    assert "s3cr" not in repr(Settings("", database_url="postgresql://karine:s3cr@t@127.0.0.1:9/town?password=s3cr"))


def test_a_damaged_database_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "passerelle.db").write_bytes(b"SQLite format 3\x00" + b"garbage" * 1000)
    done = passerelle(tmp_path, "invite", "referent", "--organisation", "CCAS", "--name", "Paul")
    assert done.returncode == 1
    assert "Restaurez une sauvegarde" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_transcript_tells_every_story(tmp_path: Path) -> None:
    done = passerelle(tmp_path, "demo", "--transcript")
    assert done.returncode == 0, done.stderr
    assert "Place confirmée." in done.stdout
    assert "Sans réponse de vous" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_one_story_can_be_told_alone(tmp_path: Path) -> None:
    done = passerelle(tmp_path, "demo", "--transcript", "--story", "attente")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[1] == "Une liste d’attente"
    assert "Une première sortie" not in done.stdout


@pytest.mark.parametrize("words", [("--transcript", "--story", "opera"), ("--story", "attente")])
def test_a_story_that_cannot_be_told_is_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = passerelle(tmp_path, "demo", *words)
    assert (done.returncode, done.stderr) == (
        2,
        "--story va avec --transcript, et dit sortie, attente ou accompagnee.\n",
    )


def test_the_demo_answers_on_its_port_and_leaves_at_once(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "8799"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as demo:
        assert demo.stdout is not None
        assert "http://127.0.0.1:8799" in demo.stdout.readline()
        with urllib.request.urlopen("http://127.0.0.1:8799/", timeout=10) as page:
            assert b'lang="fr"' in page.read()
        with urllib.request.urlopen("http://127.0.0.1:8799/attente", timeout=10) as page:
            assert (page.url, b'lang="fr"' in page.read()) == ("http://127.0.0.1:8799/attente/", True)
        asked = time.monotonic()
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(timeout=5) == 0
        assert time.monotonic() - asked < 5


COVERED = {
    "make",
    "make demo",
    "make test",
    "make run",
    "make lint",
    "make bench",
    "make prove",
    "make mutate",
    "make strings",
    "make gallery",
    ".venv/bin/passerelle report",
    ".venv/bin/passerelle demo --transcript",
    ".venv/bin/passerelle check",
    '.venv/bin/passerelle invite coordinator --organisation "CCAS de Marseille" --name Karine',
    ".venv/bin/passerelle import sorties.xlsx",
    ".venv/bin/passerelle transit gtfs.zip",
    ".venv/bin/passerelle move sqlite:///passerelle.db postgresql://name:password@server/town",
}
"""Commands that a test above or beside runs (`make run` and `make demo` by their one line, `make prove` in its short form, `make gallery` without the browser), or .ci/run does."""


def test_every_command_of_the_readme_is_run_somewhere() -> None:
    readme = (ROOT / "README.md").read_text()
    told = set(re.findall(r"^((?:make|\.venv/bin/\S+)\b.*)$", readme, re.MULTILINE))
    told |= set(re.findall(r"`((?:make|\.venv/bin/\S+)(?: [^`]*)?)`", readme))
    assert told == COVERED
