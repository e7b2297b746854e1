"""`make gallery`: a picture of the main screens in each language."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from playwright.async_api import async_playwright

from locales.languages import LANGUAGES
from storage.schema import upgrade
from tests.demo.browser import CHROMIUM, QUIET
from tests.gallery.sheet import sheet
from tests.gallery.town import Settled, settled

WIDE = 1640
"""Points: four telephones side by side."""


def main(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")] = Path("gallery"),
    only: Annotated[list[str] | None, typer.Option(help="The code of a language; may be repeated.")] = None,
) -> None:
    """Draw the main screens in each language, as people see them on a telephone."""
    unknown = sorted({*(only or ())} - {*LANGUAGES})
    if unknown or CHROMIUM is None:
        typer.echo(
            f"No such language: {', '.join(unknown)}" if unknown else "This needs the package chromium.", err=True
        )
        raise typer.Exit(2)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        url = f"sqlite:///{place}/town.db"
        upgrade(url)
        asyncio.run(_draw(url, folder, only or list(LANGUAGES)))


async def _draw(url: str, folder: Path, languages: list[str]) -> None:
    async with settled(url) as town, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await browser.new_page(viewport={"width": WIDE, "height": 900})
        for language in languages:
            await page.set_content(await _sheet(town, language))
            await page.screenshot(path=folder / f"{language}.png", full_page=True)
            typer.echo(f"{folder / f'{language}.png'}")
        await browser.close()


async def _sheet(town: Settled, language: str) -> str:
    return sheet(language, [(name, await town.sees(who, data, language)) for name, who, data in town.screens])


if __name__ == "__main__":
    typer.run(main)
