"""The bot as a running thing: starts, fetches, serves, delivers, and stops within seconds."""

import asyncio
import contextlib
import gc
import itertools
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.ports import Received, Storage, Store
from handlers.commands import before_the_first_word, descriptions, in_one_line
from handlers.post import AT_ONCE, Post
from handlers.screens import Town
from handlers.telegram.hands import Entrance
from handlers.telegram.http import AiohttpRequest, wait_s
from handlers.telegram.lanes import Lanes
from handlers.telegram.pace import Pace, Turns
from handlers.telegram.serve import App, Server
from handlers.telegram.show import TelegramWire
from handlers.tending import Tending
from handlers.text import Translator
from handlers.visits import Reception
from locales.languages import LANGUAGES, SOURCE, Language

log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds that what is under way gets when we are asked to stop."""

SAFETY_TICK = timedelta(seconds=30)
TENDING = timedelta(seconds=60)


def utc_now() -> datetime:
    return datetime.now(UTC)


def application(token: str, url: str, request: BaseRequest | None = None, poll: BaseRequest | None = None) -> App:
    """python-telegram-bot with our HTTP under it, and neither its updater nor its job queue."""
    return (
        Application.builder()
        .token(token)
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .request(request or AiohttpRequest())
        .get_updates_request(poll or AiohttpRequest(connections=2))
        .updater(None)
        .job_queue(None)
        .build()
    )


class Passerelle:
    """The hands of a town that has one process: updates in lanes, letters at the bell. What is done and what is still
    to do is in the tables; nothing is only here."""

    def __init__(
        self,
        app: App,
        storage: Storage,
        town: Town,
        now: Callable[[], datetime] = utc_now,
        pace: Pace | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self._storage = storage
        self._now = now
        self.app = app
        self.post, self.server = staff(app, storage, town, now, pace or Pace(), self.ring, at_once)
        self.tending = Tending(storage, town, self.server.wire, now, self.ring)
        self.lanes = Lanes(self.server.serve)
        self.bell = asyncio.Event()
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def ring(self) -> None:
        """There may be letters to send."""
        self.bell.set()

    async def pick_up(self) -> None:
        """What an earlier process left: leases of the dead, updates kept and not done."""
        async with self._storage.writing() as store:
            await store.letters.release_all()
            await store.inbox.forget_old(self._now())
            left = await store.inbox.left_over()
        for received in left:
            self.lanes.put(received)
        self.ring()

    async def tend(self) -> None:
        """Now and then."""
        await self.tending.once()

    async def keep(self, updates: Sequence[Received]) -> int:
        """Commit them, then serve them; how many were new."""
        async with self.server.outage.noticed({it.chat_id for it in updates}), self._storage.writing() as store:
            fresh = [it for it in updates if await keep_once(store, it, self._now())]
        for received in fresh:
            self.lanes.put(received)
        return len(fresh)

    async def run(self, entrance: Entrance) -> None:
        """Until cancelled, or until the way in ends. Raises what it raises."""
        await self.pick_up()
        self._scheduler.start()
        work = [asyncio.create_task(it) for it in (self._deliver(), self._tend())]
        try:
            await entrance()
        finally:
            self._scheduler.shutdown(wait=False)
            await self.lanes.stop(PATIENCE)
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _tend(self) -> None:
        """Every minute that passes, whatever the machine's clock shows: set back by a day, an alarm of the scheduler
        would wait for a day."""
        while True:
            await asyncio.sleep(TENDING.total_seconds())
            try:
                await self.tend()
            except Exception:
                log.exception("tending failed; it is done again in a minute")

    async def _deliver(self) -> None:
        """A round at every bell; then the alarm clock is set for the next letter. At the latest after a while: should
        the machine's clock be set back, the alarm would be too late."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.bell.wait(), SAFETY_TICK.total_seconds())
            self.bell.clear()
            try:
                await self.post.round()
                await self._set_alarm()
            except Exception:
                log.exception("a round of the post failed; the next bell tries again")

    async def _set_alarm(self) -> None:
        next_at = await self.post.next_at()
        if next_at is not None:
            # Counted from the machine's clock: the bot's own may be a rehearsal's.
            wake_at = utc_now() + max(timedelta(milliseconds=50), next_at - self._now())
            self._scheduler.add_job(
                self.ring, "date", run_date=wake_at, id="next letter", replace_existing=True, misfire_grace_time=None
            )


def staff(
    app: App,
    storage: Storage,
    town: Town,
    now: Callable[[], datetime],
    pace: Turns,
    rang: Callable[[], None],
    at_once: int = AT_ONCE,
) -> tuple[Post, Server]:
    """Who draws letters and who serves updates: the same in every kind of process."""
    wire = TelegramWire(app.bot, pace)
    reception = Reception(storage, town, rang)
    server = Server(app, storage, reception, wire, now, rang)
    server.listen()
    return Post(storage, reception, wire, now, town.zone, at_once), server


async def keep_once(store: Store, it: Received, now: datetime) -> bool:
    """False when it was kept before."""
    return await store.inbox.keep(it.update_id, it.chat_id, it.payload, now)


async def introduce(app: App) -> str:
    """Wait for Telegram, say who the bot is in each language; its username. Raises InvalidToken."""
    for failures in itertools.count(1):
        try:
            await app.initialize()
            break
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram does not answer yet (%s); trying again", type(error).__name__)
            await asyncio.sleep(wait_s(error, failures))
    for language in LANGUAGES.values():
        try:
            await _present(app, language)
        except TelegramError as error:
            log.warning("the bot was not presented: %s", type(error).__name__)
    username: str = app.bot.username
    return username


async def _present(app: App, language: Language) -> None:
    """The menu of commands and what is read before the first message; the source's is for everybody else."""
    if not language.known_to_telegram:
        return
    t = Translator(language.code)
    menu = [BotCommand(name, words) for name, words in descriptions(t).items()]
    code = None if language.code == SOURCE else language.code
    await app.bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats(), language_code=code)
    await app.bot.set_my_description(before_the_first_word(t), language_code=code)
    await app.bot.set_my_short_description(in_one_line(t), language_code=code)


def settle() -> None:
    """What the program is made of stays until the end: whoever looks for garbage need not walk through all of it every few
    hundred objects (a tenth of the CPU of a look, measured)."""
    gc.freeze()
    gc.set_threshold(20_000)


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """Closes the connections at the end, those of a bot that Telegram did not let in too."""
    try:
        yield
    finally:
        await app.shutdown()
        await app.bot.shutdown()
