"""Commands about what is kept: the register."""

import typer

from bot.commands import say
from bot.register.markdown import page

app = typer.Typer()


@app.command()
def register() -> None:
    """Écrire le registre des données : chaque colonne, pourquoi, à qui, combien de temps."""
    say(page().rstrip())
