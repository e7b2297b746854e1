"""The command about how people get there: operators' timetables."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import timetables
from bot.clock import utc_now
from bot.commands import Stop, found_settings, say, storage_at
from bot.ports import Storage
from bot.settings import Settings
from handlers import timetable_words
from handlers.text import Translator

app = typer.Typer()


@app.command()
def transit(
    file: Annotated[Path | None, typer.Argument(help="Un fichier .zip au format GTFS, d'une compagnie.")] = None,
    name: Annotated[str, typer.Option(help="Sous quel nom le garder ; sinon, celui de la compagnie.")] = "",
    forget: Annotated[str, typer.Option(help="Oublier les horaires gardés sous ce nom.")] = "",
) -> None:
    """Garder les horaires de transport d'une compagnie, ou voir ceux qui sont gardés. Le même nom remplace l'ancien."""
    asyncio.run(_transit(found_settings(needs_token=False), file, name, forget))


async def _transit(found: Settings, file: Path | None, name: str, forget: str) -> None:
    t = Translator(found.language)
    async with storage_at(found.database_url) as storage:
        if forget:
            await _forget(storage, forget)
        if file is not None:
            await _keep(storage, file, name, found.timezone, t)
        async with storage.reading() as store:
            for line in timetable_words.listed(await store.timetables.all(), t):
                say(line.unescape())


async def _forget(storage: Storage, name: str) -> None:
    async with storage.writing() as store:
        if not await store.timetables.remove(name):
            raise Stop(f"Aucun horaire n'est gardé sous le nom {name}.", 2)


async def _keep(storage: Storage, file: Path, name: str, zone: str, t: Translator) -> None:
    """Everything is read before anything is changed."""
    now = utc_now()
    reading = timetables.read(file, now, zone, name)
    for line in timetable_words.details(reading, t):
        say(line.unescape())
    if reading.feed is None:
        raise Stop(t("Rien n'a été changé.").unescape())
    async with storage.writing() as store:
        await timetables.keep(store, reading, now)
