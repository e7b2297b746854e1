"""`passerelle report`, as an operator types it, over a town of a year."""

import asyncio
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bot.commands import Stop
from bot.commands.reporting import asked_for
from bot.domain.bilan import Period, Span, What
from storage.schema import upgrade
from tests import year
from tests.recount import asking, recounted
from tests.whole.test_command_line import passerelle

TOWN = year.Size(organisations=3, referents=20, people=300, venues=4, sessions=200, reservations=1_500)
"""Of so many the year is told."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    url = f"sqlite:///{folder}/passerelle.db"
    upgrade(url)
    asyncio.run(year.build(url, TOWN, of=2025))
    return folder


def test_the_bilan_is_on_the_screen_with_what_is_counted_beside(town: Path) -> None:
    done = passerelle(town, "report", "--period", "2025")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Toutes les structures ensemble, année 2025\n")
    with asking(f"sqlite:///{town}/passerelle.db") as ask:
        used = recounted(ask, None, Period(Span.YEAR, date(2025, 1, 1))).whole[What.USED]
    assert f" {used}  Places utilisées. Places accordées aux personnes qui sont venues" in done.stdout
    assert "Par mois " in done.stdout
    assert done.stdout.rstrip().endswith("qui le ferait retrouver.")


def test_the_bilan_is_written_in_files(town: Path) -> None:
    files = ("--pdf", "bilan.pdf", "--xlsx", "bilan.xlsx", "--png", "bilan.png")
    done = passerelle(town, "report", "--period", "2025", *files)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"Bilan écrit : bilan.{it}" for it in ("pdf", "xlsx", "png")]
    assert (town / "bilan.pdf").read_bytes().startswith(b"%PDF")
    assert (town / "bilan.png").read_bytes().startswith(b"\x89PNG")
    assert openpyxl.load_workbook(town / "bilan.xlsx").sheetnames


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--organisation", "Personne"), 2, "Aucune structure ne s'appelle « Personne »."),
        (("--xlsx", "passerelle.db"), 2, "Le fichier passerelle.db existe déjà."),
        (("--xlsx", "nulle/part.xlsx"), 1, "Le fichier nulle/part.xlsx ne peut pas être écrit"),
    ],
)
def test_what_cannot_be_told_or_written_is_one_sentence(
    town: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    before = (town / "passerelle.db").read_bytes()
    done = passerelle(town, "report", "--period", "2025", *words)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (code, "", 1)
    assert done.stderr.startswith(said)
    assert (town / "passerelle.db").read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "of_one", "said"),
    [
        ("mars", False, "La période « mars » n'est pas comprise."),
        ("2026-T4", False, "Cette période n'est pas close .* --period 2026-T3."),
        ("2026-10", True, "Le bilan d'une seule structure est celui d'une année"),
    ],
)
def test_a_period_that_has_no_bilan_is_one_sentence(typed: str, of_one: bool, said: str) -> None:
    with pytest.raises(Stop, match=said) as no:
        asked_for(typed, of_one, date(2026, 11, 23))
    assert no.value.code == 2


def test_without_a_period_it_is_the_last_that_is_settled() -> None:
    said = [asked_for("", of_one, date(2026, 11, 7)).name for of_one in (False, True)]
    assert said == ["2026-09", "2025"]
