"""One update, from Telegram's words to a gesture, to what is shown."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, ChatMember, Message, Update
from telegram.ext import Application, ContextTypes, TypeHandler

from bot.ports import MOST_ATTEMPTS, MOST_DEATHS, Received, Storage, StorageAway
from handlers.post import lost
from handlers.screens import View
from handlers.telegram.fetching import sent_file
from handlers.telegram.outage import Outage
from handlers.telegram.positions import shared_position
from handlers.telegram.reading import Unreadable, is_own, read, shown_under, words
from handlers.telegram.show import TelegramWire
from handlers.text import Translator
from handlers.visits import Gesture, Reception
from handlers.wire import Blocked, NotSent, Rejected, Unknown

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
GONE = (ChatMember.BANNED, ChatMember.LEFT)


@dataclass(frozen=True)
class Server:
    """Serves updates: one gesture, one transaction, then what is shown."""

    app: App
    storage: Storage
    reception: Reception
    wire: TelegramWire
    now: Callable[[], datetime]
    rang: Callable[[], None]
    """Called when letters may have been written."""
    failures: dict[int, Exception] = field(default_factory=dict)
    """Of updates under way, between where they happen and where they are counted."""
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    outage: Outage = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "outage", Outage(self._tell_to_wait))

    def listen(self) -> None:
        """Let python-telegram-bot hand its updates to us."""
        self.app.add_handler(TypeHandler(Update, self._on_update))

    async def serve(self, received: Received) -> None:
        """Never raises: a poison update is tried three times, put aside and reported; the others go on (U4). What
        cannot be read will not be another time either. While the database is away it waits: that is no attempt, and the
        inbox then says what is left to do."""
        left: Received | None = received
        while left is not None:
            try:
                await (self._serve_alone if left.left_over and not left.effect else self._try)(left)
                self.outage.over()
                break
            except StorageAway as why:
                left = await self._still(received, why)

    async def _still(self, received: Received, why: StorageAway) -> Received | None:
        while True:
            await self.outage.lasts(why, [received.chat_id])
            try:
                async with self.storage.reading() as store:
                    return await store.inbox.still(received.update_id)
            except StorageAway as again:
                why = again

    async def _serve_alone(self, received: Received) -> None:
        """It may have ended the process before this one: only what is in hand alone can be blamed for that."""
        async with self._one_at_a_time:
            async with self.storage.writing() as store:
                tried = await store.inbox.tried_again(received.update_id)
            await (self._try(received) if tried < MOST_DEATHS else self._set_aside(received))

    async def _try(self, received: Received) -> None:
        for attempt in range(MOST_ATTEMPTS):
            try:
                return await self._serve(received)
            except StorageAway:
                raise
            except Unreadable:
                return await self._set_aside(received)
            except Exception:
                log.exception("update %s failed", received.update_id)
                await asyncio.sleep(0.1 * 2**attempt)
        return await self._set_aside(received)

    async def _serve(self, received: Received) -> None:
        if received.effect:
            await self._show_again(received)
        else:
            failure = await self._process(read(received.payload, self.app.bot))
            if failure is not None:
                raise failure
        async with self.storage.writing() as store:
            await store.inbox.done(received.update_id)

    async def _process(self, update: Update) -> Exception | None:
        """Through `process_update`, which keeps errors to itself; ours comes back here."""
        self.failures.pop(update.update_id, None)
        await self.app.process_update(update)
        return self.failures.pop(update.update_id, None)

    async def _on_update(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        try:
            await self._receive(update)
        except Exception as failure:  # noqa: BLE001 - it is raised again where the update is counted
            self.failures[update.update_id] = failure

    async def _receive(self, update: Update) -> None:
        if update.my_chat_member is not None:
            await self._came_or_went(update)
        elif update.callback_query is not None:
            await self._tapped(update.update_id, update.callback_query)
        elif update.message is not None:
            await self._wrote(update.update_id, update.message)

    async def _tapped(self, update_id: int, tap: CallbackQuery) -> None:
        message = tap.message
        if message is not None and not is_own(message.chat, tap.from_user):
            return await self.wire.answer(tap.id, None)
        gesture = Gesture(tap.from_user.id, button=words(tap.data or ""), update_id=update_id)
        view = await self.reception.receive(gesture, self.now())
        await self.wire.answer(tap.id, view)
        if view is None:
            return None
        if (shown := shown_under(tap)) is not None:
            return await _shown(lambda: self.wire.replace(shown, view))
        return await _shown(lambda: self.wire.send(gesture.account, view))

    async def _wrote(self, update_id: int, message: Message) -> None:
        if message.from_user is None or message.from_user.is_bot:
            return None
        if message.chat.type != "private":
            return await self._in_a_group(message)
        if not is_own(message.chat, message.from_user):
            return None
        own_words = message.forward_origin is None and message.via_bot is None
        text = words(message.text) if own_words and message.text is not None else None
        gesture = Gesture(
            message.from_user.id,
            text=text,
            update_id=update_id,
            file=sent_file(message),
            position=shared_position(message) if own_words else None,
        )
        if (begun := await self.reception.progress(gesture, self.now())) is not None:
            await _shown(lambda: self.wire.send(gesture.account, begun))
        view = await self.reception.receive(gesture, self.now())
        if view is None:
            return None
        return await _shown(lambda: self.wire.send(gesture.account, view))

    async def _in_a_group(self, message: Message) -> None:
        """One neutral sentence to a command, nothing else: groups are not the place (D3)."""
        if message.text and message.text.startswith("/"):
            neutral = View(Translator()("Écrivez-moi dans une conversation privée."))
            await _shown(lambda: self.wire.send(message.chat.id, neutral))

    async def _came_or_went(self, update: Update) -> None:
        change = update.my_chat_member
        if change is None or not is_own(change.chat, change.from_user):
            return
        async with self.storage.writing() as store:
            person = await store.people.of_account(change.from_user.id)
            if person is None:
                return
            if change.new_chat_member.status in GONE:
                await lost(store, person, self.now())
            else:
                await store.people.set_reachable(person.id, reachable=True)
        self.rang()

    async def _show_again(self, received: Received) -> None:
        """Its effect was committed, and the process was killed before the answer was shown, or just after: a tapped
        message is changed again, which changes nothing if it was. A tap is answered too: its screen may look the same."""
        view = await self.reception.show(received.chat_id, received.effect or "home", self.now())
        tap = read(received.payload, self.app.bot).callback_query
        if tap is not None:
            await self.wire.answer(tap.id, view)
        if tap is not None and (shown := shown_under(tap)) is not None:
            await _shown(lambda: self.wire.change(received.chat_id, shown.number, view))
        else:
            await _shown(lambda: self.wire.send(received.chat_id, view))

    async def _tell_to_wait(self, chat_id: int) -> None:
        if chat_id > 0:
            t = await self.reception.translator(chat_id)
            wait = t(
                "Je ne peux rien noter pour le moment. Votre message n'est pas perdu.\nJe réponds dès que possible."
            )
            await _shown(lambda: self.wire.send(chat_id, View(wait)))

    async def _set_aside(self, received: Received) -> None:
        async with self.storage.writing() as store:
            await store.inbox.set_aside(received.update_id)
        log.error("update %s is put aside", received.update_id)
        t = Translator()
        sorry = t(
            "Un problème est survenu de notre côté. Rien n'est perdu.\nRéessayez, ou parlez à votre référent.\n"
            "Référence : {reference}",
            reference=received.update_id,
        )
        if received.chat_id > 0:
            await _shown(lambda: self.wire.send(received.chat_id, View(sorry)))


async def _shown(showing: Callable[[], Awaitable[None]]) -> None:
    """The effect is committed. What is known not to have left is tried again; what may have left is not: an answer
    that did not arrive is found again at the next tap."""
    for _ in range(MOST_ATTEMPTS):
        try:
            return await showing()
        except NotSent as no:
            await asyncio.sleep(no.wait.total_seconds())
        except (Unknown, Blocked, Rejected) as missed:
            return log.warning("an answer was not shown: %s", type(missed).__name__)
    return log.warning("an answer was not shown: Telegram cannot be reached")
