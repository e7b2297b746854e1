"""`python -m tests.walk SEED`: one walk again, step by step, in words."""

import asyncio
import sys
from typing import Annotated

import typer

from tests.walk.chronicle import chronicle
from tests.walk.ground import files
from tests.walk.step import Step
from tests.walk.walker import STEPS, Fell, walked


def main(
    seed: Annotated[int, typer.Argument(help="Of the walk.")],
    steps: Annotated[int, typer.Option(help="How far.", min=1)] = STEPS,
) -> None:
    """Tell what everybody did, read and got; ends with 1 where a rule is broken."""
    with files() as ground, ground.one() as url:
        try:
            asyncio.run(walked(url, seed, steps, _tell))
        except Fell as fell:
            typer.echo(f"FELL: {fell.__cause__}")
            sys.exit(1)


def _tell(words: str, step: Step) -> None:
    typer.echo("\n".join(chronicle(words, step)))


if __name__ == "__main__":
    typer.run(main)
