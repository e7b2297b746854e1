"""The command that brings outings in: from a file, or from a site that the operator has named."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import feeds, importing, uploads
from bot.clock import utc_now
from bot.commands import Stop, found_settings, say, storage_at
from bot.domain.agendas import Unfetched
from bot.domain.drafts import Reading
from bot.fetching import Fetch, Fetching
from bot.settings import Settings
from handlers.agenda_words import why_sentence
from handlers.imports import trouble_sentence
from handlers.preview import details, summary
from handlers.text import Translator

app = typer.Typer()


@app.command("import")
def import_(
    source: Annotated[
        str, typer.Argument(help="Un fichier .json (OpenAgenda), .csv, .xlsx ou .ics ; ou l'adresse https d'un agenda.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer sans rien changer.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Publier ce qui peut l'être.")] = False,
    template: Annotated[Path | None, typer.Option(help="Écrire un tableau vide à remplir (.xlsx).")] = None,
) -> None:
    """Importer des sorties. Elles deviennent des brouillons ; le même fichier deux fois ne change rien.

    Une adresse doit être celle d'un site que nomme PASSERELLE_AGENDA_HOSTS.
    """
    if template is not None:
        template.write_bytes(feeds.template())
        return say(f"Tableau vide écrit : {template}")
    if not source:
        raise Stop("Donnez un fichier à importer, ou --template FICHIER.xlsx.", 2)
    found = found_settings(needs_token=False)
    return asyncio.run(bring(found, source, dry_run, publish, Fetching(found.agenda_hosts)))


async def bring(found: Settings, source: str, dry_run: bool, publish: bool, fetch: Fetch) -> None:
    """Raises Stop."""
    t, now = Translator(found.language), utc_now()
    reading = await (fetched(fetch, source, now, found) if "://" in source else _from_file(source, now, found))
    if not reading.rows:
        raise Stop(" ".join(trouble_sentence(it, t).unescape() for it in reading.troubles))
    async with storage_at(found.database_url) as storage, storage.writing() as store:
        weighed = await uploads.weigh_file(store, reading, False, now)
        preview = weighed.preview
        for line in details(preview, t):
            say(line.unescape())
        say(summary(preview, t).unescape())
        if dry_run:
            return say(t("Rien n'a été changé (essai).").unescape())
        if people := weighed.plan.consequence.people:
            raise Stop(
                f"Rien n'a été changé. Personnes à prévenir : {people}."
                " Envoyez ce fichier au robot, dans la conversation : il les préviendra."
            )
        kept = await importing.keep(store, preview, found.timezone, now, publish)
    say(t("Séances écrites : {n}. Publiées : {published}.", n=len(kept.sessions), published=kept.published).unescape())
    return None


async def _from_file(source: str, now: datetime, found: Settings) -> Reading:
    file = Path(source)
    try:
        content = await asyncio.to_thread(file.read_bytes)
    except OSError as ill:
        raise Stop(f"Le fichier {file} ne peut pas être lu ({ill.strerror}).") from None
    return feeds.read(content, file.name, now, found.timezone)


async def fetched(fetch: Fetch, url: str, now: datetime, found: Settings) -> Reading:
    """Judged as a file is. The address is in no sentence: it may hold a key. Raises Stop."""
    try:
        it = await fetch(url)
    except Unfetched as no:
        raise Stop(why_sentence(no.why, no.host, Translator(found.language)).unescape()) from None
    return feeds.read(it.content, f"agenda{it.extension}", now, found.timezone)
