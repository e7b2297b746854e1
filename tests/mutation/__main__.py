"""`make mutate`: a row a module, then what nobody noticed; it ends with 1 if a survivor has no reason in `survivors.txt`."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import pytest
import typer

from tests.mutation.changing import changes
from tests.mutation.subjects import ROOT, SUBJECTS
from tests.mutation.trying import Fate, Trial

REASONS = Path(__file__).with_name("survivors.txt")


def main(
    only: Annotated[list[str] | None, typer.Argument(help="Files, as bot/domain/waiting.py; all, if none.")] = None,
) -> None:
    """Change one thing at a time, and see whether a test notices."""
    os.nice(10)
    chosen = only or list(SUBJECTS)
    tests = sorted({test for path in chosen for test in SUBJECTS[path]})
    survivors: list[str] = []
    how = ["-p", "no:xdist", "-p", "no:cacheprovider", "-o", "addopts=", "-qq", "-s", "-k", "not postgresql"]
    pytest.main([*how, *tests], plugins=[Trial(lambda trial: survivors.extend(_all(trial, chosen)))])
    known = {line.partition(" | ")[0] for line in REASONS.read_text(encoding="utf-8").splitlines()}
    for it in survivors:
        typer.echo(f"{'' if it in known else 'WITHOUT A REASON '}{it}")
    sys.exit(not known.issuperset(survivors))


def _all(trial: Trial, chosen: list[str]) -> list[str]:
    """The table, as it is found, and the survivors."""
    told, survivors = Counter[Fate](), list[str]()
    typer.echo("| module | changes | noticed | of which by no end | survived |\n| --- | --- | --- | --- | --- |")
    for path in chosen:
        fates, survived = _of(trial, path)
        typer.echo(_row(path, fates))
        told += fates
        survivors += survived
    typer.echo(_row("all", told))
    return survivors


def _of(trial: Trial, path: str) -> tuple[Counter[Fate], list[str]]:
    """What became of each change of one file, and those that nobody noticed."""
    module, tests = path.removesuffix(".py").replace("/", "."), SUBJECTS[path]
    if not trial.passes(tests):
        raise SystemExit(f"{path}: its tests fail with nothing changed")
    ended = list(trial.tried(module, changes((ROOT / path).read_text(encoding="utf-8")), tests))
    survived = sorted(f"{path} {change}" for change, fate in ended if fate is Fate.SURVIVED)
    return Counter(fate for _, fate in ended), survived


def _row(what: str, fates: Counter[Fate]) -> str:
    every = fates.total()
    noticed = (every - fates[Fate.SURVIVED]) / max(1, every)
    return f"| {what} | {every} | {noticed:.1%} | {fates[Fate.TIMED_OUT]} | {fates[Fate.SURVIVED]} |"


if __name__ == "__main__":
    typer.run(main)
