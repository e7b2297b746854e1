"""`make bench`: what is asked of the bot's speed, measured side by side in one run. Ratios hold from one machine to another,
seconds do not. Nothing here fails: each line says whether what is asked holds."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import network, sizes, update

SECTIONS = {
    "One update end to end": update.measure,
    "A large town": sizes.measure,
    "The way there": network.measure,
}


async def main() -> None:
    missed = 0
    with TemporaryDirectory() as folder:
        for title, measure in SECTIONS.items():
            say(f"\n{title}")
            async for figure in measure(Path(folder)):
                say(f"  {figure}")
                missed += not figure.holds
    say(f"\n{missed} of what is asked does not hold here." if missed else "\nAll that is asked holds here.")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the output


if __name__ == "__main__":
    asyncio.run(main())
