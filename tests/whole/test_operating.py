"""What the operator has in hand is true: files that name our commands and settings, pages that name our alarms."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from bot import register
from bot.__main__ import app
from bot.register.kinds import Whose
from tests.whole.test_command_line import passerelle

ROOT = Path(__file__).parents[2]
HERE = ROOT / "bot" / "operating"
PAGE = (HERE / "README.md").read_text("utf-8")
IMAGE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
UNITS = {it.name: it.read_text("utf-8") for it in sorted(HERE.glob("passerelle*"))}
FILES = {"README.md": PAGE, "Dockerfile": IMAGE, "compose.yaml": COMPOSE, **UNITS}

LEVELS = {"warning", "error", "exception", "critical"}
SETTING = re.compile(r"PASSERELLE_[A-Z_]+")
KNOWN = set(SETTING.findall((ROOT / "bot" / "settings.py").read_text("utf-8")))


def commands() -> dict[str, set[str]]:
    """Name → its options; of a group, those of all that stand in it."""
    every = get_command(app).commands  # type: ignore[attr-defined]
    grouped = {name: [one, *getattr(one, "commands", {}).values()] for name, one in every.items()}
    return {name: {word for one in its for each in one.params for word in each.opts} for name, its in grouped.items()}


TYPED = re.compile(
    r"(?:(?<![\w./-])passerelle|bin/passerelle|run --rm(?: -v \S+)? (?:bot|worker)) (?P<words>[a-z]+(?: [^\n`]*)?)"
)
GIVEN = re.compile(r"^(?:CMD|    command:) \[(?P<words>[^]]+)\]", re.MULTILINE)


def typed(name: str, text: str) -> list[list[str]]:
    """The words after `passerelle`, wherever somebody or something types it."""
    if name.endswith(".md"):
        text = "\n".join(re.findall(r"(?<=^```\n).*?(?=^```)|`[^`\n]+`", text, re.MULTILINE | re.DOTALL))
    found = [it["words"].split() for it in TYPED.finditer(text)]
    return found + [re.findall(r"[\w-]+", it["words"]) for it in GIVEN.finditer(text)]


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".timer")])
def test_every_command_that_is_typed_is_one_of_ours_with_its_options(name: str) -> None:
    ours, said = commands(), typed(name, FILES[name])
    said = [words for words in said if not words[0].startswith("passerelle")]
    assert said
    for first, *more in said:
        assert first in ours, f"{name}: passerelle {first}"
        assert {it for it in more if it.startswith("--")} <= ours[first], f"{name}: passerelle {first} {more}"


def test_the_page_tells_of_every_command_but_the_demo() -> None:
    assert {words[0] for words in typed("README.md", PAGE)} >= set(commands()) - {"demo"}


@pytest.mark.parametrize("name", FILES)
def test_every_setting_that_is_named_is_one_of_ours(name: str) -> None:
    assert set(SETTING.findall(FILES[name])) <= KNOWN


def test_every_setting_is_in_the_readme_and_in_the_help(tmp_path: Path) -> None:
    read = set(SETTING.findall(" ".join(it.read_text("utf-8") for it in (ROOT / "bot").rglob("*.py"))))
    assert read == KNOWN, "settings have one room"
    help_ = passerelle(tmp_path, "--help").stdout + passerelle(tmp_path, "run", "--help").stdout
    assert set(SETTING.findall(help_)) == KNOWN
    assert set(SETTING.findall((ROOT / "README.md").read_text("utf-8"))) == KNOWN


COPIED = re.findall(r"^COPY ([\w./-]+) ", IMAGE, re.MULTILINE)


def test_the_image_is_the_code_alone_and_that_is_enough(tmp_path: Path) -> None:
    """What it copies, in a folder of its own, is started as it starts."""
    folders = {it for it in COPIED if (ROOT / it).is_dir()}
    for it in folders:
        shutil.copytree(ROOT / it, tmp_path / "town" / it, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "data").mkdir()
    entry = re.findall(r'^ENTRYPOINT \["python", (.*)\]', IMAGE, re.MULTILINE)[0]
    done = subprocess.run(
        [sys.executable, *re.findall(r'"([^"]+)"', entry), "check"],
        cwd=tmp_path / "data",
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(tmp_path / "town"),
            "PASSERELLE_BOT_TOKEN": "1:x",
            "PASSERELLE_TELEGRAM_URL": "http://127.0.0.1:9",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "bien  Base de données" in done.stdout, done.stderr


def test_no_secret_can_be_in_the_image() -> None:
    """It gets folders by name; settings and databases that lie in them stay out; none of its own words is a secret."""
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    ignored = [it for it in ignored if it and not it.startswith("#")]
    assert ignored[0] == "*"
    assert {it.removeprefix("!") for it in ignored if it.startswith("!")} == {it.split("/")[0] for it in COPIED}
    last_let_in = max(n for n, it in enumerate(ignored) if it.startswith("!"))
    assert {"**/.env*", "**/*.db*"} <= set(ignored[last_let_in + 1 :])
    assert not re.search(r"^ADD |^ARG |TOKEN|SECRET|PASSWORD|PGPASS", IMAGE, re.MULTILINE)


def test_no_secret_is_written_in_a_file() -> None:
    """A container and a unit are told where to find it; a token in the page is none."""
    for name, text in FILES.items():
        assert not re.search(r"\b\d{6,}:[\w-]{20,}", text), name
        for secret in re.findall(
            r"(?:TOKEN|SECRET|PASSWORD)[\"']?\s*[=:][ \t]*(\S+)", "" if name == "README.md" else text
        ):
            assert re.fullmatch(r'"\$\{\w+:-\}"', secret), f"{name}: {secret}"


def test_what_the_image_copies_is_there() -> None:
    assert {"handlers", "storage", "locales", "bot"} <= set(COPIED)
    assert all((ROOT / it).exists() for it in COPIED)


def pinned(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)(?:\[\w+\])?==(\S+)", path.read_text("utf-8"), re.MULTILINE))


def test_the_image_has_the_versions_that_are_tested_and_no_others() -> None:
    image, tested = pinned(HERE / "requirements.txt"), pinned(ROOT / "requirements.txt")
    assert image.items() <= tested.items(), "make lock"
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {re.split(r"[^\w-]", it)[0].lower() for it in needed} <= set(image), "make lock"
    assert "pytest" not in image


def alarms() -> Iterator[tuple[str, str]]:
    """Every sentence that the log may say at WARNING or above, and where; what is not a constant is an alarm's own."""
    for folder in ("bot", "handlers", "storage"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "demo" not in path.parts:
                yield from ((str(path.relative_to(ROOT)), it) for it in said(ast.parse(path.read_text("utf-8"))))


def said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value != "%s":
                yield first.value


def test_there_are_alarms() -> None:
    assert {it for it in PAGE.splitlines() if it.startswith("| `")}
    assert "the database is back" in {words for _, words in alarms()}


@pytest.mark.parametrize(("where", "words"), sorted(set(alarms())))
def test_the_page_says_what_to_do_at_each_alarm(where: str, words: str) -> None:
    """By its beginning, where "…" is any value."""
    told = re.findall(r"`([^`\n]+)`", PAGE.partition("## À chaque alarme")[2])
    known = [".*".join(map(re.escape, it.split("…"))) for it in told]
    assert any(re.match(it, words) for it in known), f"{where}: {words!r} is not in the page"


IMPACT = (HERE / "analyse-d-impact.md").read_text("utf-8")


def test_each_measure_of_the_impact_assessment_has_its_guarantee_and_a_test_that_is_there() -> None:
    measures = IMPACT.partition("### Les mesures")[2].partition("### L'estimation")[0]
    measured = re.findall(r"^\| (?!Mesure)[^|-]+ \| ([A-Z]\d+(?:, [A-Z]\d+)*) \| (.+) \|$", measures, re.MULTILINE)
    assert len(measured) == measures.count("\n| ") - 1
    for guarantee, tests in measured:
        named = re.findall(r"\[`(\w+)(\.py)?`\]\(([^)]+)\)", tests)
        assert named, guarantee
        for name, file, path in named:
            text = (HERE / path).read_text("utf-8")
            assert path.endswith(f"{name}.py") if file else f"def {name}(" in text, f"{guarantee}: {name}"


def test_the_impact_assessment_says_what_the_register_says() -> None:
    """Each purpose, and how long what is kept for it about anybody."""
    table = IMPACT.partition("| Finalité |")[2].partition("**Jamais**")[0]
    told = {
        row[0]: set(row[2].split(" ; ")) for row in re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", table, re.MULTILINE)
    }
    kept: dict[str, set[str]] = {}
    for _, _, it in register.columns():
        if it.whose is not Whose.NOBODY and it.kept and it.kept.span:
            kept.setdefault(str(it.purpose), set()).add(it.kept.says)
    assert told == kept
