"""The map holds: who may know whom, a line a folder; and the domain never waits and never asks the time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# folder → what it must not import, and files or folders of it that may.
FORBIDDEN = {
    "bot": ({"handlers", "storage", "telegram", "aiosqlite", "psycopg"}, ["bot/__main__.py", "bot/commands"]),
    "bot/domain": ({"asyncio", "bot.ports", "time", "random", "os"}, []),
    "storage": ({"handlers", "telegram"}, []),
    "handlers": ({"storage", "telegram", "aiosqlite", "psycopg"}, ["handlers/telegram", "handlers/demo"]),
    "handlers/telegram": ({"storage", "aiosqlite", "psycopg", "handlers.demo"}, []),
    "handlers/demo": ({"storage", "aiosqlite", "psycopg"}, []),
    "locales": ({"bot", "storage", "telegram"}, []),
}
WAITING = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
CLOCKS = {f"{whose}.{asked}" for whose in ("datetime", "date", "time") for asked in ("now", "utcnow", "today", "time")}


def files(folder: str, but: list[str]) -> Iterator[Path]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if not any(path.relative_to(ROOT).as_posix().startswith(it) for it in but):
            yield path


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (it.name for it in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{it.name}" for it in node.names)


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_arrows_point_inward(folder: str) -> None:
    never, but = FORBIDDEN[folder]
    crossed = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(folder, but)
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if any(name == it or name.startswith(f"{it}.") for it in never)
    ]
    assert crossed == []


def test_the_domain_never_waits_and_never_asks_the_time() -> None:
    for path in files("bot/domain", []):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, WAITING), f"{path.name} waits"
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in CLOCKS, f"{path.name}:{node.lineno} asks the time"
