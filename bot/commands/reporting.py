"""The command that tells what outings have changed: a bilan on the screen, or in files for those who decide."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import bilan
from bot.clock import utc_now
from bot.commands import Stop, found_settings, say, storage_at
from bot.domain.bilan import Bilan, Period, Span, latest_settled, read_period
from bot.domain.hiding import is_told_of_one
from bot.settings import Settings
from handlers import bilan_lines, bilan_page, bilan_picture, bilan_sheet
from handlers.text import Translator

app = typer.Typer()

NOT_READ = (
    "La période « {} » n'est pas comprise. Écrivez un mois (2026-03), un trimestre (2026-T1) ou une année (2026)."
)
NOT_SETTLED = (
    "Cette période n'est pas close : un bilan se fait huit jours après la fin, celui de novembre"
    " avec celui de décembre. La dernière close : --period {}."
)
NOT_KNOWN = "Aucune structure ne s'appelle « {} ». Sans --organisation, le bilan est celui de toutes ensemble."
NOT_OF_ONE = "Le bilan d'une seule structure est celui d'une année entière : d'un mois, il dirait trop de chacun."


@app.command()
def report(
    organisation: Annotated[str, typer.Option(help="Une seule structure ; sinon, toutes ensemble.")] = "",
    period: Annotated[
        str,
        typer.Option(
            help="Un mois (2026-03), un trimestre (2026-T1) ou une année (2026) ; sinon, le dernier mois clos,"
            " ou la dernière année close d'une structure."
        ),
    ] = "",
    pdf: Annotated[Path | None, typer.Option(help="Écrire une page pour qui finance (.pdf).")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Écrire un tableau, avec tous les nombres (.xlsx).")] = None,
    png: Annotated[Path | None, typer.Option(help="Écrire une image (.png).")] = None,
) -> None:
    """Le bilan des sorties d'une période close, sans aucun nom : places, personnes, délais, rappels.

    Ce qui est compté est dit à côté de chaque nombre. Un nombre inférieur à 5, ou qui permettrait d'en retrouver un,
    est remplacé par un signe. Une période est close huit jours après sa fin, quand l'appel de ses sorties l'est. Une
    sortie compte pour le mois où elle a commencé, à l'heure de son lieu. Sans fichier demandé, le bilan s'affiche ici.
    """
    found, now = found_settings(needs_token=False), utc_now()
    asked = asked_for(period, bool(organisation), now.date())
    it, t = asyncio.run(_bilan(found, organisation, asked, now)), Translator(found.language)
    files: list[tuple[Path | None, Callable[[], bytes]]] = [
        (pdf, lambda: bilan_page.page(it, t, now)),
        (xlsx, lambda: bilan_sheet.spreadsheet(it, t)),
        (png, lambda: bilan_picture.picture(it, t)),
    ]
    for file, draw in files:
        if file is not None:
            _write(file, draw())
    if not any(file for file, _ in files):
        for line in bilan_lines.lines(it, t):
            say(line)


def asked_for(typed: str, of_one: bool, today: date) -> Period:
    """Raises Stop."""
    if not typed:
        return latest_settled(today, Span.YEAR if of_one else Span.MONTH)
    asked = read_period(typed)
    if asked is None:
        raise Stop(NOT_READ.format(typed), 2)
    if not asked.is_settled(today):
        raise Stop(NOT_SETTLED.format(latest_settled(today, asked.span).name), 2)
    if of_one and not is_told_of_one(asked):
        raise Stop(NOT_OF_ONE, 2)
    return asked


async def _bilan(found: Settings, name: str, asked: Period, now: datetime) -> Bilan:
    async with storage_at(found.database_url) as storage, storage.reading() as store:
        house = await store.bilan.organisation(" ".join(name.split())) if name else None
        if name and house is None:
            raise Stop(NOT_KNOWN.format(name), 2)
        return await bilan.of(store, house, asked, now)


def _write(file: Path, content: bytes) -> None:
    """Never over something else."""
    try:
        with file.open("xb") as new:
            new.write(content)
    except FileExistsError:
        raise Stop(f"Le fichier {file} existe déjà. Donnez un autre nom.", 2) from None
    except OSError as ill:
        raise Stop(f"Le fichier {file} ne peut pas être écrit ({ill.strerror}).") from None
    say(f"Bilan écrit : {file}")
