"""`make bench`: what is asked of the bot's speed, measured side by side in one run. Ratios hold from one machine to another,
seconds do not. Nothing here fails: each line says whether what is asked holds."""

import asyncio
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import bilan, drain, importing, network, sizes, update, weight

SECTIONS = {
    "One update end to end (an echo is one message and keeps nothing; a look is two, an act with its letter three)": (
        update.measure
    ),
    "A large town": sizes.measure,
    "What it weighs, and how soon it answers": weight.measure,
    "Ten thousand letters due at once": drain.measure,
    "Ten thousand rows in a file": importing.measure,
    "A year of a town": bilan.measure,
    "The way there": network.measure,
}


async def main() -> None:
    missed, begun = 0, time.monotonic()
    with TemporaryDirectory() as folder:
        for title, measure in SECTIONS.items():
            say(f"\n{title}")
            async for figure in measure(Path(folder)):
                say(f"  {figure}")
                missed += not figure.holds
    say(f"\n{missed} of what is asked does not hold here." if missed else "\nAll that is asked holds here.")
    say(f"It took {time.monotonic() - begun:.0f} s; {load()}")


def load() -> str:
    """What others asked of the machine meanwhile: the more, the less a figure in seconds says."""
    return f"{os.getloadavg()[0]:.1f} processes wanted the machine's {os.cpu_count()} processors."


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the output


if __name__ == "__main__":
    asyncio.run(main())
