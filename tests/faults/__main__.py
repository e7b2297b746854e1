"""`make prove`: every proof in its long form, as a table; it ends with 1 unless all of them hold."""

import sys
import time
import traceback
from datetime import date
from typing import Annotated

import typer

from tests import postgresql
from tests.faults.figures import LONG, SHORT, Figure, Proof, Scale, counted, name_of
from tests.faults.proofs import PROOFS

HEAD = ("figure", "form", "tried", "found", "without the safeguard", "seed", "seconds")


def main(
    only: Annotated[list[str] | None, typer.Option(help="The name of a proof; may be repeated.")] = None,
    short: Annotated[bool, typer.Option("--short", help="As in `make test`.")] = False,
    share: Annotated[float, typer.Option(help="Of the long form.", min=0, max=1)] = LONG.share,
    seed: Annotated[int, typer.Option(help="Today's date, if none is given.")] = int(f"{date.today():%Y%m%d}"),  # noqa: DTZ011 - any number
) -> None:
    """Prove what Passerelle guarantees."""
    scale = SHORT if short else Scale(share)
    if unknown := set(only or ()) - {name_of(it) for it in PROOFS}:
        raise typer.BadParameter(f"no such proof: {', '.join(sorted(unknown))}")
    chosen = [it for it in PROOFS if not only or name_of(it) in only]
    told = _all_told(chosen, scale, seed)
    for line in (HEAD, ["---"] * len(HEAD), *(row for row, _ in told)):
        typer.echo(f"| {' | '.join(line)} |")
    sys.exit(not all(holds for _, holds in told))


def _all_told(chosen: list[Proof], scale: Scale, seed: int) -> list[tuple[list[str], bool]]:
    run = postgresql.announce()
    try:
        return [_told(it, scale, seed) for it in chosen]
    finally:
        postgresql.leave(run)


def _told(proof: Proof, scale: Scale, seed: int) -> tuple[list[str], bool]:
    """Its row, and whether it holds."""
    begun = time.monotonic()
    progress = Progress(name_of(proof), begun)
    progress("begins")
    try:
        figure = proof.prove(scale, seed, progress)
    except Exception:  # noqa: BLE001 - the other proofs are run all the same
        traceback.print_exc()
        figure = Figure("", {"run that ended in an error": 1}, {})
    progress(f"{'holds' if figure.holds else 'DOES NOT HOLD'}: {counted(figure.found)}")
    seconds = f"{time.monotonic() - begun:.0f}"
    row = [name_of(proof).replace("_", " "), str(scale), figure.amount, counted(figure.found)]
    return [*row, counted(figure.control), str(seed), seconds], figure.holds


class Progress:
    """A line a step, to standard error: the table stays whole."""

    def __init__(self, name: str, begun: float) -> None:
        self._name = name
        self._begun = begun

    def __call__(self, how_far: str) -> None:
        typer.echo(f"{time.monotonic() - self._begun:6.0f} s  {self._name}: {how_far}", err=True)


if __name__ == "__main__":
    typer.run(main)
