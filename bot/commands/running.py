"""`passerelle run` and `passerelle worker`: what keeps running, on one machine or on several."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from functools import partial
from typing import Annotated, Any

import typer

from bot import settings
from bot.clock import utc_now
from bot.commands import Stop, found_settings, storage_at
from bot.fetching import Fetching
from bot.settings import Settings, Webhook
from handlers.agenda_rounds import AgendaRounds
from handlers.feeds_out import FeedsOut
from handlers.metrics import Metrics
from handlers.screens import Town
from handlers.telegram.bot import Passerelle, application, introduce, running, settle
from handlers.telegram.hands import Hands
from handlers.telegram.inbox import Fetcher
from handlers.telegram.serve import App
from handlers.telegram.shared_pace import SharedPace
from handlers.telegram.webhook import Receiver
from handlers.telegram.workers import Workers
from handlers.text import Translator
from storage.alone import alone
from storage.engine import is_postgresql
from storage.leading import lead
from storage.queue import queue_at
from storage.store import Storage
from storage.turns import turns_at

log = logging.getLogger("passerelle")

app = typer.Typer()


async def until_asked_to_stop(work: Coroutine[Any, Any, None]) -> None:
    """Ends quietly at SIGTERM and SIGINT."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(which, asked.set)
    stop = asyncio.ensure_future(asked.wait())
    await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if not task.done():
        task.cancel()
    await asyncio.gather(task, return_exceptions=asked.is_set())


@app.command()
def run(
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Recevoir les messages de Telegram au lieu d'aller les chercher.")
    ] = False,
) -> None:
    """Le robot : lit les messages, répond, envoie les rappels. S'arrête avec Ctrl+C ou SIGTERM.

    Avec --webhook : PASSERELLE_WEBHOOK_URL, PASSERELLE_WEBHOOK_LISTEN et PASSERELLE_WEBHOOK_SECRET. Sur PostgreSQL, un
    tel processus reçoit seulement : « passerelle worker » fait le reste. Il peut y en avoir plusieurs de chaque.
    Avec PASSERELLE_FEED_LISTEN, il donne aussi les sorties publiées à qui les demande (/sorties.ics, /sorties.json).
    """
    found = found_settings()
    at = settings.webhook(settings.environment()) if webhook else None
    asyncio.run(until_asked_to_stop(_run(found, at)))


@app.command()
def worker() -> None:
    """Répond aux messages reçus et envoie les lettres, à côté d'autres. Sur PostgreSQL seulement."""
    found = found_settings()
    if not is_postgresql(found.database_url):
        raise Stop("Sur SQLite, « passerelle run » fait tout, seul. Pour plusieurs processus, il faut PostgreSQL.", 2)
    asyncio.run(until_asked_to_stop(_work(found)))


async def _run(found: Settings, at: Webhook | None) -> None:
    several = is_postgresql(found.database_url)
    async with _hands(found, tells_everybody=True, works=at is None or not several) as (bot, hands):
        if at is None:
            fetcher = Fetcher(bot.bot, hands.keep)
            return await hands.run(partial(lead, found.database_url, fetcher.run) if several else fetcher.run)
        receiver = Receiver(bot.bot, at, hands.keep)
        return await (receiver.run() if several else hands.run(receiver.run))


async def _work(found: Settings) -> None:
    async with _hands(found) as (_, hands):
        await hands.run(_nobody_comes)


async def _nobody_comes() -> None:
    """A worker has no way in: receivers have."""
    await asyncio.Event().wait()


@asynccontextmanager
async def _pages(found: Settings, storage: Storage, tells_everybody: bool) -> AsyncIterator[None]:
    """Off unless asked for. A worker tells figures only: beside it, who runs tells everybody."""
    async with AsyncExitStack() as stack:
        if found.metrics:
            await stack.enter_async_context(Metrics(storage, utc_now).told_at(*found.metrics))
        if found.feed and tells_everybody:
            feeds = FeedsOut(storage, utc_now, Translator.of(found.language))
            await stack.enter_async_context(feeds.told_at(*found.feed))
        yield


@asynccontextmanager
async def _agendas(found: Settings, storage: Storage, hands: Hands) -> AsyncIterator[None]:
    """Read each day, once a site is named."""
    if not found.agenda_hosts:
        yield
        return
    fetch = Fetching(found.agenda_hosts)
    async with AgendaRounds(storage, fetch, utc_now, found.timezone, hands.ring).waking():
        yield


@asynccontextmanager
async def _hands(
    found: Settings, tells_everybody: bool = False, works: bool = True
) -> AsyncIterator[tuple[App, Hands]]:
    """Ready, and known to Telegram. SQLite has one process, PostgreSQL any number; who only receives reads no agenda."""
    url = found.database_url
    async with storage_at(url) as storage:
        bot = application(found.token, found.telegram_url)
        with nullcontext() if is_postgresql(url) else alone(url):
            async with running(bot), _pages(found, storage, tells_everybody):
                town = Town(found.timezone, found.language, await introduce(bot), found.operator)
                log.info("ready as @%s", town.bot)
                settle()
                async with _staff(bot, storage, town, url) as hands:
                    async with _agendas(found, storage, hands) if works else nullcontext():
                        yield bot, hands


@asynccontextmanager
async def _staff(bot: App, storage: Storage, town: Town, url: str) -> AsyncIterator[Hands]:
    if not is_postgresql(url):
        yield Passerelle(bot, storage, town)
        return
    async with queue_at(url) as queue, turns_at(url) as turns:
        yield Workers(bot, storage, town, queue, SharedPace(turns))
