"""The command that carries a town from one database to another."""

import asyncio
from typing import Annotated

import typer

from bot.commands import Stop, say
from bot.settings import database_address
from storage.alone import alone
from storage.engine import is_postgresql
from storage.moving import copy
from storage.sqlite import sqlite_path

app = typer.Typer()


@app.command()
def move(
    source: Annotated[str, typer.Argument(help="La base de départ : sqlite:///passerelle.db, ou postgresql://…")],
    target: Annotated[str, typer.Argument(help="La base d'arrivée, vide.")],
) -> None:
    """Porter toutes les données d'une base à l'autre, robot arrêté. La base de départ reste comme elle est."""
    database_address(source, "La base de départ")
    database_address(target, "La base d'arrivée")
    if source == target:
        raise Stop("Donnez deux bases différentes.", 2)
    if not is_postgresql(source) and not sqlite_path(source).is_file():
        raise Stop(f"Il n'y a pas de base {sqlite_path(source)}.", 2)
    with alone(source), alone(target):
        counts = asyncio.run(copy(source, target, lambda table, rows: say(f"{table} : {rows}")))
    say(f"Tout est arrivé, et comparé : {sum(counts.values())} lignes, {len(counts)} tables.")
    say("Donnez maintenant l'adresse de la base d'arrivée à PASSERELLE_DATABASE_URL.")
