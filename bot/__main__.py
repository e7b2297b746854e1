"""The command line, and the one place that introduces everybody."""

import asyncio
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from telegram.error import InvalidToken

from bot import joining, logs
from bot.checkup import Finding, clock_line, database_line, settings_line, telegram_line, trail_line, zones_line
from bot.clock import utc_now
from bot.commands import (
    Stop,
    agendas,
    found_settings,
    importing,
    keeping,
    moving,
    reporting,
    running,
    say,
    storage_at,
    transit,
)
from bot.commands.running import until_asked_to_stop
from bot.domain.people import STAFF, Role
from bot.domain.refusals import Refusal
from bot.ports import Verdict
from bot.settings import Settings, WrongSetting
from handlers.demo import rehearsal, stories
from handlers.demo.scenes import SCENES, Scene
from storage.engine import DatabaseIll

log = logging.getLogger("passerelle")

STORY_NAMES = " ou ".join(", ".join(scene.name for scene in SCENES).rsplit(", ", 1))

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Passerelle : des sorties gratuites, un référent, des rappels qui aident à partir.\n\n"
    "Réglages (environnement ou fichier .env) : PASSERELLE_BOT_TOKEN ou PASSERELLE_BOT_TOKEN_FILE, "
    "PASSERELLE_DATABASE_URL, PASSERELLE_TIMEZONE, PASSERELLE_LANGUAGE, PASSERELLE_LOG_LEVEL, PASSERELLE_LOG_FORMAT, "
    "PASSERELLE_METRICS_LISTEN, PASSERELLE_FEED_LISTEN, PASSERELLE_AGENDA_HOSTS, PASSERELLE_OPERATOR, "
    "PASSERELLE_TELEGRAM_URL.",
)
app.add_typer(running.app)
app.add_typer(importing.app)
app.add_typer(agendas.app)
app.add_typer(keeping.app)
app.add_typer(moving.app)
app.add_typer(reporting.app)
app.add_typer(transit.app)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Le port de la page, sur cette machine seulement.")] = 8765,
    transcript: Annotated[
        bool, typer.Option("--transcript", help="Raconter les histoires ici, l'une après l'autre, sans page.")
    ] = False,
    story: Annotated[str, typer.Option(help=f"Avec --transcript, raconter celle-ci seulement : {STORY_NAMES}.")] = "",
) -> None:
    """Un Telegram dans une boîte : sans jeton, sans réseau, rien n'en sort. Pour essayer et pour se former."""
    told = [it for it in stories.STORIES if story in ("", it.scene.name)]
    if not told or (story and not transcript):
        raise Stop(f"--story va avec --transcript, et dit {STORY_NAMES}.", 2)
    logs.configure("WARNING", "")
    with TemporaryDirectory() as folder:
        asyncio.run(_tell(told, Path(folder)) if transcript else _show(port, Path(folder)))


async def _tell(told: list[stories.Story], folder: Path) -> None:
    for story in told:
        say(f"\n{story.scene.title}")
        async with storage_at(_in(folder, story.scene)) as storage:
            await rehearsal.play(story, storage, say)


async def _show(port: int, folder: Path) -> None:
    await until_asked_to_stop(rehearsal.show(lambda scene: storage_at(_in(folder, scene)), port, say))


def _in(folder: Path, scene: Scene) -> str:
    return f"sqlite:///{folder}/{scene.name}.db"


@app.command()
def invite(
    role: Annotated[str, typer.Argument(help="coordinator, referent ou beneficiary")],
    organisation: Annotated[str, typer.Option(help="La structure ; elle est créée si elle n'existe pas encore.")],
    name: Annotated[str, typer.Option(help="Le prénom ou le surnom de la personne.")],
    referent: Annotated[str, typer.Option(help="Pour beneficiary : le prénom de son référent.")] = "",
) -> None:
    """Donner un lien d'invitation, valable 7 jours et une seule fois. La première coordinatrice arrive ainsi."""
    if role not in (*STAFF, Role.BENEFICIARY):
        raise Stop("Le rôle doit être coordinator, referent ou beneficiary.", 2)
    asyncio.run(_invite(found_settings(needs_token=False), Role(role), organisation, name, referent))


async def _invite(found: Settings, role: Role, organisation: str, name: str, referent: str) -> None:
    now = utc_now()
    async with storage_at(found.database_url) as storage, storage.writing() as store:
        house = await store.people.organisation(" ".join(organisation.split()), now)
        follows = None
        if role is Role.BENEFICIARY:
            known = await store.people.with_role(Role.REFERENT, house)
            chosen = [it for it in known if not referent or it.name == referent]
            if len(chosen) != 1:
                raise Stop("Précisez --referent : le prénom d'un référent de cette structure.", 2)
            follows = chosen[0].id
        try:
            made = await joining.invite(store, name, role, house, follows, now)
        except Refusal:
            raise Stop("Le nom doit avoir de 1 à 40 lettres.", 2) from None
    username = await _username(found)
    say(f"Lien : https://t.me/{username}?start={made.code}" if username else "Lien : donnez un jeton pour le composer.")
    say(f"Code : {made.code}")
    say("Une seule personne peut s'en servir, dans les 7 jours. À ouvrir, ou à écrire au robot après /start.")


async def _username(found: Settings) -> str:
    """The bot's own name, if a token is there and Telegram answers."""
    line, username = await telegram_line(found)
    return username if line.well else ""


@app.command()
def check() -> None:
    """Vérifier les réglages, la base de données, l'horloge, les fuseaux et Telegram. Code 1 si l'un va mal."""
    sys.exit(asyncio.run(_check()))


async def _check() -> int:
    found, findings = _settings_or_why()
    findings.append(await database_line(lambda: _open_once(found.database_url)))
    if findings[-1].well:
        findings.append(await trail_line(lambda: _verified(found.database_url)))
    findings += [await clock_line(found), zones_line(found)]
    findings.append((await telegram_line(found))[0])
    for finding in findings:
        say(f"{'bien ' if finding.well else 'MAL  '} {finding.what} : {finding.sentence}")
    return 0 if all(finding.well for finding in findings) else 1


def _settings_or_why() -> tuple[Settings, list[Finding]]:
    """Whatever can still be looked at is looked at with the usual settings."""
    try:
        return (found := found_settings()), [settings_line(found)]
    except WrongSetting as wrong:
        return Settings(token=""), [Finding("Réglages", False, str(wrong))]


async def _open_once(url: str) -> str:
    async with storage_at(url) as storage:
        return storage.version()


async def _verified(url: str) -> Verdict:
    async with storage_at(url) as storage, storage.reading() as store:
        return await store.trail.verify()


def main() -> None:
    """Errors are one line and an exit code."""
    try:
        app()
    except Stop as stop:
        sys.exit(_complain(str(stop), stop.code))
    except WrongSetting as wrong:
        sys.exit(_complain(str(wrong), 2))
    except (DatabaseIll, rehearsal.StoryBroken) as ill:
        sys.exit(_complain(str(ill), 1))
    except InvalidToken:
        sys.exit(_complain("Telegram refuse ce jeton : vérifiez PASSERELLE_BOT_TOKEN auprès de @BotFather.", 2))
    except OSError as ill:
        where = f" ({ill.filename})" if ill.filename else ""
        sys.exit(_complain(f"Impossible : {ill.strerror or ill}{where}.", 1))


def _complain(sentence: str, code: int) -> int:
    typer.echo(sentence, err=True)
    return code


if __name__ == "__main__":
    main()
