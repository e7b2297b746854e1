"""The register as a page, for the impact assessment: `passerelle register` prints it."""

from collections.abc import Iterator

from bot.register import TABLES
from bot.register.kinds import Column, Table

HEAD = """# Registre des données gardées

Cette page est écrite par la commande `passerelle register`, à partir de `bot/register/` : ne la corrigez pas ici.
Un test compare ce registre à la base de données, colonne par colonne. Le robot applique lui-même, chaque nuit, les
durées de cette page ; `passerelle retention` montre ce qui partirait aujourd'hui.

« Remis » : donné à la personne qui demande ses données, dans la conversation.
"""


def page() -> str:
    return "\n".join([HEAD, *(line for table in TABLES for line in _table(table))]).rstrip() + "\n"


def _table(it: Table) -> Iterator[str]:
    yield f"## {it.says} (`{it.name}`)\n"
    yield "| Colonne | Ce qu'elle contient | Pourquoi | À qui | Gardé | Remis | Effacement |"
    yield "|---|---|---|---|---|---|---|"
    yield from (_line(name, column) for name, column in it.rows())
    yield ""


def _line(name: str, it: Column) -> str:
    given = "oui" if it.exported else "non"
    kept, erased = (it.kept.says if it.kept else ""), (it.erased or "")
    return f"| `{name}` | {it.says} | {it.purpose} | {it.whose} | {kept} | {given} | {erased} |"
