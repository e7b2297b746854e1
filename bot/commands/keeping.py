"""Commands about what is kept: the register, erasing somebody, what has been kept long enough, and copies."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot import erasing
from bot import retention as keeping_rules
from bot.clock import utc_now
from bot.commands import Stop, found_settings, say, storage_at
from bot.domain.people import Person
from bot.domain.refusals import Gone, StillFollows
from bot.ports import Store
from bot.register.markdown import page
from storage import backup as backups
from storage import restoring

app = typer.Typer()

Yes = Annotated[bool, typer.Option("--yes", help="Le faire ; sans cela, rien n'est changé.")]


@app.command()
def register() -> None:
    """Écrire le registre des données : chaque colonne, pourquoi, à qui, combien de temps."""
    say(page().rstrip())


@app.command()
def erase(
    person: Annotated[int, typer.Option(help="Le numéro de la fiche, que le référent voit à l'écran.")] = 0,
    account: Annotated[int, typer.Option(help="Ou le numéro du compte Telegram.")] = 0,
    yes: Yes = False,
) -> None:
    """Effacer une personne, pour toujours. Montre d'abord ce qui serait fait."""
    if bool(person) == bool(account):
        raise Stop("Donnez --person NUMÉRO, ou --account NUMÉRO.", 2)
    asyncio.run(_erase(found_settings(needs_token=False).database_url, person, account, yes))


async def _erase(url: str, person: int, account: int, yes: bool) -> None:
    now = utc_now()
    async with storage_at(url) as storage:
        async with storage.writing() as store:
            it = await _find(store, person, account)
            try:
                done = await (erasing.erase(store, it, now) if yes else erasing.weigh(store, it, now))
            except StillFollows:
                raise Stop("Cette fiche suit encore des personnes : la coordination les confie d'abord.") from None
        say(f"Fiche {it.id}. Demandes et places à venir annulées : {done.given_back}. Listes quittées : {done.left}.")
        if not yes:
            return say("Rien n'a été changé (essai). Pour effacer, ajoutez --yes.")
        if not await erasing.wipe(storage, now):
            raise Stop("Effacée. Ses traces quitteront le disque dans la minute, ou au prochain démarrage du robot.", 0)
    return say("Effacée. Les sauvegardes plus anciennes la contiennent encore, jusqu'à leur fin.")


@app.command()
def retention(yes: Yes = False) -> None:
    """Laisser partir ce qui a été gardé assez longtemps. Montre d'abord ; le robot le fait lui-même chaque nuit."""
    asyncio.run(_retention(found_settings(needs_token=False).database_url, yes))


async def _retention(url: str, yes: bool) -> None:
    now = utc_now()
    async with storage_at(url) as storage:
        if yes:
            due = await keeping_rules.apply(storage, now)
        else:
            async with storage.reading() as store:
                due = await keeping_rules.weigh(store, now)
    for it in due:
        say(f"{it.what} : {it.rows} ({it.why})")
    say("C'est fait." if yes else "Rien n'a été changé (essai). Pour le faire, ajoutez --yes.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Le fichier à écrire ; il ne doit pas exister.")]) -> None:
    """Sauvegarder toute la base dans un fichier, pendant que le robot marche."""
    asyncio.run(backups.backup(found_settings(needs_token=False).database_url, file))
    say(
        f"Sauvegarde écrite et vérifiée : {file} ({file.stat().st_size} octets). Elle contient des données personnelles."
    )


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="Une sauvegarde.")]) -> None:
    """Remettre une sauvegarde, robot arrêté. La base remplacée est gardée à côté."""
    url, now = found_settings(needs_token=False).database_url, utc_now()
    if not file.is_file():
        raise Stop(f"Il n'y a pas de fichier {file}.", 2)
    done = asyncio.run(restoring.restore(url, file, partial(erasing.replay, now=now), now))
    say(f"Sauvegarde remise. Personnes effacées depuis, effacées de nouveau : {done.erased_again}.")
    if done.aside:
        say(f"Ce qui a été remplacé est gardé : {done.aside}. À supprimer quand tout va bien.")


async def _find(store: Store, person: int, account: int) -> Person:
    """By a number, never by a name: what is typed here stays in the shell's history."""
    found = await store.people.of_account(account) if account else None
    try:
        found = found or await store.people.get(max(person, 0))
    except Gone:
        raise Stop("Aucune fiche n'a ce numéro.") from None
    return found
