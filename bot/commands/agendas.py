"""The commands about agendas of the web that an organisation follows."""

import asyncio
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.clock import utc_now
from bot.commands import Stop, found_settings, say, storage_at
from bot.commands.importing import fetched
from bot.domain.agendas import Agenda
from bot.domain.people import Role
from bot.fetching import Fetch, Fetching
from bot.settings import Settings
from handlers.agenda_words import why_sentence
from handlers.imports import trouble_sentence
from handlers.text import Translator

app = typer.Typer(name="agenda", help="Les agendas du web que le robot lit chaque jour, et propose à la coordination.")


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="L'adresse https d'un agenda : OpenAgenda, iCalendar ou CSV.")],
    organisation: Annotated[str, typer.Option(help="La structure, dont la coordination lira ce qui est nouveau.")],
    hour: Annotated[int, typer.Option(min=0, max=23, help="À quelle heure, chaque jour.")] = 7,
) -> None:
    """Suivre un agenda d'un site que nomme PASSERELLE_AGENDA_HOSTS. Il est lu une fois tout de suite."""
    found = found_settings(needs_token=False)
    asyncio.run(follow(found, url, organisation, hour, Fetching(found.agenda_hosts)))


async def follow(found: Settings, url: str, organisation: str, hour: int, fetch: Fetch) -> None:
    """Raises Stop."""
    now, t = utc_now(), Translator(found.language)
    reading = await fetched(fetch, url, now, found)
    if not reading.rows:
        raise Stop(" ".join(trouble_sentence(it, t).unescape() for it in reading.troubles))
    async with storage_at(found.database_url) as storage, storage.writing() as store:
        house = await store.people.organisation(" ".join(organisation.split()), now)
        if not await store.people.with_role(Role.COORDINATOR, house):
            raise Stop("Cette structure n'a pas de coordination : personne ne lirait ce que l'agenda propose.", 2)
        number = await store.agendas.add(house, url, hour)
    say(
        f"Agenda {number} suivi : {reading.rows} événements lus. Chaque jour à {hour} h, ce qui est nouveau est proposé."
    )


@app.command("list")
def list_() -> None:
    """Voir ceux qui sont suivis, et comment la dernière lecture s'est passée."""
    asyncio.run(tell(found_settings(needs_token=False)))


async def tell(found: Settings) -> None:
    t = Translator(found.language)
    async with storage_at(found.database_url) as storage, storage.reading() as store:
        its = await store.agendas.all()
    for it in its:
        say(f"{it.id} : {it.organisation}, {_shown(it.url)}, chaque jour à {it.hour} h. {_state(it, found, t)}")
    if not its:
        say("Aucun agenda n'est suivi.")


def _shown(url: str) -> str:
    """Without what may be a key."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}" + ("?…" if parts.query else "")


def _state(it: Agenda, found: Settings, t: Translator) -> str:
    if it.why is not None:
        return why_sentence(it.why, it.host, t).unescape()
    return f"Lu {t.moment(it.read_at, found.timezone).unescape()}." if it.read_at else "Pas encore lu."


@app.command()
def remove(agenda: Annotated[int, typer.Argument(help="Son numéro, que donne « passerelle agenda list ».")]) -> None:
    """Ne plus suivre un agenda. Les sorties déjà importées restent."""
    asyncio.run(_remove(found_settings(needs_token=False), agenda))


async def _remove(found: Settings, agenda: int) -> None:
    async with storage_at(found.database_url) as storage, storage.writing() as store:
        if not await store.agendas.remove(agenda):
            raise Stop(f"Aucun agenda n'a le numéro {agenda}.", 2)
    say("Cet agenda n'est plus suivi.")
