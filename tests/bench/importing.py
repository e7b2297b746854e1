"""A file of ten thousand rows, sent and published in the chat, while others go on tapping."""

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path

from tests.bench import towns
from tests.bench.bots import Bot, running
from tests.bench.figures import Figure
from tests.bench.loopback import Line, Loopback, document, tap
from tests.bench.update import CHATS

ROWS = 10_000
A_TAP_EVERY = 0.1
"""Seconds, whether or not the last was answered."""

COORDINATOR = towns.account(1)


async def measure(folder: Path) -> AsyncIterator[Figure]:
    loopback = Loopback()
    await loopback.start()
    url = towns.build(folder / "import.db", towns.Size())
    async with running(loopback, "passerelle", url, "1e6") as bot:
        tapping = asyncio.create_task(_tap_all_the_while(bot))
        begun = time.perf_counter()
        await _published(bot.line)
        took = time.perf_counter() - begun
        tapping.cancel()
        yield Figure("a file of 10,000 rows, from sent to published", took, 10.0, unit="s")
        yield Figure("the longest wait for an answer meanwhile", max(bot.line.waits) * 1000, 300, unit="ms")
    await loopback.stop()


def table() -> bytes:
    """A season of 10,000 evenings."""
    rows = (
        f"Spectacle {n};{1 + n % 28:02}/{1 + n % 12:02}/2028;{18 + n % 4}:{n % 60:02};Le Silo;35 quai du Lazaret;13002;"
        f"Marseille;{1 + n % 50}"
        for n in range(ROWS)
    )
    return "\n".join(("Titre;Date;Heure;Lieu;Adresse;Code postal;Ville;Places", *rows)).encode()


async def _published(line: Line) -> None:
    content = table()
    line.files["sorties.csv"] = content
    line.put([document(COORDINATOR, "sorties.csv", len(content))])
    publish = await _button(line, "publish_upload")
    line.put([tap(COORDINATOR, publish)])
    await _button(line, "undo")


async def _button(line: Line, name: str) -> str:
    """Once the coordinator sees one that leads there."""
    async with asyncio.timeout(120):
        await line.until(lambda: bool(_buttons(line, name)))
    return _buttons(line, name)[0]


def _buttons(line: Line, name: str) -> list[str]:
    rows = line.last.get(COORDINATOR, {}).get("reply_markup", {}).get("inline_keyboard", [])
    leads = [str(button.get("callback_data", "")) for row in rows for button in row]
    return [it for it in leads if it.startswith(name)]


async def _tap_all_the_while(bot: Bot) -> None:
    for number in cycle(range(CHATS)):
        account = towns.beneficiary(number)
        bot.line.put_timed(account, tap(account, "offers:all:1"))
        await asyncio.sleep(A_TAP_EVERY)
